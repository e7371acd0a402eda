"""One provider's records, what it was asked before, and the cases: plain data, named as in a call record."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from .calls import NOON, Shape, TrueCall

type Row = dict[str, Any]  # one record, as a switch wrote it; `line` tells where
type Asked = dict[str, Any]  # one question
type Zone = Callable[[datetime], float]
type Bend = Callable[[TrueCall, Row, Asked], list[Row]]  # what one kind of trouble makes of a call's record, and asks
LEGS = 10  # lines kept for the records of one call
OTHERS = 5  # from here on they are of another call that happened with it


class There(StrEnum):
    HERE = "here"
    ABSENT = "absent"  # no record of it will ever be here
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`lines`: the records of the call. `twins`: upstreams nobody could tell from the true one by these records."""

    asked: Asked
    there: There
    lines: frozenset[int]
    upstream: str
    twins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    kind: str
    seed: str
    rows: tuple[Row, ...]
    history: tuple[Asked, ...]
    cases: tuple[Case, ...]
    complete_to: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How one house is unlike a plain one. `apart_s`: calls of a pair nearer than this cannot be told apart."""

    habits: "Habits"
    shape: Shape = field(default_factory=Shape)
    history: int = 80
    apart_s: float = 2.5
    bend: Bend = lambda _call, row, _asked: [row]
    complete_after_s: float = 86400.0  # records are complete to so long after the traffic's start
    twins: frozenset[str] = frozenset()  # of every call
    first_time: bool = True  # may it be a house that was never asked before? Not where time is all that is left
    keeps: Callable[[TrueCall], bool] = lambda _call: True  # which calls leave a record at all
    asks: Callable[[TrueCall], bool] = lambda _call: True


def _no_zone(_at: datetime) -> float:
    return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a house's switch keeps records, and how its neighbours ask. Seconds; clocks less the truth."""

    switch: str = "sw-chi-1"
    skew_s: float = 0.0
    drift_s: float = 0.0  # a day
    zone: Zone = _no_zone
    time_of: str = "setup"
    precision_s: float = 1.0
    asked_to_s: float = 1.0
    neighbour_s: tuple[tuple[str, float], ...] = ()  # each neighbour's clock
    two_times: bool = False  # the neighbour's own time is told beside the first asker's
    asks_answer: bool = False  # the time asked about is the answer's

    def written(self, at: datetime) -> datetime:
        """What the switch's clock makes of a moment."""
        days = (at - NOON) / timedelta(days=1)
        off = self.skew_s + self.drift_s * days + self.zone(at)
        return cut(at + timedelta(seconds=off), self.precision_s)

    def row(self, call: TrueCall) -> Row:
        """The record of a call as a plain switch writes it."""
        at = {"setup": 0.0, "answer": call.ring_s, "end": call.length_s}[self.time_of]
        answer = self.written(call.at + timedelta(seconds=call.ring_s))
        end = self.written(call.at + timedelta(seconds=call.length_s))
        return {
            "line": call.id * LEGS,
            "at": self.written(call.at + timedelta(seconds=at)),
            "time_of": self.time_of,
            "precision_s": self.precision_s,
            "calling": call.calling,
            "called": call.called,
            "answered_at": answer if call.answered else None,
            "ended_at": end,
            "duration_s": float(int(call.talk_s)) if call.answered else 0.0,
            "switch": self.switch,
            "ingress_trunk": call.upstream,
            "egress_trunk": f"tg-out-{call.neighbour}",
            "code": 200 if call.answered else 487,
        }

    def asked(self, call: TrueCall, chance: random.Random) -> Asked:
        """What the portal asks about it: by the neighbour's clock, or by the first asker's too."""
        clock = dict(self.neighbour_s).get(call.neighbour, 0.0)
        moment = call.at + timedelta(seconds=call.ring_s if self.asks_answer and call.answered else 0.0)
        theirs = cut(moment + timedelta(seconds=clock + chance.uniform(0.05, 0.4)), self.asked_to_s)
        said: Asked = {"calling": call.calling, "called": call.called, "at": theirs, "neighbour": call.neighbour}
        if self.two_times:
            first = cut(call.at + timedelta(seconds=chance.uniform(-1.5, 2.5)), 1.0)
            said |= {"at": first, "at_received": theirs}
        return said

    def but(self, **changed: Any) -> "Habits":
        return replace(self, **changed)


def cut(at: datetime, precision_s: float) -> datetime:
    """A moment as finely as it is written down: the rest is cut off, never rounded."""
    whole = at.timestamp() // precision_s * precision_s
    return datetime.fromtimestamp(round(whole, 3), UTC)


def twins(call: TrueCall, calls: Iterable[TrueCall], within_s: float) -> frozenset[str]:
    """Upstreams of calls of the same pair so near that neither clock tells them apart."""
    return frozenset(
        other.upstream
        for other in calls
        if (other.calling, other.called) == (call.calling, call.called)
        and other.upstream != call.upstream
        and abs((other.at - call.at).total_seconds()) <= within_s
    )
