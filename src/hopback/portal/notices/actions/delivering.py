"""What became of a delivery. Each outcome is one transaction: the fact, its log entry, and what it sets going."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.actions import Actor

from .. import signals
from ..kept_back import loggable
from ..models import Delivery, Notice
from ..queries import RETRY_EVERY, TRIES, under_way

FATE = ["attempts", "next_try_at", "accepted_at", "failed_at", "bounced_at", "reply"]  # its notice stays as read


@transaction.atomic
def claim(*, delivery: Delivery, by: Actor, now: datetime) -> bool:
    """Take a due delivery for one try; False where another relay was faster.

    The claim lapses with the next try: a relay that dies between the server's yes and `accept` sends the mail a
    second time, with the same Message-ID, by which mail programs show it once.
    """
    mine = under_way().filter(pk=delivery.pk, attempts=delivery.attempts, next_try_at__lte=now)
    if not mine.update(attempts=delivery.attempts + 1, next_try_at=now + RETRY_EVERY):
        return False
    delivery.refresh_from_db(fields=FATE)
    return True


@transaction.atomic
def accept(*, delivery: Delivery, reply: str, by: Actor, now: datetime) -> bool:
    """A server took the mail. False where that is known already, by a bounce that was faster than its own yes."""
    if not _settle(delivery, accepted_at=now, reply=reply):
        return False
    _record(delivery, "notice.accepted", by=by, now=now)
    signals.tell(signals.accepted, sender=Notice, delivery=delivery, now=now)
    return True


@transaction.atomic
def put_off(*, delivery: Delivery, reply: str, by: Actor, now: datetime) -> bool:
    """Not now: try again in five minutes. After 48 tries: given up, and False (the fault may be ours)."""
    if delivery.attempts >= TRIES:
        _fail(delivery, reply, hard=False, by=by, now=now)
        return False
    if under_way().filter(pk=delivery.pk).update(reply=reply[:300]):
        delivery.refresh_from_db(fields=FATE)
        _record(delivery, "notice.delayed", by=by, now=now, attempt=delivery.attempts, of=TRIES)
    return True


@transaction.atomic
def give_up(*, delivery: Delivery, reply: str, by: Actor, now: datetime) -> None:
    """Refused for good: this address does not take our mail."""
    _fail(delivery, reply, hard=True, by=by, now=now)


def _fail(delivery: Delivery, reply: str, *, hard: bool, by: Actor, now: datetime) -> None:
    if _settle(delivery, failed_at=now, reply=reply):
        _record(delivery, "notice.failed", by=by, now=now, hard=hard, attempt=delivery.attempts)
        signals.tell(signals.undeliverable, sender=Notice, delivery=delivery, now=now, hard=hard)


def _settle(delivery: Delivery, *, reply: str, **outcome: datetime) -> bool:
    changed = under_way().filter(pk=delivery.pk).update(next_try_at=None, reply=reply[:300], **outcome)
    delivery.refresh_from_db(fields=FATE)
    return bool(changed)


def _record(delivery: Delivery, verb: str, *, by: Actor, now: datetime, **more: Any) -> None:
    notice = delivery.notice
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=notice.traceback,
        hop=notice.hop,
        about=notice.public_id,
        message_id=notice.message_id,
        **loggable(notice, [delivery.address], address=delivery.address, reply=delivery.reply),
        **more,
    )
