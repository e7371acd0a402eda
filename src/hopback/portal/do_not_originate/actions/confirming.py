"""Twice a year each recipient is asked by mail, chased, and heard by a link that is good for one round (XB.4)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404

from hopback.policy import appendix_b_do_not_originate as rules
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices

from ..models import Confirmation, Confirmed, Conflict, Listing, Recipient
from ..queries.rounds import link_of, listed_of, numbers_of
from ..refusals import RequestWrong
from ._common import only_people_of_staff

ASK, CHASE, AGAIN = "dno.ask", "dno.chase", "dno.again"  # what happens by itself
MAIL, LINK = "dno_confirm", "dno.confirm"  # the kind of the mail, the purpose of its link
PATH = "/do-not-originate/confirm/"
AT = time(14, tzinfo=UTC)  # of the day on which a round begins
GOOD_FOR = timedelta(days=190)  # until the next round: who is late can still confirm
LOST_IS_SENT_AGAIN = timedelta(hours=12)  # after a server took nothing for hours


def moment_of(day: date) -> datetime:
    return datetime.combine(day, AT)


@transaction.atomic
def ask(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself, when a round is due: one mail, and the appointment for the next round. A round is asked once."""
    recipient = Recipient.objects.select_for_update().get(public_id=about)
    if recipient.first_on is None:
        return
    number = rules.round_on(recipient.first_on, now.date())
    next_at = moment_of(rules.due_on(recipient.first_on, number + 1))
    ground.appoint(kind=ASK, about=about, due_at=next_at, by=by, now=now)
    if number == 0 or not listed_of(recipient).exists():
        return
    told = {"due_on": rules.due_on(recipient.first_on, number), "asked_at": now}
    made, is_new = Confirmation.objects.get_or_create(recipient=recipient, round=number, defaults=told)
    if is_new:
        _mail(made, again=False, by=by, now=now)
        _chase_next(made, by=by, now=now)
        _enter(made, "asked", by=by, now=now, round=number)


def _chase_next(confirmation: Confirmation, *, by: Viewer, now: datetime) -> None:
    due_at = rules.chased_at(confirmation.asked_at, confirmation.chased)
    if due_at is not None:
        ground.appoint(kind=CHASE, about=confirmation.public_id, due_at=max(due_at, now), by=by, now=now)


@transaction.atomic
def chase(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself, while nothing is heard. To an address from which mail comes back nothing more is sent."""
    found = _open(about)
    if found is None or rules.chased_at(found.asked_at, found.chased) is None:
        return
    found.chased += 1
    found.save(update_fields=["chased"])
    _chase_next(found, by=by, now=now)
    if found.recipient.unreachable_since is None:
        _mail(found, again=True, by=by, now=now)
        _enter(found, "chased", by=by, now=now, times=found.chased)


@transaction.atomic
def send_again(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself, after a mail server would not take it for hours: the same mail once more, in the same round."""
    found = _open(about)
    if found is not None and found.recipient.unreachable_since is None:
        _mail(found, again=found.chased > 0, by=by, now=now)
        _enter(found, "sent_again", by=by, now=now)


def _open(about: str) -> Confirmation | None:
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("recipient")
    found = rows.filter(public_id=about, confirmed_at=None).first()
    return found if found is not None and listed_of(found.recipient).exists() else None


def _mail(confirmation: Confirmation, *, again: bool, by: Viewer, now: datetime) -> None:
    recipient = confirmation.recipient
    link = link_of(confirmation, recipient.contact_email)
    if link is None:
        told = {"purpose": LINK, "about": confirmation.public_id, "address": recipient.contact_email}
        link = accounts.make_link(**told, good_for=GOOD_FOR, by=by, now=now)
    numbers = numbers_of(recipient)
    context: dict[str, Any] = {
        "recipient": recipient.name,
        "numbers": f"{numbers:,} number{'' if numbers == 1 else 's'}",
        "again": again,
        "until": f"{rules.waited_until(confirmation.asked_at):%d %B %Y}",
        "link_path": PATH,
        "check_path": "/check/",
    }
    notices.post(
        kind=MAIL,
        to=[(recipient.contact_email, recipient.contact_name, "primary")],
        context=context,
        party=recipient.public_id,
        link_nonce=link.nonce,
        thread=confirmation.public_id,
        by=by,
        now=now,
    )


@transaction.atomic
def confirm(
    *,
    confirmation: Confirmation,
    link: MailedLink,
    said: Mapping[str, tuple[bool, str]],
    name: str,
    by: Viewer,
    now: datetime,
) -> None:
    """In writing, through the link: of each listing whether its conditions hold. `said`: dno_… → (holds, words).

    What no longer holds raises a conflict: staff take it off the list at once (XB.1, XB.4)."""
    if by.kind != "link" or by.about != confirmation.public_id:
        raise Http404
    held = Confirmation.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=confirmation.pk)
    if not name.strip():
        raise rules.ConfirmedInWriting("Say who confirms: full name and title.", "name")
    listings = list(listed_of(held.recipient))
    for listing in listings:
        if listing.public_id not in said:
            raise rules.ConfirmedInWriting("Say of each whether its conditions still hold.", listing.public_id)
    accounts.spend_link(link=link, by=by, now=now)
    held.confirmed_at, held.confirmed_by = now, name.strip()
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    rows = [
        Confirmed(confirmation=held, listing=one, holds=holds, words=words.strip())
        for one in listings
        for holds, words in [said[one.public_id]]
    ]
    Confirmed.objects.bulk_create(rows)
    for row in rows:
        if not row.holds:
            _speaks_against(row.listing, row.words, name.strip(), now)
    ground.drop_appointments(kinds=[CHASE, AGAIN], about=held.public_id, by=by, now=now)
    facts = {"round": held.round, "confirmed_by": held.confirmed_by}
    _enter(held, "confirmed", by=by, now=now, **facts, said=[[row.listing.public_id, row.holds] for row in rows])


