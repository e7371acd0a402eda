"""How well a grouping agrees with labels: of all pairs of labelled texts, which were put together and belong so."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    texts: int  # labelled and grouped
    together: int  # pairs put together
    belonging: int  # pairs of one label
    right: int  # pairs that are both

    @property
    def precision(self) -> float:
        return self.right / self.together if self.together else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.belonging if self.belonging else 0.0

    @property
    def f1(self) -> float:
        both = self.together + self.belonging
        return 2 * self.right / both if both else 0.0


def score(groups: Mapping[Any, Hashable], labels: Mapping[Any, Hashable]) -> Score:
    """Only texts that stand in both count."""
    pairs = [(groups[key], label) for key, label in labels.items() if key in groups]
    return Score(
        len(pairs), _pairs(Counter(g for g, _ in pairs)), _pairs(Counter(la for _, la in pairs)), _pairs(Counter(pairs))
    )


def _pairs(counted: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(count * (count - 1) // 2 for count in counted.values())
