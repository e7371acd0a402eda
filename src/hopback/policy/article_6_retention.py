"""Article 6: how long incident data of tracebacks stays, and what must hold before any of it goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import RETAIN_INCIDENT_DATA


class KeptBecause(StrEnum):
    """Why incident data stays for now."""

    OPEN = "the traceback is open"
    PERIOD = "two years from its end are not over"
    HELD = "a legal hold is on it"


class MustStay(Refused):
    """Incident data is kept for no less than two years, and longer while a legal hold is on it."""

    clause = clause("A6.1")


@dataclass(frozen=True, slots=True)
class Stay:
    """How one traceback stands. `may_go_at`: from when its incident data may go, None while it is open."""

    may_go_at: datetime | None
    because: tuple[KeptBecause, ...]

    @property
    def may_go(self) -> bool:
        return not self.because


def may_go_from(ended_at: datetime) -> datetime:
    """The first moment at which incident data may go: whole calendar years after the end. (A6.1)

    A minimum rounds up: what ended on 29 February stays through the last day of February, until 1 March.
    """
    return RETAIN_INCIDENT_DATA.after(ended_at)


def stay(*, ended_at: datetime | None, holds: int, now: datetime) -> Stay:
    """Whether the incident data of a traceback stays, and why. (A6.1) `ended_at`: None while it is open."""
    if ended_at is None:
        return Stay(None, (KeptBecause.OPEN, *((KeptBecause.HELD,) if holds else ())))
    from_then = may_go_from(ended_at)
    period = (KeptBecause.PERIOD,) if now < from_then else ()
    return Stay(from_then, (*period, *((KeptBecause.HELD,) if holds else ())))


def check_may_go(*, ended_at: datetime | None, holds: int, now: datetime) -> None:
    """Refuse to erase a day early, or while a hold is on it. (A6.1)"""
    found = stay(ended_at=ended_at, holds=holds, now=now)
    if found.may_go:
        return
    why = ", and ".join(found.because)
    when = f" It may go from {found.may_go_at:%d %b %Y %H:%M} UTC." if found.may_go_at and not holds else ""
    raise MustStay(f"Nothing is erased: {why}.{when}")
