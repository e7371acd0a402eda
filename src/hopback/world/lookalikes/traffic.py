"""The calls of such customers over some days, as columns: a million in seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from .customers import Customer
from .kinds import Called, Callers

FIRST = datetime(2026, 10, 5, tzinfo=UTC)  # a Monday
DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000
_AREAS = np.array([202, 212, 213, 216, 303, 305, 312, 313, 404, 415, 503, 512, 513, 602, 614, 617, 702, 713, 801, 816])
_NOT_IN_USE = np.array([211, 222, 233, 311, 411, 555, 911, 999])

type Integers = np.ndarray[Any, Any]  # of 64 bits


@dataclass(frozen=True, slots=True)
class Calls:
    """Columns of equal length; `customer` is a place in the customers, `talk_s` is 0 where nobody answered."""

    customer: Integers
    at_us: Integers
    calling: Integers
    called: Integers
    talk_s: Integers
    attestation: np.ndarray  # A, B or C

    def __len__(self) -> int:
        return len(self.at_us)


def calls(seed: int, customers: Sequence[Customer], days: int = 5, first: datetime = FIRST) -> Calls:
    """Every call of every customer, in the order of customers."""
    begin = round(first.timestamp()) * 1_000_000
    made = [_of(np.random.default_rng([seed, place]), each, days, begin) for place, each in enumerate(customers)]
    place = np.repeat(np.arange(len(made)), [len(each[0]) for each in made])
    at, calling, called, talk, attestation = (np.concatenate(column) for column in zip(*made, strict=True))
    return Calls(place, at, calling, called, talk, attestation)


def _of(chance: np.random.Generator, who: Customer, days: int, begin: int) -> tuple[np.ndarray, ...]:
    at = np.sort(np.concatenate([_times(chance, who, begin + day * DAY_US) for day in range(days)]))
    called = _called(chance, who, len(at))
    calling = _calling(chance, who, called)
    spoiled = chance.random(len(at)) < who.invalid
    calling[spoiled] = 10**10 + chance.choice(_NOT_IN_USE, spoiled.sum()) * 10**7 + calling[spoiled] % 10**7
    talk = _talk(chance, who, len(at))
    honest = chance.random(len(at)) < who.honest
    count = int(honest.sum())
    called[honest] = chance.choice(_numbers(chance, _AREAS[:3], who.pool), count)
    calling[honest] = chance.choice(_numbers(chance, _AREAS[:1], 20), count)
    talk[honest] = np.where(chance.random(count) < 0.7, chance.exponential(120, count).astype(np.int64) + 1, 0)
    signed = np.where(chance.random(len(at)) < who.attested_a, "A", "C" if who.kind.abroad else "B")
    return at, calling, called, talk, signed


def _times(chance: np.random.Generator, who: Customer, day: int) -> Integers:
    count = max(1, chance.poisson(who.a_day * chance.uniform(0.7, 1.3)))
    low, high = who.kind.hours
    if who.kind.burst:
        if chance.random() < 0.6:  # no school closes every day
            count = max(1, count // 40)
        start = chance.uniform(low, high - 1)
        hours = start + chance.random(count) * 0.4
    else:
        hours = low + chance.random(count) * (high - low)
    return day + (hours * HOUR_US).astype(np.int64)


def _called(chance: np.random.Generator, who: Customer, count: int) -> Integers:
    home = chance.choice(_AREAS, 3)
    match who.kind.called:
        case Called.ANYBODY:
            return _numbers(chance, _AREAS, count)
        case Called.AREA:
            return _numbers(chance, home, count)
        case Called.SEQUENCE:
            runs = chance.integers(1, 4, count)  # a few lines are left out
            first = int(_numbers(chance, home, 1)[0])
            return np.cumsum(np.where(runs == 3, 2, 1)) + first
        case Called.PLACE:
            return _among(chance, _numbers(chance, home, 1 + count % 3), count)
        case Called.POOL:
            return _among(chance, _numbers(chance, home, who.pool), count)


def _calling(chance: np.random.Generator, who: Customer, called: Integers) -> Integers:
    count = len(called)
    match who.kind.callers:
        case Callers.NEIGHBOUR:
            line: Integers = chance.integers(0, 10_000, count)
            return called // 10_000 * 10_000 + line
        case Callers.ROTATED:
            return _numbers(chance, _AREAS, count)
        case Callers.SPREAD:
            return _among(chance, _numbers(chance, _AREAS, who.numbers), count)
        case Callers.OWN:
            home = int(_numbers(chance, _AREAS, 1)[0]) // 100 * 100
            return chance.integers(home, home + max(who.numbers, 1), count)


def _among(chance: np.random.Generator, some: Integers, count: int) -> Integers:
    chosen: Integers = chance.choice(some, count)
    return chosen


def _numbers(chance: np.random.Generator, areas: np.ndarray, count: int) -> Integers:
    exchange = 200 + chance.integers(0, 800, count)
    exchange = np.where(exchange % 100 == 11, exchange + 1, exchange)
    made: Integers = 10**10 + chance.choice(areas, count) * 10**7 + exchange * 10**4 + chance.integers(0, 10**4, count)
    return made


def _talk(chance: np.random.Generator, who: Customer, count: int) -> Integers:
    """Whole seconds; at least one where somebody answered."""
    if who.kind.message:  # most hear it out, some leave in the middle
        stays = who.talk_s * np.where(chance.random(count) < 0.8, chance.normal(1, 0.08, count), chance.random(count))
    else:
        stays = chance.exponential(who.talk_s, count) + 6
    short = chance.random(count) < who.short
    talk = np.where(short, chance.integers(1, 7, count), np.maximum(stays.astype(np.int64), 1))
    return np.where(chance.random(count) < who.answered, talk, 0)
