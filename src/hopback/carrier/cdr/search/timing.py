"""How well a record's time fits the asked one: a density per second, over what clocks and switches do."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..record import CallRecord, TimeOf
from .asked import Asked
from .drift import Clock, unknown_drift

_RING_S = 60.0
_LONGEST_S = 4 * 3600.0
_PROVEN = 1e-7  # at least, for a record with a proof of its own
# What the asker's time is of: the call's beginning, its answer, its end, any moment of it.
# Where an asker is known, what it tells is known too, and the rest is rarer by so much.
_BEGAN, _TAKEN, _OVER, _DURING = 0.86, 0.10, 0.02, 0.02
_KNOWN_ASKER = 0.9
_ASKERS_KNOWN = 0.99
_PLAIN = 0.05  # a fit as good as this is not looked at further
_SIGNED = 0.999  # a signature's time is better kept than a record's
_SECOND_TIME = 0.2  # what the first asker's time counts beside the neighbour's


@dataclass(frozen=True, slots=True)
class Fit:
    density: float
    off_s: float  # the record's time less the asked one, as written, brought to the call's beginning


def began(record: CallRecord) -> float:
    """POSIX seconds of the call's beginning; a ring earlier than the truth where only the answer is known."""
    at = record.at.timestamp()
    if record.time_of is TimeOf.END and record.duration_s is not None:
        return at - record.duration_s
    return at


def fit(record: CallRecord, asked: Asked, clock: Clock, signed_at: float | None) -> Fit:
    start = began(record)
    density = _against(record, start - asked.at, asked.precision_s, clock)
    if asked.first_at is not None:
        second = _against(record, start - asked.first_at, 1.0, clock)
        density = (1 - _SECOND_TIME) * density + _SECOND_TIME * second
    if signed_at is not None:
        low, high = signed_at - asked.at - asked.precision_s, signed_at - asked.at + 1
        density = _SIGNED * unknown_drift(low, high) / (high - low) + (1 - _SIGNED) * density
    return Fit(density, start - asked.at)


def proven(density: float) -> float:
    return max(density, _PROVEN)


def _against(record: CallRecord, off: float, told_to_s: float, clock: Clock) -> float:
    fine = min(record.precision_s, 1.0)  # what was learned of a coarser clock is spread as widely already
    learned = clock.learned(off - 1.0, off + fine)
    if told_to_s > 1:
        minute = clock.to_the_minute
        learned = (1 - minute) * learned + minute * clock.learned(off - told_to_s, off + fine)
    if clock.trust * learned > _PLAIN:
        return clock.trust * learned
    guessed = sum(
        share * clock.guessed(low, high) for share, low, high in _moments(record, off, told_to_s, clock.trust)
    )
    return clock.trust * learned + (1 - clock.trust) * guessed


def _moments(record: CallRecord, off: float, told_to_s: float, known: float) -> Iterator[tuple[float, float, float]]:
    """Shares, and between which offsets the two clocks then stand."""
    other = 1 - _KNOWN_ASKER * known
    for share, after in ((0.2, 1.0), (0.8, told_to_s)) if told_to_s > 1 else ((1.0, 1.0),):
        low, high = off - after, off + record.precision_s
        if record.time_of is TimeOf.END and record.duration_s is None:
            yield share, low - _LONGEST_S, high
            continue
        ring = 0.0 if record.time_of is TimeOf.SETUP else _RING_S
        length = record.duration_s or 0.0
        yield share * (1 - other * (1 - _BEGAN)), low - ring, high
        yield share * other * _TAKEN, *_taken(record, low, high)
        if length and known < _ASKERS_KNOWN:
            yield share * other * _OVER, low + length - ring, high + length + _RING_S
            yield share * other * _DURING, low - ring, high + length


def _taken(record: CallRecord, low: float, high: float) -> tuple[float, float]:
    """The asked time is the answer's: known to the second, or within a ring after the beginning."""
    if record.time_of is not TimeOf.SETUP:
        return low, high
    if record.answered_at is not None:
        rang = record.answered_at.timestamp() - record.at.timestamp()
        if 0 <= rang <= 300:
            return low + rang, high + rang
    return low, high + _RING_S
