"""What a store holds, as far as it bears on one call: would its record be here?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ..record import CallRecord
from ..store import Holding
from .drift import FARTHEST_H
from .question import Question
from .settings import Settings

_USUALLY = 0.01  # a call whose record should be here is not
_BEING_WRITTEN = 0.05  # newer records are here, but some of that time are still to come
_NOT_YET = 0.5
_BEFORE_ALL = 0.9
_BEFORE_FIRST = 0.1  # by hours: the first record may be of another zone
_FARTHEST = timedelta(hours=FARTHEST_H)
_UNANSWERED = 0.2  # where only answered calls are kept and nobody knows whether this one was
_SURELY_UNANSWERED = 0.7
_BEFORE = timedelta(hours=1)
_ENOUGH = 20  # records that tell whether unanswered calls are kept


@dataclass(frozen=True, slots=True)
class Held:
    """`missing`: how likely it is that such a call has no record here. `behind`: records of then are to come."""

    missing: float
    behind: bool
    answered_only: bool
    sentence: str  # what is held
    since: date | None = None  # the day (UTC) of the oldest record


def held(holdings: Sequence[Holding], question: Question, now: datetime, settings: Settings) -> Held:
    at = max(question.at, question.asked_at)
    needed = at + settings.late
    live = [each for each in holdings if each.complete_to >= at - settings.retired] or list(holdings)
    behind = not holdings or needed > now or any(each.complete_to < needed for each in live)
    answered_only = _answered_only(holdings)
    missing = _USUALLY
    if behind:
        missing = _BEING_WRITTEN if live and all(each.last_at >= needed for each in live) else _NOT_YET
    elif at < (first := min(each.first_at for each in holdings)) - _BEFORE:
        missing = _BEFORE_ALL if at < first - _FARTHEST else _BEFORE_FIRST
    if answered_only and not question.duration_s:
        missing = max(missing, _UNANSWERED if question.duration_s is None else _SURELY_UNANSWERED)
    return Held(missing, behind, answered_only, _sentence(holdings, answered_only), _since(holdings))


def _answered_only(holdings: Sequence[Holding]) -> bool:
    return any(each.unanswered == 0 and each.records >= _ENOUGH for each in holdings)


def keeps_answered_only(records: Sequence[CallRecord]) -> bool:
    """The same from records that were read, where nobody counted."""
    told = [record for record in records if record.duration_s is not None or record.answered_at is not None]
    return len(told) >= _ENOUGH and all(record.duration_s or record.answered_at for record in told)


def _sentence(holdings: Sequence[Holding], answered_only: bool) -> str:
    if not holdings:
        return "There are no call records here yet."
    first, last = min(each.first_at for each in holdings), max(each.last_at for each in holdings)
    names = [each.switch for each in holdings if each.switch]
    what = "answered calls" if answered_only else "calls"
    whose = f" of {_listed(names)}" if names else ""
    return f"Records{whose} reach from {day(first)} to {moment(last)} ({what}, {sum(h.records for h in holdings):,})."


def _since(holdings: Sequence[Holding]) -> date | None:
    return min(each.first_at for each in holdings).astimezone(UTC).date() if holdings else None


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more switches" if len(names) > 3 else "")


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %b %Y %H:%M:%S} UTC"


def day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %b %Y}"
