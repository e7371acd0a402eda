"""An address is entered, confirms by a mailed link, gets the head of the log each day, and leaves (A3.5).

The log names a witness by its public id: an address is nobody's business who reads the log."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.http import Http404

from hopback.policy.article_5_enforcement import bounced_out
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.queries import last_head
from hopback.portal.notices import actions as notices

from .models import Witness
from .refusals import AddressWrong

CONFIRM, LEAVE = "witness", "witness.leave"  # purposes of links
ASK, HEAD = "witness_address", "log_head"  # kinds of mails
MAIL, LAPSE = "witness.mail", "witness.lapse"  # what happens by itself
GOOD_FOR = timedelta(days=7)
LEAVES_BY_LINK = timedelta(days=36_500)  # one link for all of its mails, as long as it is mailed
NOT_AGAIN_WITHIN = timedelta(hours=1)
CONFIRM_PATH, LEAVE_PATH = "/log/heads/by-mail/confirm/", "/log/heads/by-mail/leave/"
Ended = Witness.Ended


@transaction.atomic
def ask(*, address: str, by: Viewer, now: datetime) -> None:
    """Somebody enters an address; it is mailed a link to confirm. The public never hears whether it was known."""
    if by.is_staff:
        _only_people_of_staff(by)
    address = _plain(address)
    known = Witness.objects.filter(address=address, ended_at=None).first()
    if known and known.confirmed_at:
        if by.is_staff:
            raise AddressWrong("This address gets the heads already.")
        return
    asked = MailedLink.objects.filter(purpose=CONFIRM, address=address, made_at__gt=now - NOT_AGAIN_WITHIN)
    if asked.exists():
        if by.is_staff:
            raise AddressWrong("This address was mailed a link within the hour. Wait for its answer.")
        return
    said = {"added_by": by.name if by.is_staff else "", "asked_at": now}
    witness, _ = Witness.objects.get_or_create(address=address, ended_at=None, defaults=said)
    _mail_link(witness, by=by, now=now)
    ground.appoint(kind=LAPSE, about=witness.public_id, due_at=now + GOOD_FOR, by=by, now=now)
    _enter(witness, "witness.asked", by=by, now=now)


def _plain(address: str) -> str:
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise AddressWrong("Enter an address such as name@organization.example.") from None
    return address


def _mail_link(witness: Witness, *, by: Viewer, now: datetime) -> None:
    about = {"about": witness.public_id, "address": witness.address}
    link = accounts.make_link(purpose=CONFIRM, **about, good_for=GOOD_FOR, by=by, now=now)
    context = {"link_path": CONFIRM_PATH, "check_path": "/check/", "expires_on": f"{link.expires_at:%d %B %Y}"}
    _post(witness, ASK, context, link, by=by, now=now)


def _post(witness: Witness, kind: str, context: dict[str, str], link: MailedLink, *, by: Viewer, now: datetime) -> None:
    notices.post(
        kind=kind,
        to=[(witness.address, "", "primary")],
        context=context,
        party=witness.public_id,
        link_nonce=link.nonce,
        thread=witness.public_id,
        by=by,
        now=now,
    )


@transaction.atomic
def confirm(*, witness: Witness, link: MailedLink, by: Viewer, now: datetime) -> None:
    """The button behind the mailed link was pressed. The first head goes out with the next tick."""
    held = _of_the_link(witness, by)
    if held.ended_at or link.expires_at <= now:
        raise Http404
    accounts.spend_link(link=link, by=by, now=now)
    if held.confirmed_at:
        return
    Witness.objects.filter(pk=held.pk).update(confirmed_at=now)
    about = {"about": held.public_id}
    accounts.make_link(purpose=LEAVE, **about, address=held.address, good_for=LEAVES_BY_LINK, by=by, now=now)
    ground.drop_appointments(kinds=[LAPSE], **about, by=by, now=now)
    ground.appoint(kind=MAIL, **about, due_at=now, by=by, now=now)
    _enter(held, "witness.confirmed", by=by, now=now)


@transaction.atomic
def mail_head(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself, once a day: the latest head, as it was signed; and the appointment for the next."""
    witness = Witness.objects.filter(public_id=about, ended_at=None).exclude(confirmed_at=None).first()
    if witness is None:
        return
    due_at = now + timedelta(hours=settings.LOG_HEAD_MAILED_EVERY_HOURS)
    ground.appoint(kind=MAIL, about=about, due_at=due_at, by=by, now=now)
    head = last_head()
    if head is None:
        return
    link = MailedLink.objects.filter(purpose=LEAVE, about=about).latest("pk")
    context = {
        "link_path": LEAVE_PATH,
        "check_path": "/check/",
        "size": f"{head.size:,}",
        "signed": f"{head.at:%d %B %Y, %H:%M} UTC",
        "signed_head": head.note,
    }
    _post(witness, HEAD, context, link, by=by, now=now)
    _enter(witness, "witness.mailed", by=by, now=now, size=head.size)


@transaction.atomic
def lapse(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself: nobody confirmed as long as the link was good."""
    for witness in Witness.objects.filter(public_id=about, confirmed_at=None):
        _end(witness, Ended.LAPSED, by=by, now=now)


@transaction.atomic
def leave(*, witness: Witness, by: Viewer, now: datetime) -> None:
    """By the link in each mail. Twice is once."""
    _end(_of_the_link(witness, by), Ended.LEFT, by=by, now=now)


@transaction.atomic
def remove(*, witness: Witness, by: Viewer, now: datetime) -> None:
    """Staff take an address out."""
    _only_people_of_staff(by)
    _end(witness, Ended.REMOVED, by=by, now=now)


@transaction.atomic
def count_bounce(*, about: str, by: Viewer, now: datetime) -> None:
    """A head came back for good; after as many as end a place on the listserv, no more are sent."""
    if by.kind != "system":
        raise Http404
    Witness.objects.filter(public_id=about, ended_at=None).update(bounced=F("bounced") + 1)
    for witness in Witness.objects.filter(public_id=about, ended_at=None):
        _enter(witness, "witness.bounced", by=by, now=now, times=witness.bounced)
        if bounced_out(witness.bounced):
            _end(witness, Ended.BOUNCED, by=by, now=now)


def _end(witness: Witness, how: str, *, by: Viewer, now: datetime) -> None:
    if Witness.objects.filter(pk=witness.pk, ended_at=None).update(ended_at=now, ended_how=how):
        ground.drop_appointments(kinds=[MAIL, LAPSE], about=witness.public_id, by=by, now=now)
        _enter(witness, "witness.ended", by=by, now=now, how=str(how))


def _of_the_link(witness: Witness, by: Viewer) -> Witness:
    if by.kind != "link" or by.about != witness.public_id:
        raise Http404
    return Witness.objects.select_for_update().get(pk=witness.pk)


def _only_people_of_staff(by: Viewer) -> None:
    if not by.is_staff or by.scopes is not None:
        raise Http404


def _enter(witness: Witness, verb: str, *, by: Viewer, now: datetime, **facts: object) -> None:
    logbook.record(by=by, now=now, verb=verb, about=witness.public_id, **facts)
