"""How far a clock can be off: probabilities for seconds of drift and for whole and half hours of a wrong zone.

Offsets are seconds, a record's time less the asked one. A density is per second.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erf, sqrt
from types import MappingProxyType

HALF_HOUR = 1800
FARTHEST_H = 14
# A clock that nobody has compared yet: kept by NTP, roughly kept, minutes off.
_UNKNOWN = ((0.60, 1.5), (0.25, 8.0), (0.10, 40.0), (0.05, 200.0))  # share, standard deviation
_ROOT_2 = sqrt(2)
_LOOSE = 0.02  # of what a known clock does is less exact than usual
_LOOSE_S = 2.0
_TABLE_TO, _PER_S = 1800, 4  # seconds either side, steps in a second
_SET_RIGHT = 0.03  # a clock known to be off is put right some day


def _zones() -> Mapping[int, float]:
    """A switch that writes local time where UTC is expected, or the reverse; most are in North America."""
    likely = dict.fromkeys((1, 4, 5, 6, 7, 8), 0.003) | dict.fromkeys((2, 3, 9, 10, 11, 12, 13, 14), 0.0006)
    found = {sign * hours * 3600: share for hours, share in likely.items() for sign in (-1, 1)}
    halves = range(-2 * FARTHEST_H + 1, 2 * FARTHEST_H, 2)
    found |= {half * HALF_HOUR: 0.0001 for half in halves}
    return MappingProxyType(found | {0: 1 - sum(found.values())})


ZONES = _zones()


def split(off_s: float) -> tuple[int, float]:
    """The zone error in an offset, to the half hour, and the seconds that are left."""
    zone = round(off_s / HALF_HOUR) * HALF_HOUR
    return zone, off_s - zone


def below(x: float, mean: float, sd: float) -> float:
    """How much of a normal distribution is below `x`."""
    return 0.5 * (1 + erf((x - mean) / (sd * _ROOT_2)))


def _unknown_below() -> tuple[float, ...]:
    steps = range(-_TABLE_TO * _PER_S, _TABLE_TO * _PER_S + 1)
    return tuple(sum(share * below(step / _PER_S, 0, sd) for share, sd in _UNKNOWN) for step in steps)


_TABLE = _unknown_below()


def unknown_drift(low: float, high: float) -> float:
    """How likely the drift of an unknown clock is between two offsets."""
    return _looked_up(high) - _looked_up(low)


def _looked_up(x: float) -> float:
    place = (x + _TABLE_TO) * _PER_S
    if not 0 <= place < len(_TABLE) - 1:
        return 0.0 if place < 0 else 1.0
    whole = int(place)
    return _TABLE[whole] + (place - whole) * (_TABLE[whole + 1] - _TABLE[whole])


@dataclass(frozen=True, slots=True)
class Drift:
    """Drift as it was observed: each observation stands for what is near it."""

    seen: tuple[float, ...]  # seconds, sorted, brought to the moment asked about
    width: float  # standard deviation around each
    middle: float

    def between(self, low: float, high: float) -> float:
        near = self.seen[bisect_left(self.seen, low - 6 * self.width) : bisect_right(self.seen, high + 6 * self.width)]
        scale = 1 / (self.width * _ROOT_2)
        close = sum(erf((high - each) * scale) - erf((low - each) * scale) for each in near) / (2 * len(self.seen))
        loose_s = _LOOSE_S + 2 * self.width
        loose = below(high, self.middle, loose_s) - below(low, self.middle, loose_s)
        return (1 - _LOOSE) * close + _LOOSE * loose


@dataclass(frozen=True, slots=True)
class Clock:
    """One switch's clock at one moment, against the clock a time was asked by. `learned_from` 0: nothing is known."""

    learned_from: int = 0
    drift: Drift | None = None
    zones: Mapping[int, float] = ZONES
    trust: float = 0.0  # how far what was learned holds, 0 to 1
    daily_s: float = 0.0  # what it gains in a day
    zone: int = 0  # the zone error it has, as far as we know
    to_the_minute: float = 0.5  # how likely it is that an asked time of whole minutes was told to the minute

    @property
    def middle(self) -> float:
        """The seconds it is off beside its zone."""
        return self.drift.middle if self.drift else 0.0

    @property
    def off_s(self) -> float:
        """What its records are off, all told."""
        return self.zone + self.middle

    def learned(self, low: float, high: float) -> float:
        """Density, by what was learned, of a true offset somewhere between `low` and `high`."""
        if self.drift is None:
            return 0.0
        zone, share = self._zone_at(low, high)
        return share * self.drift.between(low - zone, high - zone) / (high - low)

    def guessed(self, low: float, high: float) -> float:
        """The same by what clocks in general do: around where this one was seen, in the zones it was seen in."""
        zone, share = self._zone_at(low, high)
        low, high = low - zone, high - zone
        found = unknown_drift(low - self.middle, high - self.middle)
        if self.middle:
            found = (1 - _SET_RIGHT) * found + _SET_RIGHT * unknown_drift(low, high)
        return share * found / (high - low)

    def _zone_at(self, low: float, high: float) -> tuple[int, float]:
        """The likeliest zone among those that lie within or beside the two."""
        first, last = split(low)[0], split(high)[0]
        if first == last:
            return first, self.zones.get(first, 0.0)
        reached = range(first, last + HALF_HOUR, HALF_HOUR)
        zone = max(reached, key=lambda each: self.zones.get(each, 0.0))
        return zone, self.zones.get(zone, 0.0)


def zones_seen(seen: Sequence[int]) -> Mapping[int, float]:
    """How likely each zone error is where these were observed. One that there is may change by an hour (DST)."""
    if not seen:
        return ZONES
    counted = {zone: seen.count(zone) for zone in set(seen)}
    usual = max(counted, key=lambda zone: counted[zone])
    first = {zone: 0.95 * share for zone, share in ZONES.items()}
    for beside in (usual - 3600, usual + 3600):
        first[beside] = first.get(beside, 0.0) + (0.025 if usual else 0.005)
    weight = 0.3
    found = {zone: (weight * first.get(zone, 0.0) + counted.get(zone, 0)) for zone in first.keys() | counted.keys()}
    total = sum(found.values())
    return {zone: share / total for zone, share in found.items()}
