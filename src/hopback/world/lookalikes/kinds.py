"""How each kind of customer calls: ranges that one customer's habits are drawn from. They overlap on purpose."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ..tables import Row, rows

type Range = tuple[float, float]
_RANGES = ("a_day", "numbers", "pool", "answered", "short", "talk_s", "attested_a", "invalid", "honest")


class Callers(StrEnum):
    """Which calling numbers are shown."""

    OWN = "own"  # a few numbers of one's own
    NEIGHBOUR = "neighbour"  # the called number's own exchange, another line
    ROTATED = "rotated"  # another made-up number at nearly every call
    SPREAD = "spread"  # some hundred numbers of many area codes, each used little: snowshoe


class Called(StrEnum):
    """Who is called."""

    ANYBODY = "anybody"  # numbers without any tie
    AREA = "area"  # anybody, in a few area codes
    SEQUENCE = "sequence"  # one number after the other
    POOL = "pool"  # patients, parents, customers: the same people again
    PLACE = "place"  # one or two numbers only: a central station


@dataclass(frozen=True, slots=True)
class Kind:
    """`answered`: share; `short`: share of the answered that end within 6 s; `talk_s`: mean of the others."""

    name: str
    robocaller: bool
    share: float  # of all customers
    a_day: Range
    callers: Callers
    numbers: Range
    called: Called
    pool: Range  # people of the pool for each call of a day
    answered: Range
    short: Range
    talk_s: Range
    hours: tuple[int, int]  # of the day, UTC
    attested_a: Range
    message: bool = False  # whoever stays hears a recording: talk differs little
    burst: bool = False  # all calls of a day within minutes
    invalid: Range = (0, 0)  # share of caller ids that cannot exist
    abroad: bool = False  # comes in by a foreign trunk
    honest: Range = (0, 0)  # share of calls that are ordinary ones: robocalls hidden among a reseller's


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of `data/lookalikes.csv`: ranges as `low-high`, nothing for none."""
    return tuple(_kind(row) for row in rows("lookalikes"))


def _kind(row: Row) -> Kind:
    start, end = _range(row["hours"])
    return Kind(
        name=row["name"],
        robocaller=bool(row["robocaller"]),
        share=float(row["share"]),
        callers=Callers(row["callers"]),
        called=Called(row["called"]),
        hours=(int(start), int(end)),
        message=bool(row["message"]),
        burst=bool(row["burst"]),
        abroad=bool(row["abroad"]),
        **{name: _range(row[name]) for name in _RANGES},
    )


def _range(said: str) -> Range:
    low, _, high = said.partition("-")
    return (float(low), float(high)) if said else (0.0, 0.0)
