"""Exact numbers, each in a cell of two bytes at a place that the number itself names: 10.5 MB for a million.

The cell holds what its place does not tell of the number, so nothing but that number answers to it; an empty cell is 0.
Where several numbers have one place, one of them has the cell, as a negative, and the others are further: in a second
table that finds its places in another way, and the few that meet again even there in a set.
"""

from array import array
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .rules import END, Longs

LEAST: Final = (END >> 15).bit_length()  # bits of a place, so that the rest of a number fits into a cell
ROOM: Final = 3  # places for each number, at least: nearly nine in ten then have the cell of their place


@dataclass(frozen=True, slots=True)
class Cells:
    """`first`: at a number's last `bits` stands what is before them; `further`: at its remainder by the length of this
    table, an odd one, its quotient."""

    bits: int
    first: "array[int]"
    further: "array[int]"
    others: frozenset[int]

    def numbers(self) -> Longs:
        """All of them again, in order."""
        parts = [np.array(list(self.others), np.int64)]
        for cells in (self.first, self.further):
            seen = np.frombuffer(cells, np.int16)
            places = np.flatnonzero(seen)
            parts.append(np.abs(seen[places].astype(np.int64)) * len(cells) + places)
        return np.sort(np.concatenate(parts))

    @property
    def size(self) -> int:
        """Bytes, without the few in the set."""
        return (len(self.first) + len(self.further)) * self.first.itemsize


def filled(numbers: Longs) -> Cells:
    """`numbers`: of North America, E.164, each once."""
    bits = _bits(len(numbers))
    first, left = _cut(numbers, 1 << bits)
    further, others = _cut(left, (1 << _bits(len(left))) - 1)
    return Cells(bits, array("h", first.tobytes()), array("h", further.tobytes()), frozenset(others.tolist()))


def _bits(count: int) -> int:
    return max(LEAST, (ROOM * count).bit_length())


def _cut(numbers: Longs, size: int) -> tuple[npt.NDArray[np.int16], Longs]:
    """A table of this size, and those who found their place taken."""
    rests, places = np.divmod(numbers, size)
    cells = np.zeros(size, np.int16)
    cells[places] = rests
    left = cells[places] != rests
    cells[places[left]] = -np.abs(cells[places[left]])
    return cells, numbers[left]
