"""What a report reads: call records, wherever they are kept. The archive is one such place, a warehouse another.

Everything the report knows of calls comes through here, day by day (UTC): what was counted of a day, and the calls of
those who stand out. Numbers are keys as in the archive: E.164 without the plus, 0 for none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from .figures import What
from .leaving_out import Measure
from .listed import Lists

SHORT_S = 6  # an answered call that was over at once
HEARD_S = 15  # whoever stays so long has heard what it is about
FLOOR = 25  # calls of a day from which a calling number is told at all
FORM = 2  # of these figures: another number makes kept ones void

KEY = {What.CUSTOMER: "customer", What.UPSTREAM: "way", What.NUMBER: "calling"}
SUMS = (
    "calls", "answered", "short", "heard", "talk_s", "domestic", "anonymous", "invalid", "unassigned", "listed",
    "neighbour", "local", "attested_a", "attested_b", "attested_c", "unsigned", "named",
)  # fmt: skip
SKETCHES = ("called", "callers", "blocks", "areas")  # how many different ones; within a few per cent is enough
HOURS = tuple(f"h{hour:02d}" for hour in range(24))  # calls by hour of the day
_SPAN = (("first_at", pa.timestamp("us")), ("last_at", pa.timestamp("us")))


def _whole(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.float64() if name == "talk_s" else pa.int64()) for name in names]


def _text(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


def _is(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.bool_()) for name in names]


# One row for each customer and way in; `busiest`: calls of its busiest hour; two of the caller names it showed.
WAYS = pa.schema(
    [*_text("customer", "way"), *_whole(*SUMS, *SKETCHES, *HOURS, "busiest"), *_text("one_name", "other_name"), *_SPAN]
)
# One row for each calling number with at least `FLOOR` calls; `customer` and `way`: the first by name.
CALLERS = pa.schema(
    [
        *_text("customer", "way"),
        *_whole("calling", "calls", "answered", "short", "heard", "talk_s", "called", "blocks", "neighbour"),
        *_is("invalid", "unassigned", "domestic"),
        *_SPAN,
    ]
)
# One row for each call of somebody: `place` says whose; what the record does not say is null: seconds
# of talk, and whether anybody answered.
CALLS = pa.schema(
    [
        *_whole("place", "called", "calling", "source", "line"),
        *(("at", pa.timestamp("us")), ("talk", pa.float64())),
        *_is("answered", "neighbour", "invalid", "unassigned", "listed"),
    ]
)


@dataclass(frozen=True, slots=True)
class Filed:
    """The calls of one day. `version`: another text once any of its calls is another."""

    day: str  # 2026-10-05
    rows: int
    version: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one day: tables as `WAYS` and `CALLERS` say. A customer without a name is ''."""

    ways: pa.Table
    callers: pa.Table


class Records(Protocol):
    """Where call records are kept. Each call counts once: no second filing of it, no failed route, no inner leg."""

    def days(self) -> Sequence[Filed]:
        """Every day that has calls, in their order."""
        ...

    def counted(self, days: Sequence[str], lists: Lists) -> Iterator[Counted]:
        """One for each of these days, in their order, each when it is asked for."""
        ...

    def calls(self, what: What, names: Sequence[str], days: Sequence[str], lists: Lists) -> pa.Table:
        """Every call of these on these days, as `CALLS` says; `place` is that of the name among `names`."""
        ...

    def sources(self) -> Mapping[int, str]:
        """What the files are called whose numbers stand in `source`."""
        ...

    def left_out(self) -> Mapping[Measure, tuple[str, ...]]:
        """What these records cannot tell, and which of our columns would: any one of them."""
        ...
