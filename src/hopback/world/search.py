"""A provider looks for a call in its own records: its number forms, its clock, its neighbours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from .calls import Call
from .records import SUBSCRIBER, Record

# Nearest first; a wider window is tried only when the narrower one is empty. Clocks are seconds
# off, times are told to the minute, and a switch set to the wrong zone is whole hours off.
_NEAR, _WIDE = timedelta(minutes=2), timedelta(minutes=10)
_HOURS_OFF = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What a provider is asked. Numbers in any form; `at` aware; `sent_to` None: your own subscriber."""

    calling: str
    called: str
    at: datetime
    sent_to: str | None = None

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("The time of a call needs a zone.")

    @classmethod
    def about(cls, call: Call) -> "Question":
        """Return the question for the terminating provider of this call."""
        return cls(call.calling, call.called, call.at)

    def passed_to(self, downstream: str) -> "Question":
        """Return the same question for whoever handed the call to `downstream`."""
        return replace(self, sent_to=downstream)


def normalised(raw: str, tech_prefix: str = "") -> str:
    """Return a number as E.164 digits without the plus; a North American one has eleven."""
    digits = re.sub(r"\D", "", raw.partition(";")[0].removeprefix(tech_prefix))
    if raw.startswith(("00", "011")):
        digits = re.sub(r"^(?:00|011)", "", digits)
    return f"1{digits}" if len(digits) == 10 and not raw.startswith("+") else digits


@dataclass
class Books:
    """One provider's records, findable by the numbers as that provider writes them."""

    records: Sequence[Record]
    tech_prefix: str
    _by_pair: dict[tuple[str, str], list[Record]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_pair = {}
        for record in self.records:
            pair = normalised(record.calling), normalised(record.called, self.tech_prefix)
            self._by_pair.setdefault(pair, []).append(record)

    def plausible(self, question: Question) -> list[Record]:
        """Return the records that can be this call, nearest in time first."""
        pair = normalised(question.calling), normalised(question.called)
        egress = SUBSCRIBER if question.sent_to is None else question.sent_to
        fitting = [record for record in self._by_pair.get(pair, ()) if record.egress == egress]
        return _in_time(fitting, question.at)


def _in_time(records: Iterable[Record], at: datetime) -> list[Record]:
    ranked = sorted(((abs(record.at - at), record) for record in records), key=lambda pair: pair[0])
    for window in (_NEAR, _WIDE):
        found = [record for distance, record in ranked if distance <= window]
        if found:
            return found
    return [record for distance, record in ranked if _whole_hours(distance)]


def _whole_hours(distance: timedelta) -> bool:
    hours = round(distance / timedelta(hours=1))
    return 1 <= hours <= _HOURS_OFF and abs(distance - timedelta(hours=hours)) <= _NEAR


def agreed(records: Sequence[Record]) -> Record | None:
    """Return the nearest record if all name the same upstream, else None: a person has to look."""
    return records[0] if len({record.ingress for record in records}) == 1 else None


def searched(question: Question) -> str:
    """Return what was searched, as a provider would tell it."""
    day = question.at.astimezone(UTC).strftime("%d %b %Y %H:%M UTC")
    return (
        f"All switches, both numbers in every form, {day} within 10 minutes and by whole hours; "
        "records are kept for 18 months."
    )
