"""Small numbers kept back from published figures, so that nobody can compute them from the others. (XC.3, A3.9)

Every figure has a name; a `Sum` says which of them add up to which, across tables too. A count from 1 to less than
`smallest` is kept back; then others are, until each one that is kept back could be another number than it is, for
all that a reader knows who sees the rest, knows every sum, and knows that what is kept back is no zero.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

STEPS = 300  # of one search for other numbers
DEEP = 12  # so many of them differ at most

type Row = dict[str, Fraction]
type Change = dict[str, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts add up to the total, whatever the numbers are."""

    total: str
    parts: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        return (*self.parts, self.total)


def kept_back(
    values: Mapping[str, int],
    sums: Sequence[Sum],
    smallest: int,
    *,
    before: Collection[str] = (),
    shown: Collection[str] = (),
) -> frozenset[str]:
    """The names of the figures that are not published. (XC.3)

    `before`: kept back elsewhere already, so here too. `shown`: published elsewhere, so not to be kept back in place
    of another.
    """
    hidden = {name for name, value in values.items() if 0 < value < smallest} | set(before)
    useless = {*shown, *exposed(values, sums, values.keys() - set(shown))}  # follows from what is shown elsewhere
    while found := _instead(exposed(values, sums, hidden), values, sums, hidden, useless):
        hidden |= found
    return frozenset(hidden)


def exposed(values: Mapping[str, int], sums: Sequence[Sum], hidden: Collection[str]) -> frozenset[str]:
    """Those kept back for which no other number was found that fits everything published.

    What this leaves out is safe: each has been seen to take another value. It may name some that are safe, too."""
    open_to_doubt = _moved(_changes(sums, hidden), values)
    search = _Search(values, sums, frozenset(hidden))
    for name in sorted(set(hidden) - open_to_doubt):
        if name not in open_to_doubt:
            open_to_doubt |= search.another(name)
    return frozenset(hidden) - open_to_doubt


class _Search:
    """Looks for numbers that fit: one of what is kept back is changed by one, and then what no longer adds up."""

    def __init__(self, values: Mapping[str, int], sums: Sequence[Sum], hidden: frozenset[str]) -> None:
        self.values = values
        self.sums = [({name for name in one.members if name in hidden}, one.total) for one in sums]
        self.of: dict[str, list[int]] = {name: [] for name in hidden}
        for number, (members, _) in enumerate(self.sums):
            for name in members:
                self.of[name].append(number)

    def another(self, name: str) -> set[str]:
        """All that differs in the numbers found; nothing where none were."""
        for by in (1, -1):
            self.steps = STEPS
            if self._may(name, by) and (found := self._repaired({name: by}, DEEP)):
                return set(found)
        return set()

    def _may(self, name: str, by: int) -> bool:
        return self.values[name] + by >= min(1, self.values[name])

    def _repaired(self, change: Change, deep: int) -> Change | None:
        off = self._off(change)
        if not off:
            return change
        self.steps -= 1
        if not deep or self.steps < 0:
            return None
        number, lacks = min(off.items(), key=lambda one: len(self.sums[one[0]][0]))
        members, total = self.sums[number]
        near = sorted(members - change.keys(), key=lambda name: (-len(off.keys() & self.of[name]), -self.values[name]))
        for name in near:
            by = lacks if name == total else -lacks
            if self._may(name, by) and (found := self._repaired({**change, name: by}, deep - 1)):
                return found
        return None

    def _off(self, change: Change) -> dict[int, int]:
        """The sums that no longer add up: by how much their parts are too large."""
        found: dict[int, int] = {}
        for name, by in change.items():
            for number in self.of[name]:
                found[number] = found.get(number, 0) + (-by if name == self.sums[number][1] else by)
        return {number: lacks for number, lacks in found.items() if lacks}


def _moved(changes: Iterable[Change], values: Mapping[str, int]) -> set[str]:
    """What these changes alter, of those that can be made in one direction at least."""
    found: set[str] = set()
    for change in changes:
        if any(all(values[name] + way * by >= min(1, values[name]) for name, by in change.items()) for way in (1, -1)):
            found |= change.keys()
    return found


def _changes(sums: Sequence[Sum], hidden: Collection[str]) -> list[Change]:
    """A basis of all that could be changed in what is kept back without any sum being wrong, in whole numbers."""
    solved = _solved(_equations(sums, frozenset(hidden)))
    found = []
    for free in sorted(set(hidden) - solved.keys()):
        change = {free: Fraction(1)} | {name: -row[free] for name, row in solved.items() if free in row}
        scale = lcm(*(by.denominator for by in change.values()))
        found.append({name: int(by * scale) for name, by in change.items()})
    return found


def _equations(sums: Sequence[Sum], hidden: frozenset[str]) -> list[Row]:
    """What the sums say of the unknown ones: their changes add up to nothing."""
    found = []
    for one in sums:
        row = {name: Fraction(1) for name in one.parts if name in hidden}
        if one.total in hidden:
            row[one.total] = Fraction(-1)
        if row:
            found.append(row)
    return found


def _solved(equations: list[Row]) -> dict[str, Row]:
    """By elimination: each name there is equal to the rest of its row, with the opposite sign."""
    solved: dict[str, Row] = {}
    for row in equations:
        for name in [name for name in row if name in solved]:
            _subtract(row, {name: Fraction(1), **solved[name]}, row[name])
        if not row:
            continue
        pivot = min(row)
        by = row.pop(pivot)
        rest = {name: value / by for name, value in row.items()}
        for other in solved.values():
            if pivot in other:
                times = other.pop(pivot)
                _subtract(other, rest, times)
        solved[pivot] = rest
    return solved


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    for name, value in other.items():
        row[name] = row.get(name, Fraction(0)) - times * value
        if not row[name]:
            del row[name]


def _instead(
    in_danger: Collection[str],
    values: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: Collection[str],
    useless: Collection[str],
) -> set[str]:
    """One more figure for each that is in danger: beside it in a sum, else beside any other that is kept back."""
    found = {best for name in in_danger if (best := _smallest(sums, {name}, values, hidden, useless))}
    if in_danger and not found:
        found = {best} if (best := _smallest(sums, hidden, values, hidden, useless)) else set()
    return found


def _smallest(
    sums: Sequence[Sum],
    beside: Collection[str],
    values: Mapping[str, int],
    hidden: Collection[str],
    useless: Collection[str],
) -> str | None:
    """The smallest figure that could be kept back; a zero later, then a total, and the total of all at the last."""
    parts = {name for one in sums for name in one.parts}
    offered = {
        (name not in parts, name == one.total, not values[name], values[name], name)
        for one in sums
        if not set(beside).isdisjoint(one.members)
        for name in one.members
        if name not in hidden and name not in useless
    }
    return min(offered)[-1] if offered else None


def folded(rows: Mapping[str, int], smallest: int, *, most: int, named: Collection[str]) -> tuple[list[str], list[str]]:
    """Which rows of a table stand under their own names, the largest first, and which under *all others*.

    Only those in `named` may stand there, `most` of them, none smaller than `smallest`; and the others are together no
    fewer than that, unless nothing else is left to put there.
    """
    order = sorted(rows, key=lambda name: (-rows[name], name))
    own = [name for name in order if name in set(named) and rows[name] >= smallest][:most]
    others = [name for name in order if name not in own and rows[name]]
    while own and others and sum(rows[name] for name in others) < smallest:
        others.append(own.pop())
    return own, others
