"""From signs to one score, from 0 to 100: 50 and above are to be looked at."""

from dataclasses import dataclass
from math import exp

from .figures import Figures
from .signs import SHORTEST, Sign, signs

LOOK_AT = 50.0
_MIDDLE = 37.0  # points at which a person should look
_SCALE = 15.0


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures with their score and what it rests on."""

    figures: Figures
    score: float
    signs: tuple[Sign, ...]

    @property
    def points(self) -> float:
        return sum(sign.points for sign in self.signs)

    @property
    def suspect(self) -> bool:
        return self.score >= LOOK_AT


def scored(figures: Figures) -> Scored:
    found = tuple(signs(figures)) if figures.calls >= SHORTEST else ()
    points = sum(sign.points for sign in found)
    return Scored(figures, round(100 / (1 + exp((_MIDDLE - points) / _SCALE)), 1) if found else 0.0, found)
