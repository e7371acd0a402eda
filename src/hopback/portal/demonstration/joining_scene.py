"""Who takes part in the demonstration, who is on the way in, and what sources did about it (A1.2, XA.1, XA.5)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle

from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.customers import actions as customers
from hopback.portal.customers.models import Mitigation
from hopback.portal.providers import actions
from hopback.portal.providers.models import Joining

from .script import Scripted

AGREED = 14  # of the listed providers; the others are cooperative in deed only
DAYS_AGO = (6, 3, 0.1)  # when those asked until then said what they did
DID = (
    (Did.TERMINATED, "Service ended the same day; the deposit was returned."),
    (Did.WARNED, "Told the customer in writing, with our acceptable use policy."),
    (Did.BLOCKED, "Calls with these numbers no longer leave our gateway."),
    (Did.FOUND_LAWFUL, "Appointment reminders of a clinic, to its own patients, who asked for them."),
    (Did.NONE, "The account manager is on it."),
)
CONTACT = {
    "full_name": "Ana Ruiz",
    "title": "Head of fraud",
    "phone": "+1 785 555 0131",
    "email": "ana@openplains.example",
    "hours": "Monday to Friday, 8:00 to 17:30",
    "zone": "America/Chicago",
}


def set_up(play: Scripted, now: datetime) -> None:
    """Put every scene at its time."""

    def at(days_ago: float, scene: Callable[[Scripted, datetime], None]) -> None:
        play.at(now - timedelta(days=days_ago), lambda then: scene(play, then))

    at(11, _agreed)
    at(1.25, _open_plains_applied)
    at(0.12, _somebody_like_a_listed_one_applied)
    for days in DAYS_AGO:
        at(days, _said_what_they_did)


def _agreed(play: Scripted, now: datetime) -> None:
    """A1.2: on paper, before there was a portal."""
    for row in list(play.stage.rows.values())[:AGREED]:
        contact = row.contacts.filter(kind="primary", ended_at=None).first()
        signed_by = contact.full_name if contact else row.name
        day = now.date() - timedelta(days=200)
        actions.agree(provider=row, version="2021-01", agreed_on=day, signed_by=signed_by, by=play.stage.staff, now=now)


def _apply(play: Scripted, now: datetime, **said: str) -> Joining:
    guest = Viewer(kind="guest", name=said["full_name"])
    joining = actions.apply(details={"country": "US", **said}, by=guest, now=now)
    play.post.deliver(now)
    return joining


def _open_plains_applied(play: Scripted, now: datetime) -> None:
    """Everything is there: staff can take it in."""
    said = {"name": "Open Plains Wholesale", "domain": "openplains.example", "full_name": CONTACT["full_name"]}
    about = "Wholesale termination for eleven rural providers in Kansas and Oklahoma."
    joining = _apply(play, now, **said, email=CONTACT["email"], about=about, rmd_number="RMD0099001")
    link = MailedLink.objects.filter(about=joining.public_id).latest("pk")
    told = {"joining": joining, "by": of_mailed_link(link), "now": now + timedelta(minutes=20)}
    actions.open_joining(link=link, **told)
    back_up = {**CONTACT, "full_name": "Network operations", "title": "On call", "email": "noc@openplains.example"}
    for kind, contact in (("primary", CONTACT), ("back-up", back_up)):
        actions.name_contact(kind=kind, contact=contact, **told)
    actions.sign_joining(signed_by="Ana Ruiz", title="Head of fraud", **told)


def _somebody_like_a_listed_one_applied(play: Scripted, now: datetime) -> None:
    """Staff see whom it is like; the applicant does not."""
    listed = next(iter(play.stage.rows.values()))
    name = f"{listed.name} Inc."
    domain = "portal-support.example"
    _apply(play, now, name=name, domain=domain, full_name="T. Grant", email=f"t.grant@{domain}", about="Same company.")


def _said_what_they_did(play: Scripted, now: datetime) -> None:
    """Two in three of those that were asked until now and have said nothing."""
    waiting = Mitigation.objects.filter(reports=None, withdrawn_at=None).select_related("provider").order_by("pk")
    for number, (mitigation, (did, note)) in enumerate(zip(waiting, cycle(DID), strict=False)):
        if number % 3 < 2:
            by = Viewer(kind="provider", name="Fraud desk", party=mitigation.provider.public_id)
            channel = ("page", "link", "api")[number % 3]
            customers.report(mitigation=mitigation, did=did, note=note, channel=channel, by=by, now=now)
