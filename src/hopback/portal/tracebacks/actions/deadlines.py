"""The rows that make a hop's deadlines happen (A3.6, XA.3)."""

from datetime import datetime, timedelta

from hopback.policy.clocks import PROFILES
from hopback.portal.ground.statements import add_rows

from ..models import Deadline, Hop
from .moves import drop_deadlines

LAST_REMINDER = timedelta(hours=4)  # before an extended or resumed deadline


def begin_clock(hop: Hop, *, reminders_at: tuple[datetime, ...], now: datetime) -> None:
    """The first deadlines of a hop: two reminders, the deadline, the closing."""
    assert hop.due_at is not None
    kinds = (Deadline.Kind.REMIND_1, Deadline.Kind.REMIND_2)
    rows = [*zip(kinds, reminders_at, strict=False), *_ends(hop)]
    add_rows([Deadline(hop=hop, kind=kind, due_at=at) for kind, at in rows])


def reset_clock(hop: Hop, due_at: datetime, *, now: datetime) -> None:
    """A new deadline, with a reminder before it and the closing after it."""
    drop_deadlines(hop, now=now)
    hop.received_at = hop.received_at or now
    hop.due_at, hop.close_at = due_at, due_at + PROFILES[hop.profile].close_after
    hop.save(update_fields=["received_at", "due_at", "close_at"])
    resume_clock(hop, now=now)


def resume_clock(hop: Hop, *, now: datetime) -> None:
    """Set again what of the hop's deadlines still lies ahead."""
    assert hop.due_at is not None
    rows = [(Deadline.Kind.REMIND_2, hop.due_at - LAST_REMINDER), *_ends(hop)]
    add_rows([Deadline(hop=hop, kind=kind, due_at=at) for kind, at in rows if at > now])


def _ends(hop: Hop) -> list[tuple[Deadline.Kind, datetime]]:
    assert hop.due_at is not None
    assert hop.close_at is not None
    return [(Deadline.Kind.OVERDUE, hop.due_at), (Deadline.Kind.CLOSE, hop.close_at)]
