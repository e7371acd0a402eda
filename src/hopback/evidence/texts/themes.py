"""Scripts of one theme are one campaign: the same brand, the same pretext, told in other words. (A1.6)

ITG names a campaign Brand-Script-Part and puts several wordings of one pretext under one name. Here two scripts are
as near as the words that the shorter one shares with the other, rare words and proper names weighing more, and a
number that both ask to call back, or call from, weighing as the calling pattern. Average linkage joins them: a script
belongs where it is near to all, not to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import figures
from .naming import FUNCTION

FEWEST_KNOWN = 50  # scripts; of fewer, no word is called common


@dataclass(frozen=True)
class Theme:
    """What of a script tells its theme."""

    words: frozenset[str]  # that many of its texts hold
    proper: frozenset[str]  # of these, the names
    size: int  # texts
    numbers: frozenset[str] = field(default=frozenset())  # asked to call back, or called from


def likeness(themes: Sequence[Theme]) -> Any:
    """Each with each, from 0 to 1."""
    names = sorted({word for theme in themes for word in theme.words})
    place = {word: at for at, word in enumerate(names)}
    held = np.zeros((len(themes), len(names)), np.float32)
    for at, theme in enumerate(themes):
        held[at, [place[word] for word in theme.words]] = 1
    weight = _weights(themes, names, held.sum(axis=0))
    weighed = held * weight
    size = np.maximum(weighed.sum(axis=1), figures.FEWEST_TELLING * float(weight.mean() if len(weight) else 1))
    shared = weighed @ held.T
    like = shared / np.maximum(np.minimum(size[:, None], size[None]), 1e-6)
    return np.clip(like + figures.SAME_NUMBER * _same_number(themes), 0, 1)


def campaigns(themes: Sequence[Theme], belongs: Sequence[int | None]) -> list[int]:
    """A number for each script's campaign. `belongs`: the campaign that it is known for; those stay as they are."""
    order = sorted(range(len(themes)), key=lambda at: (belongs[at] is None, -themes[at].size))
    compared = order[: figures.MOST_THEMES]
    like = likeness([themes[at] for at in compared])
    groups = _Groups([themes[at] for at in compared], [belongs[at] for at in compared], like)
    groups.join()
    found: list[int | None] = [None] * len(themes)
    for at, number in zip(compared, groups.numbers(), strict=True):
        found[at] = number
    after = max((number for number in found if number is not None), default=-1) + 1
    return [number if number is not None else after + at for at, number in enumerate(found)]


class _Groups:
    """Average linkage in which a known campaign is never joined to another, nor a large script to a large one."""

    def __init__(self, themes: Sequence[Theme], belongs: Sequence[int | None], like: Any) -> None:
        first: dict[int, int] = {}
        of = [first.setdefault(known, len(first)) if known is not None else None for known in belongs]
        fresh = iter(range(len(first), len(belongs)))
        self.of = np.array([next(fresh) if number is None else number for number in of], np.int64)
        count = int(self.of.max(initial=-1)) + 1
        self.known: list[int | None] = [*first, *[None] * (count - len(first))]
        belong = np.zeros((count, len(belongs)), np.float32)
        belong[self.of, np.arange(len(belongs))] = 1
        self.weight = belong.sum(axis=1)
        self.like = (belong @ like @ belong.T) / np.outer(self.weight, self.weight)
        large = np.array([theme.size >= figures.LARGE for theme in themes], bool)
        self.large = np.bincount(self.of[large], minlength=count) > 0
        apart = np.arange(count) < len(first)
        self.like[np.outer(apart, apart) | np.outer(self.large, self.large) | np.eye(count, dtype=bool)] = -1

    def join(self) -> None:
        """The two nearest become one, until none are near enough."""
        while len(self.like):
            one, other = sorted(divmod(int(self.like.argmax()), len(self.like)))
            if self.like[one, other] < figures.THEME:
                return
            self._into(one, other)

    def _into(self, one: int, other: int) -> None:
        here, there = self.weight[one], self.weight[other]
        row = (self.like[one] * here + self.like[other] * there) / (here + there)
        row[(self.like[one] < 0) | (self.like[other] < 0)] = -1
        self.like[one], self.like[:, one] = row, row
        self.like[other], self.like[:, other] = -1, -1
        self.weight[one] += there
        self.of[self.of == other] = one

    def numbers(self) -> list[int]:
        """Known campaigns keep their number; new ones get the next."""
        after = max((known for known in self.known if known is not None), default=-1) + 1
        given: dict[int, int] = {}
        for group in self.of.tolist():
            known = self.known[group]
            if group not in given:
                given[group] = known if known is not None else after + sum(self.known[one] is None for one in given)
        return [given[group] for group in self.of.tolist()]


def _weights(themes: Sequence[Theme], names: Sequence[str], in_how_many: Any) -> Any:
    proper = {word for theme in themes for word in theme.proper}
    known = max(len(themes), FEWEST_KNOWN)
    common = np.array([figures.EVERYDAY * known if word in FUNCTION else 0.0 for word in names])
    weight = np.sqrt(np.log((1 + known) / (1 + np.maximum(in_how_many, common))))
    return weight * np.array([figures.PROPER if word in proper else 1.0 for word in names], np.float32)


def _same_number(themes: Sequence[Theme]) -> Any:
    numbers = sorted({number for theme in themes for number in theme.numbers})
    place = {number: at for at, number in enumerate(numbers)}
    held = np.zeros((len(themes), len(numbers)), np.float32)
    for at, theme in enumerate(themes):
        held[at, [place[number] for number in theme.numbers]] = 1
    return (held @ held.T) > 0
