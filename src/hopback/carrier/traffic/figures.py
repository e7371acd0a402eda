"""What is known of one customer, one way in or one calling number over the days that were looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from . import leaving_out
from .leaving_out import Measure


class What(StrEnum):
    CUSTOMER = "customer"
    UPSTREAM = "upstream"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as evidence, and where it stands in the records."""

    at: datetime
    calling: int
    called: int
    talk_s: float | None  # None: nobody answered, or the record does not say
    why: tuple[str, ...]
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Exact:
    """Counted one by one, for those that stand out: over all days, or over the last one where there are very many."""

    calls: int  # that were looked at
    called: int  # different numbers called in them
    callers: int  # different calling numbers
    sequential: int  # calls to the number after the one that was called before, or the next but one
    peak_minute: int  # calls of the busiest minute
    evidence: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of calls, unless said otherwise. `called`: different numbers a day, added up over the days."""

    what: What
    name: str
    days: int
    calls: int
    answered: int
    short: int
    heard: int
    talk_s: float
    domestic: int
    anonymous: int = 0
    invalid: int = 0
    unassigned: int = 0
    listed: int = 0
    neighbour: int = 0
    local: int = 0
    attested_a: int = 0
    attested_b: int = 0
    attested_c: int = 0
    unsigned: int = 0
    named: int = 0
    from_abroad: int = 0  # by a trunk that comes from abroad, with a +1 number
    called: int
    callers: int = 1  # different ones on the day that had most
    blocks: int = 0  # different hundreds of numbers called, added up as `called`
    areas: int = 1  # area codes of the callers on the day that had most
    busiest_hour: int = 0  # calls of it
    hours: tuple[int, ...] = ()  # by hour of the day, UTC
    by_day: tuple[tuple[str, int], ...] = ()
    names: tuple[str, ...] = ()  # caller names that were shown
    known_as: str = ""  # who stands behind it, as the map of trunks says
    seen_with: tuple[str, ...] = ()  # ways in of a customer, customers of a way in
    first_at: datetime
    last_at: datetime
    exact: Exact | None = None
    unknown: frozenset[Measure] = frozenset()  # what the records cannot tell: neither judged nor shown

    def knows(self, *measures: Measure) -> bool:
        return self.unknown.isdisjoint(measures)

    def share(self, count: float) -> float:
        return count / self.calls if self.calls else 0.0

    def of_answered(self, count: float) -> float:
        return count / self.answered if self.answered else 0.0

    @property
    def a_day(self) -> float:
        return self.calls / max(self.days, 1)

    @property
    def mean_talk_s(self) -> float:
        return self.of_answered(self.talk_s)

    @property
    def parties(self) -> float:
        """Different called numbers for each call: 1 where nobody is called twice."""
        return self.exact.called / self.exact.calls if self.exact else self.share(self.called)

    @property
    def density(self) -> float:
        """Called numbers in each hundred that was called into."""
        return self.called / self.blocks if self.blocks else 1.0

    @property
    def attested(self) -> int:
        """Calls whose records carry an attestation at all."""
        return self.attested_a + self.attested_b + self.attested_c

    def as_object(self) -> Mapping[str, object]:
        """The figures a reader may want, by name; None for what the records cannot tell."""
        return dict(self._all()) | dict.fromkeys(leaving_out.figures(self.unknown))

    def _all(self) -> Mapping[str, object]:
        exact = self.exact
        return {
            "calls": self.calls, "days": self.days, "calls_a_day": round(self.a_day, 1),
            "answered_share": round(self.share(self.answered), 4),
            "short_share_of_answered": round(self.of_answered(self.short), 4),
            "mean_talk_s": round(self.mean_talk_s, 1),
            "called_numbers": exact.called if exact else None, "called_numbers_by_day": self.called,
            "calling_numbers": exact.callers if exact else self.callers, "area_codes": self.areas,
            "neighbour_share": round(self.share(self.neighbour), 4),
            "sequential_share": round(exact.sequential / exact.calls, 4) if exact else None,
            "invalid": self.invalid, "unassigned": self.unassigned, "listed": self.listed, "anonymous": self.anonymous,
            "from_abroad_with_1": self.from_abroad, "busiest_hour": self.busiest_hour,
            "busiest_minute": exact.peak_minute if exact else None,
            "attested": {"A": self.attested_a, "B": self.attested_b, "C": self.attested_c, "none": self.unsigned},
            "by_hour_utc": list(self.hours), "by_day": dict(self.by_day), "caller_names": list(self.names),
        }  # fmt: skip
