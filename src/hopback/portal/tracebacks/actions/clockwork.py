"""What happens by itself: the clock starts, reminders go out, a silent hop closes (A3.6, A3.8, XA.3)."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, HopEvent, HopState
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.ground.statements import change_row
from hopback.portal.logbook import actions as logbook
from hopback.wire.webhooks import EventType

from ..models import Deadline, Hop
from ..queries.profile import deadlines_of
from .closing import close
from .deadlines import begin_clock
from .moves import hold, move
from .telling import tell, tell_machines

log = structlog.get_logger()


@transaction.atomic(savepoint=False)
def start_clock(*, hop: Hop, how: str, by: Viewer, now: datetime) -> bool:
    """The provider has the request: its deadlines run from `now`. Once for each hop; later calls change nothing."""
    return begin(hold(hop), how=how, by=by, now=now)


def begin(hop: Hop, *, how: str, by: Viewer, now: datetime) -> bool:
    """The same for a hop that is held."""
    if hop.received_at or hop.state not in (HopState.ASKED, HopState.INVESTIGATING):
        return False
    clock = deadlines_of(hop, now)
    hop.received_at, hop.due_at, hop.close_at = clock.received_at, clock.due_at, clock.close_at
    change_row(hop, "received_at", "due_at", "close_at")
    begin_clock(hop, reminders_at=clock.reminders_at, now=now)
    logbook.record(
        by=by,
        now=now,
        verb="hop.clock_started",
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        how=how,
        profile=hop.profile,
        due_at=clock.due_at.isoformat(),
        arithmetic=list(clock.arithmetic),
    )
    return True


def tick(*, now: datetime, by: Viewer = SYSTEM) -> int:
    """Let every deadline that has come happen, each once, and other rooms' appointments. Returns how many did.

    Safe to run twice at once."""
    to_come = Deadline.objects.filter(fired_at=None, dropped_at=None, due_at__lte=now)
    fired = sum(_fire_safely(deadline, by, now) for deadline in to_come.order_by("due_at", "pk"))
    return fired + ground.sweep(by=by, now=now)


def _fire_safely(deadline: Deadline, by: Viewer, now: datetime) -> bool:
    """One deadline that fails is logged and tried again at the next tick; the others do not wait for it."""
    try:
        return fire(deadline=deadline, by=by, now=now)
    except Exception:
        log.exception("deadline.failed", hop=deadline.hop_id, kind=deadline.kind)
        return False


@transaction.atomic
def fire(*, deadline: Deadline, by: Viewer, now: datetime) -> bool:
    """Let one deadline happen, unless it did already, was dropped, or has not come."""
    hop = hold(deadline.hop)
    mine = Deadline.objects.filter(pk=deadline.pk, fired_at=None, dropped_at=None, due_at__lte=now)
    if not mine.update(fired_at=now):
        return False
    if HopState(hop.state) in WAITING:
        HAPPENS[Deadline.Kind(deadline.kind)](hop, by, now)
    return True


def _remind(hop: Hop, by: Viewer, now: datetime, *, with_back_up: bool = False) -> None:
    if _overtaken(hop, now):
        return
    move(hop, HopEvent.REMINDED, now=now)
    _record(hop, "hop.reminded", by, now)
    tell(hop, NoticeKind.REMINDER, by=by, now=now, with_back_up=with_back_up)
    tell_machines(hop, EventType.HOP_REMINDED, by=by, now=now)


def _remind_again(hop: Hop, by: Viewer, now: datetime) -> None:
    _remind(hop, by, now, with_back_up=True)


def _overtaken(hop: Hop, now: datetime) -> bool:
    """After an outage a reminder whose deadline has passed as well would only be noise."""
    return hop.due_at is not None and hop.due_at <= now


def _overdue(hop: Hop, by: Viewer, now: datetime) -> None:
    _record(hop, "hop.overdue", by, now)
    if hop.close_at is None or hop.close_at > now:
        tell(hop, NoticeKind.OVERDUE, by=by, now=now, with_back_up=True)


def _close(hop: Hop, by: Viewer, now: datetime) -> None:
    move(hop, HopEvent.TIME_RAN_OUT, now=now)
    _record(hop, "hop.no_response", by, now)
    tell(hop, NoticeKind.CLOSED_NO_RESPONSE, by=by, now=now, with_back_up=True)
    if not hop.second_end:
        close(hop.traceback, by=by, now=now)


HAPPENS: dict[Deadline.Kind, Callable[[Hop, Viewer, datetime], None]] = {
    Deadline.Kind.REMIND_1: _remind,
    Deadline.Kind.REMIND_2: _remind_again,
    Deadline.Kind.OVERDUE: _overdue,
    Deadline.Kind.CLOSE: _close,
}


def _record(hop: Hop, verb: str, by: Viewer, now: datetime) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        provider=hop.provider.name if hop.provider else "",
    )
