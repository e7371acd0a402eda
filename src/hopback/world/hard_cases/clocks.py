"""Trouble with time: clocks that are off or drift, zones, what a time is of, how finely it is told, late records."""

from datetime import UTC, datetime
from random import Random

from .calls import Shape
from .house import Habits, Told

NEIGHBOURS = ("prv_cardinal", "prv_homestate")
FALL_BACK = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)  # 02:00 CDT: the hour from 06:00 UTC is told twice in Chicago


def clocks(chance: Random, worst_s: float = 4.0) -> tuple[tuple[str, float], ...]:
    return tuple((name, chance.uniform(-worst_s, worst_s)) for name in NEIGHBOURS)


def off(chance: Random, least_s: float, most_s: float) -> float:
    return chance.choice((-1, 1)) * chance.uniform(least_s, most_s)


def skewed(chance: Random) -> Told:
    """Up to two minutes off; half of the clocks drift by seconds a day."""
    drift = off(chance, 1, 6) if chance.random() < 0.5 else 0.0
    habits = Habits(
        skew_s=off(chance, 5, 110), drift_s=drift, neighbour_s=clocks(chance, 60), two_times=chance.random() < 0.5
    )
    return Told(habits=habits)


def zoned(chance: Random) -> Told:
    """Whole and half hours; some houses were never asked before, and have calls that occur once."""
    hours = chance.choice((-8, -7, -6, -5, -4, -1, 1, 2, 5, 5.5, -3.5, 9))
    fresh = chance.random() < 0.35
    habits = Habits(skew_s=off(chance, 0, 8 if fresh else 60), zone=lambda _at: hours * 3600.0)
    shape = Shape(lone=1.0, again=0.1, on_the_hour=False) if fresh else Shape(on_the_hour=False)
    return Told(habits=habits, shape=shape, history=0 if fresh else 80)


def summer_time_ends(chance: Random) -> Told:
    """The hour that is told twice is read as its first telling."""
    start = FALL_BACK.replace(hour=6)
    habits = Habits(
        skew_s=off(chance, 0, 3), zone=lambda at: -3600.0 if FALL_BACK <= at < FALL_BACK.replace(hour=8) else 0.0
    )
    return Told(habits=habits, shape=Shape(start=start, over_s=5400, on_the_hour=False, lone=0.5, split=0.0))


def another_moment(chance: Random) -> Told:
    """The switch stamps the answer or the end, or the asker tells the time of the answer."""
    which = chance.choice(("answer", "end", "asked"))
    habits = Habits(
        skew_s=off(chance, 0, 20), time_of="setup" if which == "asked" else which, asks_answer=which == "asked"
    )
    longest = chance.choice((90.0, 90.0, 1500.0))
    return Told(habits=habits, shape=Shape(longest_s=longest), history=100, apart_s=43)


def coarse(chance: Random) -> Told:
    """Tenths, 86 ms of a Julian day, whole minutes: of the records or of what is asked."""
    fine, asked_to = chance.choice(((0.1, 1.0), (0.0864, 1.0), (60.0, 1.0), (1.0, 60.0)))
    habits = Habits(skew_s=off(chance, 0, 25), precision_s=fine, asked_to_s=asked_to)
    return Told(habits=habits, apart_s=max(fine, asked_to) * 1.5 + 2, history=100)


def late(chance: Random) -> Told:
    """Files come in turn: some of the calls asked about are not written down here yet."""
    known_s = chance.uniform(1800, 5400)
    habits = Habits(skew_s=off(chance, 0, 30))
    shape = Shape(gap_s=chance.choice((0.3, 8.0)))
    start = shape.start.timestamp()
    return Told(
        habits=habits,
        shape=shape,
        complete_after_s=known_s,
        keeps=lambda call: call.at.timestamp() - start < known_s - 60,
        asks=lambda call: not -360 < call.at.timestamp() - start - known_s + 60 < 120,
    )
