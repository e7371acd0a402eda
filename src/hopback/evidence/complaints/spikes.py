"""Whether there are more complaints than chance would bring: a count held against what was usual before."""

import math
from dataclasses import dataclass

FEWEST = 5  # complaints; with fewer nobody speaks of a spike
RARE = 0.001  # how seldom chance may bring as many
SELDOM = 0.5  # a day: what is taken as usual for a number that nobody complained about before


@dataclass(frozen=True, slots=True)
class Spike:
    """`usual`: complaints in as long a time as the new ones took, by what was before."""

    new: int
    usual: float

    @property
    def is_one(self) -> bool:
        return self.new >= FEWEST and chance(self.new, max(self.usual, SELDOM)) < RARE

    @property
    def says(self) -> str:
        """`12, where 1.5 is usual`; a number nobody complained about before has no usual."""
        return f"{self.new}, where {self.usual:.1f} is usual" if self.usual else f"{self.new}, none before"


def spike(new: int, before: int, days_before: float, days: float = 1.0) -> Spike:
    """`before` complaints in the `days_before` days before, `new` ones in the `days` since."""
    return Spike(new, before / days_before * days if days_before > 0 else 0.0)


def chance(count: int, mean: float) -> float:
    """How likely at least so many are where `mean` are expected (Poisson)."""
    below = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count))
    return max(0.0, 1.0 - below)
