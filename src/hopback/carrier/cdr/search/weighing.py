"""The odds: which of these calls it is, or that its record is not here.

Each call weighs what its likeness and time are worth against the number of other calls that would look the same by
chance; all weights and that of *none of them* make up 1.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .calls import Call, Leg
from .likeness import Fits
from .timing import proven

_BESIDE_S = 120.0
# How many like calls are expected within two minutes of one where we see no other, and in all slips together.
_EXPECTED = {Fits.BOTH: 0.3, Fits.ROUTED: 0.5, Fits.HIDDEN: 0.5, Fits.CALLED: 0.5, Fits.CALLING: 0.5}
_EXPECTED_ALONE = 0.05  # both numbers fit, and no other such call in all that was searched
_EXPECTED_SLIPPED = {Fits.BOTH: 0.15, Fits.ROUTED: 1.0, Fits.HIDDEN: 2.0, Fits.CALLED: 2.0, Fits.CALLING: 2.0}
_SLIPS_S = 30_000.0  # what is read of the day around, see stages
_SLIPPED_S = 900.0
_COINCIDENCE = 0.02  # a call of the same pair is there by chance
_AGREEING = 2
_EXPECTED_HERE = 0.01


@dataclass(frozen=True, slots=True)
class Weighed:
    call: Call
    leg: Leg  # the one that speaks most for it
    chance: float  # 0 to 1, that this is the call
    counts: bool  # may be trusted without a person: both numbers fit, shown or withheld, or something proves it


@dataclass(frozen=True, slots=True)
class Odds:
    """`none`: the chance that the call's record is not among them."""

    weighed: tuple[Weighed, ...]  # likeliest first
    none: float
    expected: bool  # such a call should have its record here

    @property
    def best(self) -> Weighed | None:
        return self.weighed[0] if self.weighed else None

    def for_upstream(self, name: str) -> float:
        """The chance that the call came from there, by records that may be trusted without a person.

        Where several calls of one pair agree and none differs, one more that we lack came from there as well, likely.
        """
        theirs = [each for each in self.weighed if each.counts and each.call.upstream == name]
        found = sum(each.chance for each in theirs)
        near = sum(abs(each.leg.off_s) <= _BESIDE_S for each in theirs)
        alike = self.expected and near >= _AGREEING and all(each.call.upstream == name for each in self.weighed)
        return found + self.none * (near + 0.5) / (near + 1) if alike else found


def weigh(calls: Sequence[Call], *, missing: float, widely: bool) -> Odds:
    """`missing`: how often such a call has no record here. `widely`: were slips and more minutes searched too?"""
    crowd = Crowd(calls, widely)
    weights = [max(((_weight(leg, call, crowd), leg) for leg in call.legs), key=lambda each: each[0]) for call in calls]
    nothing = missing / (1 - missing)
    total = sum(weight for weight, _ in weights) + nothing
    weighed = [
        Weighed(call, leg, weight / total, _counts(call)) for call, (weight, leg) in zip(calls, weights, strict=True)
    ]
    weighed.sort(key=_rank)
    return Odds(tuple(weighed), nothing / total, missing <= _EXPECTED_HERE)


def _rank(weighed: Weighed) -> tuple[float, float, str, str, int]:
    place = weighed.leg.record.place
    return -weighed.chance, abs(weighed.leg.off_s), weighed.call.upstream, place.source, place.line


def _counts(call: Call) -> bool:
    return any(leg.like.fits in (Fits.BOTH, Fits.ROUTED, Fits.HIDDEN) or leg.like.proof for leg in call.legs)


def _weight(leg: Leg, call: Call, crowd: "Crowd") -> float:
    like = leg.like
    density = proven(leg.fit.density) if like.proof else leg.fit.density
    share = max(like.share, 0.5) if like.proof else like.share
    return share * like.weight * density / crowd.around(leg, call)


class Crowd:
    """Calls per second that would look like the one in question by chance."""

    def __init__(self, calls: Sequence[Call], widely: bool) -> None:
        self.widely = widely
        self.seen: dict[Fits, list[float]] = {}  # when, off the asked time, sorted
        for call in calls:
            self.seen.setdefault(call.entry.like.fits, []).append(call.entry.off_s)
        for offs in self.seen.values():
            offs.sort()

    def around(self, leg: Leg, call: Call) -> float:
        """If this is the call, then a better likeness beside the asked time is there by chance."""
        expected = self._expected(leg, call)
        better = self.seen.get(Fits.BOTH, []) if leg.like.fits is not Fits.BOTH and not leg.like.proof else []
        return expected / _COINCIDENCE if _between(better, -_BESIDE_S, _BESIDE_S) else expected

    def _expected(self, leg: Leg, call: Call) -> float:
        fits = Fits.CALLED if leg.like.fits is Fits.NEITHER else leg.like.fits
        seen = self.seen.get(fits, [])
        itself = call.entry.like.fits is fits
        own = itself and abs(call.entry.off_s - leg.off_s) <= _BESIDE_S
        near = _between(seen, leg.off_s - _BESIDE_S, leg.off_s + _BESIDE_S) - own
        beside = near / (2 * _BESIDE_S)
        if abs(leg.off_s) > _SLIPPED_S:
            # Calls come in bursts: what is in this burst says nothing about how often there is one at such a place.
            slipped = len(seen) - _between(seen, -_SLIPPED_S, _SLIPPED_S) - near - own
            crowd = (near + 1) * (max(slipped, 0) + _EXPECTED_SLIPPED[fits]) / _SLIPS_S
            # If this is the call, then what is at the asked time is there by chance.
            return crowd / _COINCIDENCE if _between(seen, -_BESIDE_S, _BESIDE_S) else crowd
        alone = fits is Fits.BOTH and self.widely and len(seen) == itself
        return beside + (_EXPECTED_ALONE if alone else _EXPECTED[fits]) / (2 * _BESIDE_S)


def _between(offs: Sequence[float], low: float, high: float) -> int:
    return bisect_right(offs, high) - bisect_left(offs, low)
