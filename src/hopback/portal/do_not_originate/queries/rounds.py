"""Rounds of confirmation: who was asked when, what was heard, who is late (XB.4)."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import is_unconfirmed, waited_until
from hopback.policy.figures import CONFIRMATION_WAITED_FOR
from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer

from ..models import Confirmation, Listing, Number, Recipient

PURPOSE = "dno.confirm"
E164_LENGTH = 12  # +1 and ten digits
STATES = [("", "All"), ("unconfirmed", "Unconfirmed"), ("waiting", "Waiting"), ("returned", "Mail came back"),
          ("confirmed", "Confirmed")]  # fmt: skip


def listed_of(recipient: Recipient) -> QuerySet[Listing]:
    """What of it stands on the list."""
    rows = Listing.objects.filter(recipient=recipient, approved_at__isnull=False, removed_at=None)
    return rows.defer("letter").order_by("approved_at", "pk")


def amount(rows: QuerySet[Number]) -> int:
    """How many numbers these rows stand for: a block counts all that begin so."""
    blocks = rows.filter(block=True).values_list("number", flat=True)
    return rows.filter(block=False).count() + sum(10 ** max(E164_LENGTH - len(one), 0) for one in blocks)


def live(listing: Listing) -> QuerySet[Number]:
    """Its numbers that are listed; of a request, those that were asked for; of what was removed, the last."""
    rows = Number.objects.filter(listing=listing)
    return rows if listing.removed_at else rows.filter(removed_in=None)


def numbers_of(recipient: Recipient) -> int:
    return amount(Number.objects.filter(listing__in=listed_of(recipient), removed_in=None))


def latest_round(recipient: Recipient) -> Confirmation | None:
    return recipient.confirmations.order_by("-round").first()


def link_of(confirmation: Confirmation, address: str) -> MailedLink | None:
    """The link that this round's mails to the address hold, while it is good."""
    rows = MailedLink.objects.filter(purpose=PURPOSE, about=confirmation.public_id, used_at=None)
    newest = rows.order_by("-pk").first()
    return newest if newest is not None and newest.address == address.strip().lower() else None


def held(token: str) -> tuple[MailedLink, Confirmation]:
    """The link with this token and its round. Raises Http404, also for one that a later link has replaced."""
    link = accounts.link_with(token, PURPOSE)
    rows = Confirmation.objects.select_related("recipient")
    found = rows.filter(public_id=link.about).first() if link else None
    if link is None or found is None:
        raise Http404
    if MailedLink.objects.filter(purpose=PURPOSE, about=link.about, pk__gt=link.pk).exists():
        raise Http404
    return link, found


def is_over(link: MailedLink, confirmation: Confirmation, now: datetime) -> bool:
    return bool(link.used_at or confirmation.confirmed_at or link.expires_at <= now)


def unconfirmed(recipient: Recipient, now: datetime) -> bool:
    """Its latest round was not answered in time, and something of it is listed."""
    asked = latest_round(recipient)
    return asked is not None and is_unconfirmed(asked.asked_at, asked.confirmed_at, now)


def rounds(viewer: Viewer, now: datetime, state: str = "") -> QuerySet[Confirmation]:
    """For staff, the latest first."""
    rows = Confirmation.objects.select_related("recipient").order_by("-asked_at", "-pk")
    if not viewer.is_staff:
        return rows.none()
    late = now - CONFIRMATION_WAITED_FOR
    match state:
        case "confirmed":
            return rows.exclude(confirmed_at=None)
        case "unconfirmed":
            return rows.filter(confirmed_at=None, asked_at__lte=late)
        case "waiting":
            return rows.filter(confirmed_at=None, asked_at__gt=late)
        case "returned":
            return rows.filter(confirmed_at=None).exclude(returned_at=None)
    return rows


def state_of(one: Confirmation, now: datetime) -> tuple[str, str]:
    """Words and colour of the badge."""
    if one.confirmed_at:
        return "Confirmed", "green"
    if is_unconfirmed(one.asked_at, one.confirmed_at, now):
        return "Unconfirmed", "red"
    if one.recipient.unreachable_since:
        return "Mail came back", "red"
    return f"Until {waited_until(one.asked_at):%d %b}", "amber"


def the_recipient(viewer: Viewer, public_id: str) -> Recipient:
    found = Recipient.objects.select_related("source", "served_by").filter(public_id=public_id).first()
    if found is None or not viewer.is_staff:
        raise Http404
    return found
