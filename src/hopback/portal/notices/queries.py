"""What is due, how each mail fared, and which hop a mail that comes back belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from django.db.models import Q, QuerySet

from .addresses import read_reply_address
from .models import CaughtMail, Delivery, IncomingMail, Notice

RETRY_EVERY = timedelta(minutes=5)
TRIES = 48  # four hours of them; then the back-up contact is asked


def under_way() -> QuerySet[Delivery]:
    return Delivery.objects.filter(accepted_at=None, failed_at=None, next_try_at__isnull=False)


def due(now: datetime, limit: int) -> list[Delivery]:
    found = under_way().filter(next_try_at__lte=now).select_related("notice")
    return list(found.order_by("next_try_at", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class Fared:
    """How one address of one notice fared. `words`: `Accepted 10:09:14 (250 OK)`."""

    delivery: Delivery
    notice: Notice
    state: str  # waiting, accepted, failed, bounced
    words: str
    at: datetime | None


def deliveries(*, hop: str = "", traceback: str = "", zone: tzinfo = UTC) -> list[Fared]:
    """All mails of a hop, or of a traceback, in the order they were written; times of day in `zone`."""
    which = Q(notice__hop=hop) if hop else Q(notice__traceback=traceback)
    if not hop and not traceback:
        return []
    found = Delivery.objects.filter(which).select_related("notice")
    return [fared(one, zone) for one in found.order_by("notice__created_at", "pk")]


def fared(delivery: Delivery, zone: tzinfo = UTC) -> Fared:
    state, at = _state(delivery)
    clock = f"{at.astimezone(zone):%H:%M:%S}" if at else ""
    reply = f" ({delivery.reply})" if delivery.reply else ""
    words = {
        "accepted": f"Accepted {clock}{reply}",
        "bounced": f"Came back {clock}{reply}",
        "failed": f"Failed: {delivery.reply or 'no reason given'}",
        "waiting": f"Waiting, try {min(delivery.attempts + 1, TRIES)} of {TRIES}{reply}",
    }
    return Fared(delivery, delivery.notice, state, words[state], at)


def _state(delivery: Delivery) -> tuple[str, datetime | None]:
    if delivery.bounced_at:
        return "bounced", delivery.bounced_at
    if delivery.failed_at:
        return "failed", delivery.failed_at
    if delivery.accepted_at:
        return "accepted", delivery.accepted_at
    return "waiting", None


def mails_received(*, hop: str = "", traceback: str = "") -> QuerySet[IncomingMail]:
    """Replies, bounces and the rest, the latest first."""
    which = Q(hop=hop) if hop else Q(traceback=traceback) & ~Q(traceback="")
    return IncomingMail.objects.filter(which).defer("raw").order_by("-received_at", "-pk")


def previous_in_thread(notice: Notice) -> str:
    """Message-ID of the mail before this one in its thread, or an empty text."""
    earlier = Notice.objects.filter(hop=notice.hop, thread=notice.thread, pk__lt=notice.pk)
    return earlier.order_by("-pk").values_list("message_id", flat=True).first() or "" if notice.hop else ""


def addressed(envelope_to: str) -> Notice | None:
    """The latest notice whose Reply-To (or bounce) address this is; None for one we never gave out."""
    said = read_reply_address(envelope_to)
    if said is None:
        return None
    which = Q(hop=said.public_id) if said.public_id.startswith("hop_") else Q(public_id=said.public_id)
    return Notice.objects.filter(which).order_by("-pk").first()


def meant(envelope_to: str, message_ids: Sequence[str]) -> Notice | None:
    """The notice a mail is about. The address says which hop; what it refers to, which notice of it."""
    known = addressed(envelope_to)
    ours = Q(message_id__in=list(message_ids)) | Q(thread__in=list(message_ids))
    named = Notice.objects.filter(ours).order_by("-pk")
    if known is None:
        return named.first()
    return named.filter(hop=known.hop).first() or known


def returned_delivery(notice: Notice, *, marked: int | None, recipients: Iterable[str]) -> Delivery | None:
    """Which delivery a bounce is about: the one its address is marked with, else by the failed address."""
    thread = Q(notice__hop=notice.hop) if notice.hop else Q(notice=notice)
    sent = Delivery.objects.filter(thread, failed_at=None).select_related("notice").order_by("-pk")
    if marked is not None:
        return sent.filter(pk=marked).first()
    wanted = {one.lower() for one in recipients}
    same_notice = sorted(sent, key=lambda one: one.notice_id != notice.pk)
    return next((one for one in same_notice if one.address.lower() in wanted), None)


def caught(search: str = "") -> QuerySet[CaughtMail]:
    """Mails of the demonstration's catcher, the latest first."""
    found = CaughtMail.objects.order_by("-caught_at", "-pk")
    return found.filter(envelope_to__icontains=search) if search else found