def _speaks_against(listing: Listing, words: str, name: str, now: datetime) -> None:
    told = {"kind": Conflict.Kind.RECIPIENT, "words": words or "Said without a reason.", "raised_by": name}
    Conflict.objects.create(listing=listing, **told, raised_at=now)


@transaction.atomic
def change_contact(*, recipient: Recipient, contact_name: str, contact_email: str, by: Viewer, now: datetime) -> None:
    """Another person confirms from now on; an open round is mailed to them, and the earlier link is dead."""
    only_people_of_staff(by)
    address = contact_email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise RequestWrong("Enter an address such as name@organization.example.", "contact_email") from None
    held = Recipient.objects.select_for_update().get(pk=recipient.pk)
    held.contact_name, held.contact_email, held.unreachable_since = contact_name.strip(), address, None
    held.save(update_fields=["contact_name", "contact_email", "unreachable_since"])
    logbook.record(by=by, now=now, verb="do_not_originate.contact_changed", about=held.public_id, recipient=held.name)
    for found in held.confirmations.filter(confirmed_at=None).order_by("-round")[:1]:
        if listed_of(held).exists():
            found.recipient = held
            _mail(found, again=True, by=by, now=now)


@transaction.atomic
def note_returned(*, about: str, hard: bool, by: Viewer, now: datetime) -> None:
    """A mail of a recipient's round came back for good, or could not be handed over for hours."""
    if by != SYSTEM:
        raise Http404
    rows = Confirmation.objects.select_related("recipient").filter(recipient__public_id=about, confirmed_at=None)
    found = rows.order_by("-round").first()
    if found is None:
        return
    if not hard:
        due_at = now + LOST_IS_SENT_AGAIN
        ground.appoint(kind=AGAIN, about=found.public_id, due_at=due_at, by=by, now=now)
        return
    Recipient.objects.filter(pk=found.recipient_id, unreachable_since=None).update(unreachable_since=now)
    Confirmation.objects.filter(pk=found.pk).update(returned_at=now)
    _enter(found, "mail_returned", by=by, now=now, round=found.round)


def _enter(confirmation: Confirmation, verb: str, *, by: Viewer, now: datetime, **facts: Any) -> None:
    said = {"recipient": confirmation.recipient.name, **facts}
    logbook.record(by=by, now=now, verb=f"do_not_originate.{verb}", about=confirmation.recipient.public_id, **said)
