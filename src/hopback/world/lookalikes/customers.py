"""The customers of one network: each of a kind, with habits of its own."""

import random
from dataclasses import dataclass

from ..draws import draw
from .kinds import Kind, Range, kinds


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer and its habits, drawn from its kind's ranges. `robocaller` is the truth nobody else is told."""

    name: str  # as the provider books its calls
    trunk: str
    kind: Kind
    a_day: int
    numbers: int
    pool: int
    answered: float
    short: float
    talk_s: float
    attested_a: float
    invalid: float
    honest: float

    @property
    def robocaller(self) -> bool:
        return self.kind.robocaller


def customers(seed: int, count: int = 400) -> tuple[Customer, ...]:
    """Of every kind at least one, in the shares of `kinds`."""
    every = [kind for kind in kinds() for _ in range(max(1, round(kind.share * count)))]
    chance = draw(seed, "lookalikes")
    chance.shuffle(every)
    return tuple(_customer(kind, number, draw(seed, "lookalike", number)) for number, kind in enumerate(every))


def _customer(kind: Kind, number: int, chance: random.Random) -> Customer:
    low, high = kind.a_day
    a_day = round(low * (high / low) ** chance.random())  # many small ones, few large
    return Customer(
        name=f"acct-{number:04d}",
        trunk=f"intl-{number % 4}" if kind.abroad else f"tg-{number % 24:02d}",
        kind=kind,
        a_day=a_day,
        numbers=round(_between(kind.numbers, chance)),
        pool=max(1, round(a_day * _between(kind.pool, chance))),
        answered=_between(kind.answered, chance),
        short=_between(kind.short, chance),
        talk_s=_between(kind.talk_s, chance),
        attested_a=_between(kind.attested_a, chance),
        invalid=_between(kind.invalid, chance) if chance.random() < 0.5 else 0.0,
        honest=_between(kind.honest, chance),
    )


def _between(ends: Range, chance: random.Random) -> float:
    return chance.uniform(*ends)
