"""A revenue office whose number is listed, members that implement it, and what else the tests of the registry want."""

from datetime import date, datetime, timedelta
from typing import Any

from hopback.policy.appendix_b_do_not_originate import Finding, due_on
from hopback.policy.appendix_b_do_not_originate import Test as Asked
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.actions.confirming import moment_of
from hopback.portal.do_not_originate.models import Confirmation, Listing, Recipient
from hopback.portal.do_not_originate.reading import read_text
from hopback.portal.ground import actions as ground
from hopback.portal.membership.models import Membership
from hopback.portal.providers.models import PointOfContact, Provider
from tests.portal.factories import NOW, make_provider, make_source

OFFICE = "Federal Revenue Office"
DAY = timedelta(days=1)
HOTLINE = "800-555-0140"
LETTER_ON = date(2026, 10, 1)


def member(name: str = "Harbor Voice LLC", tier: str = "steering", **more: Any) -> Provider:
    """A member of the group since last year, with a contact."""
    made = make_provider(name, **more)
    told = {"because": "Voted in.", "began_by": "Rosa Ortega", "began_at": NOW - 300 * DAY}
    Membership.objects.create(provider=made, tier=tier, **told)
    email = f"noc@{name.split()[0].lower()}.example"
    PointOfContact.objects.create(
        provider=made, kind="primary", full_name="Dana Whitfield", title="NOC", phone="+16145550100", email=email,
        given_at=NOW - 300 * DAY,
    )  # fmt: skip
    return made


def findings(**fails: str) -> list[Finding]:
    return [Finding(each, each.value not in fails, fails.get(each.value, "Their switch was asked.")) for each in Asked]


def requested(by: Viewer, now: datetime = NOW, numbers: str = HOTLINE, **more: Any) -> Listing:
    """By default of a government office, with one number."""
    told = {
        "name": OFFICE, "category": "government", "contact_name": "Ada Lind", "contact_email": "ada@revenue.example",
        "letter_on": LETTER_ON, "letter_signer": "Ada Lind, Deputy Commissioner", "calls_a_day": 40_000,
    }  # fmt: skip
    return actions.request_listing(**{**told, **more}, numbers=read_text(numbers)[0], by=by, now=now)


def bank(by: Viewer, now: datetime = NOW, numbers: str = "888-555-0110", **more: Any) -> Listing:
    """A private request in an active event."""
    told = {
        "name": "First Lakes Bank", "category": "private", "contact_name": "Maria Okafor",
        "contact_email": "maria@firstlakes.example", "event_kind": "active", "calls_a_day": 900,
        "event_words": "Calls in the name of its fraud desk.",
    }  # fmt: skip
    return requested(by, now, numbers, **{**told, **more})


def listed(listing: Listing, by: Viewer, now: datetime = NOW) -> Listing:
    """Tested, vetted where staff have to, approved."""
    actions.answer_tests(listing=listing, findings=findings(), by=by, now=now)
    if listing.recipient.category == "private" and listing.recipient.served_by is None:
        actions.vet(listing=listing, assigned=True, legitimate=True, how="Called back.", by=by, now=now)
    actions.approve(listing=listing, by=by, now=now)
    listing.refresh_from_db()
    return listing


def office(by: Viewer, now: datetime = NOW) -> Listing:
    return listed(requested(by, now), by, now)


def asked(recipient: Recipient, now: datetime) -> Confirmation:
    """Whatever comes due until then, at the last moment; the round that was begun."""
    ground.sweep(by=SYSTEM, now=now)
    return recipient.confirmations.latest("round")


def link_of(confirmation: Confirmation) -> MailedLink:
    return MailedLink.objects.filter(purpose="dno.confirm", about=confirmation.public_id).latest("pk")


def confirmed(confirmation: Confirmation, now: datetime, *, holds: bool = True, words: str = "") -> None:
    link = link_of(confirmation)
    listings = confirmation.recipient.listings.filter(approved_at__isnull=False, removed_at=None)
    told = {"said": {one.public_id: (holds, words) for one in listings}, "name": "Ada Lind, Deputy Commissioner"}
    by = of_mailed_link(link, name=confirmation.recipient.name)
    actions.confirm(confirmation=confirmation, link=link, **told, by=by, now=now)
    confirmation.refresh_from_db()


def analytics(by: Viewer, name: str = "Clearline Analytics", now: datetime = NOW) -> Any:
    """An analytics provider that staff named."""
    source = make_source(name, kind="analytics")
    actions.name_reader(source=source, because="It labels calls for three networks.", by=by, now=now)
    return source


def first_round(first_on: date) -> datetime:
    return moment_of(due_on(first_on, 1))


def a_person() -> Viewer:
    """Somebody of the team, for whom a database is not asked."""
    return Viewer(kind="staff", name="Rosa Ortega", user_id=1)
