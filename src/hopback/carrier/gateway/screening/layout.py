"""The list as one look-up reads it: the exact numbers in their cells, and a byte for what holds for all other ones.

`ranges` has that byte for each 16,384 numbers: what the plan or a block says of every number of the range that is not
listed itself; `CLOSELY` where they differ, and wherever a number is not of North America.
"""

import functools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from . import plan
from .cells import Cells, filled
from .rules import END, Longs, Rules, ruled
from .verdict import Verdict

RANGE: Final = 14  # bits: fewer numbers than two exchanges have
RANGES: Final = ((END - 1) >> RANGE) + 2  # the last one stands for whatever is beyond, and for -1
CLOSELY: Final = 127
type Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Tables:
    """All of it; never changed once made. For a million numbers about 13 MB."""

    cells: Cells
    ranges: bytes
    rules: Rules

    @property
    def size(self) -> int:
        """Bytes, without the few numbers that are in sets."""
        return self.cells.size + len(self.ranges) + 2 * len(self.rules.begins) * self.rules.begins.itemsize


def lay_out(exact: Longs, blocks: Collection[str], allowed: Collection[int]) -> Tables:
    """`exact`: E.164; `blocks`: the digits they begin with; `allowed` go before both."""
    rules, numbers = ruled(exact, blocks, allowed)
    ranges = _by_plan().copy()
    for begin, end in zip(rules.begins, rules.ends, strict=True):
        ranges[begin >> RANGE] = ranges[end >> RANGE] = CLOSELY
        ranges[(begin + (1 << RANGE) - 1) >> RANGE : (end + 1) >> RANGE] = Verdict.BLOCK
    for number in allowed:
        if 0 < number < END and ranges[number >> RANGE] != Verdict.PASSES:
            ranges[number >> RANGE] = CLOSELY
    return Tables(filled(numbers), ranges.tobytes(), rules)


@functools.cache
def _by_plan() -> Bytes:
    """The plan's verdict where all numbers of a range have the same one, else `CLOSELY`."""
    first = np.arange(RANGES, dtype=np.int64) << RANGE
    last = first + (1 << RANGE) - 1
    one, other, third = (
        plan.exchanges()[np.clip((number - plan.FIRST) // plan.LINES, 0, plan.EXCHANGES - 1)]
        for number in (first, np.minimum(first + plan.LINES, last), last)
    )
    alike = (one == other) & (other == third) & (first >= plan.FIRST) & (last < END)
    return np.where(alike, one, np.uint8(CLOSELY))
