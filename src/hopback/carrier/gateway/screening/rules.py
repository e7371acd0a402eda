"""What goes before or after the exact numbers of a list: exceptions, blocks, the plan, what is not of North America."""

from array import array
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from . import plan
from .verdict import Verdict

END: Final = 2 * plan.FIRST  # the first number beyond North America
type Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """Blocks of North America by their first and last numbers, in order, not overlapping."""

    begins: "array[int]"
    ends: "array[int]"
    allowed: frozenset[int]
    elsewhere: frozenset[int]
    prefixes: frozenset[str]  # of blocks elsewhere

    def verdict(self, number: int) -> Verdict:
        """On a number that has no cell of its own: an exception, one that is listed elsewhere, its block, the plan."""
        if number in self.allowed:
            return Verdict.PASSES
        if not plan.FIRST <= number < END:
            return self._elsewhere(number)
        block = bisect_right(self.begins, number) - 1
        if block >= 0 and number <= self.ends[block]:
            return Verdict.BLOCK
        return Verdict(int(plan.exchanges()[(number - plan.FIRST) // plan.LINES]))

    def _elsewhere(self, number: int) -> Verdict:
        if number in self.elsewhere:
            return Verdict.LISTED
        if self.prefixes and number > 0:
            digits = str(number)
            if any(digits[:length] in self.prefixes for length in range(1, len(digits) + 1)):
                return Verdict.BLOCK
        return plan.elsewhere(number)


def ruled(exact: Longs, blocks: Collection[str], allowed: Collection[int]) -> tuple[Rules, Longs]:
    """The rules, and the exact numbers of North America, each once, without the exceptions."""
    numbers = np.unique(exact)
    if allowed:
        numbers = numbers[~np.isin(numbers, np.array(list(allowed), np.int64))]
    near = (numbers >= plan.FIRST) & (numbers < END)
    begins, ends = _joined([block for block in blocks if block.startswith("1")])
    others = frozenset(block for block in blocks if not block.startswith("1"))
    return Rules(begins, ends, frozenset(allowed), frozenset(numbers[~near].tolist()), others), numbers[near]


def _joined(blocks: list[str]) -> tuple["array[int]", "array[int]"]:
    """First and last numbers of blocks of North America, overlapping ones joined."""
    begins, ends = array("q"), array("q")
    for block in sorted({block[:11] for block in blocks}, key=lambda block: block.ljust(11, "0")):
        begin, end = int(block.ljust(11, "0")), int(block.ljust(11, "9"))
        if ends and begin <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            begins.append(begin)
            ends.append(end)
    return begins, ends
