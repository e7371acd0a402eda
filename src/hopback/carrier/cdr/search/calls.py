"""Records that are one call: its legs, its attempts, its copies. Followed to the leg that came from outside."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..record import CallRecord
from .likeness import Likeness
from .timing import Fit, began

_TOGETHER_S = 900.0  # legs of one call begin within this; beyond, an identifier is met again
_BESIDE_S = 5.0  # two switches of a house, brought to one clock, write the same call within this


@dataclass(frozen=True, slots=True)
class Leg:
    """One record that may be the call, and what speaks for it. `off_s`: the clock's usual error taken off."""

    record: CallRecord
    upstream: str
    inner: bool  # it came from another switch of the house
    like: Likeness
    fit: Fit
    off_s: float
    known_clock: bool = False  # enough calls of its switch were found before


@dataclass(frozen=True, slots=True)
class Call:
    """Legs of one call; `entry` is the one that came from outside, else the innermost we have."""

    legs: tuple[Leg, ...]
    entry: Leg

    @property
    def upstream(self) -> str:
        """Empty when the leg that came from outside is not among them, or does not say where it came from."""
        return "" if self.entry.inner else self.entry.upstream


def calls(legs: Sequence[Leg]) -> list[Call]:
    """Every leg in exactly one call."""
    found = [_call(part) for together in _joined(legs) for part in _by_upstream(together)]
    outside = [call for call in found if not call.entry.inner]
    return list(_beside(outside, [call for call in found if call.entry.inner]))


def _joined(legs: Sequence[Leg]) -> list[list[Leg]]:
    """Legs that share an identifier, by however many steps."""
    first: dict[tuple[object, ...], int] = {}
    parent = list(range(len(legs)))

    def root(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    for place, leg in enumerate(legs):
        for name in _names(leg.record):
            other = root(first.setdefault(name, place))
            if abs(began(legs[other].record) - began(leg.record)) <= _TOGETHER_S:
                parent[max(root(place), other)] = min(root(place), other)
    parts: dict[int, list[Leg]] = defaultdict(list)
    for place, leg in enumerate(legs):
        parts[root(place)].append(leg)
    return list(parts.values())


def _names(record: CallRecord) -> Iterator[tuple[object, ...]]:
    if record.call:
        yield "call", record.switch, record.call
    for call_id in {record.ingress_call_id, record.egress_call_id} - {""}:
        yield "id", call_id
    came_by = record.ingress_trunk, record.source_ip, record.account
    what = record.calling, record.called, record.duration_s, record.ingress_call_id
    yield "copy", record.switch, record.at, *came_by, *what  # two Call-IDs are two calls, in one second as ever


def _by_upstream(legs: list[Leg]) -> Iterator[list[Leg]]:
    """One call comes from one upstream; what shares an identifier and does not was sent round, or is another call."""
    if len(legs) == 1:
        yield legs
        return
    outside = {leg.upstream for leg in legs if not leg.inner}
    if len(outside) < 2:
        yield legs
        return
    for name in sorted(outside):
        yield [leg for leg in legs if leg.upstream == name and not leg.inner]
    inner = [leg for leg in legs if leg.inner]
    if inner:
        yield inner


def _call(legs: list[Leg]) -> Call:
    if len(legs) == 1:
        return Call((legs[0],), legs[0])
    sent = {leg.record.egress_call_id for leg in legs} - {""}

    def order(leg: Leg) -> tuple[object, ...]:
        record = leg.record
        received = record.ingress_call_id in sent and record.ingress_call_id != record.egress_call_id
        return (
            leg.inner,
            record.attempt,
            received,
            record.duration_s is None,
            -_strength(leg),
            record.place.source,
            record.place.line,
        )

    return Call(tuple(legs), min(legs, key=order))


def _strength(leg: Leg) -> float:
    return leg.like.share * leg.like.weight * leg.fit.density


def _beside(outside: list[Call], inner: list[Call]) -> Iterator[Call]:
    """Where switches of a house share no identifier, an inner leg belongs to the call beside it in time."""
    taken: dict[int, list[Leg]] = defaultdict(list)
    for call in inner:
        near = [place for place, other in enumerate(outside) if _same_numbers_and_time(call, other)]
        if near:
            best = min(near, key=_distance_to(call, outside))
            taken[best].extend(call.legs)
        else:
            yield call
    for place, call in enumerate(outside):
        yield Call((*call.legs, *taken[place]), call.entry) if place in taken else call


def _same_numbers_and_time(one: Call, other: Call) -> bool:
    return (
        one.entry.record.switch != other.entry.record.switch
        and one.entry.like.fits is other.entry.like.fits
        and _apart(one.entry, other.entry) <= _BESIDE_S
    )


def _apart(one: Leg, other: Leg) -> float:
    """Seconds, by the switches' own clocks or by what was learned of them: switches of a house often share a clock."""
    return min(abs(one.off_s - other.off_s), abs(one.fit.off_s - other.fit.off_s))


def _distance_to(call: Call, others: Sequence[Call]) -> Callable[[int], float]:
    return lambda place: _apart(others[place].entry, call.entry)
