"""Many numbers at once: a byte looked up for each, and only those that it does not settle looked at closely."""

import threading
from typing import Final

import numpy as np
import numpy.typing as npt

from . import plan
from .layout import CLOSELY, Bytes, Tables
from .rules import Longs
from .slots import MARK, PAGE, SLOT, slotted
from .verdict import Verdict

_PLACES: Final = threading.local()


class Batch:
    """The same list in tables of its own. Threads may share it."""

    def __init__(self, tables: Tables) -> None:
        self.tables, rules = tables, tables.rules
        made = slotted(tables.cells.numbers(), rules)
        self.slots, self.rests, self.lows, self.starts = made.slots, made.rests, made.lows, made.starts
        self.exchanges = plan.exchanges()
        self.begins, self.ends = (np.array(each, np.int64) - plan.FIRST for each in (rules.begins, rules.ends))
        self.allowed = np.array(sorted(rules.allowed), np.int64)

    def some(self, numbers: Longs, out: Bytes, begin: int, end: int) -> None:
        """The verdicts on numbers[begin:end], into the same places of `out`."""
        asked, told = numbers[begin:end], out[begin:end]
        places, marks = self._room(len(asked))
        np.subtract(asked, plan.FIRST, out=places)
        np.right_shift(places, SLOT, out=places)
        np.take(self.slots, places, out=told, mode="clip")
        np.right_shift(asked, 3, out=places)  # FIRST is a whole number of slots
        np.copyto(marks, places, casting="unsafe")
        np.bitwise_or(marks, MARK, out=marks)
        marked, doubtful = np.flatnonzero(told == marks), np.flatnonzero(told == CLOSELY)
        np.multiply(told, told < CLOSELY, out=told)  # of all others the byte is the verdict, or a mark of another
        if len(marked):
            told[marked] = self._last_bits(asked[marked])
        if len(doubtful):
            told[doubtful] = self._closely(asked[doubtful], asked[doubtful] - plan.FIRST)

    def _last_bits(self, asked: Longs) -> Bytes:
        """Of numbers whose other bits are those of the one that is listed in their slot."""
        slot = (asked - plan.FIRST) >> SLOT
        rest = self.rests[slot >> 1] >> ((slot & 1) << 2).astype(np.uint8)
        return np.where((rest & 7) == (asked & 7), np.uint8(Verdict.LISTED), np.uint8(Verdict.PASSES))

    def _closely(self, asked: Longs, at: Longs) -> Bytes:
        near = (at >= 0) & (at < plan.FIRST)
        inside = np.where(near, at, 0)
        found: Bytes = self.exchanges[inside // plan.LINES]
        if len(self.begins):
            block = np.searchsorted(self.begins, inside, "right") - 1
            found[(block >= 0) & (inside <= self.ends[block])] = Verdict.BLOCK
        found[self._listed(inside)] = Verdict.LISTED
        for place in np.flatnonzero(~near):
            found[place] = self.tables.rules.verdict(int(asked[place]))
        if len(self.allowed):
            found[np.isin(asked, self.allowed)] = Verdict.PASSES
        return found

    def _listed(self, at: Longs) -> npt.NDArray[np.bool_]:
        """Which are in the list, by halving the few candidates of each one's page, all at once."""
        page, wanted = at >> PAGE, (at & 0xFFFF).astype(np.uint16)
        first, end = self.starts[page].astype(np.int64), self.starts[page + 1].astype(np.int64)
        if not len(self.lows):
            return np.zeros(len(at), np.bool_)
        place = first - 1  # of the last one that is not greater; before the first where all are
        for step in _steps(int((end - first).max())):
            further = place + step
            low = np.take(self.lows, further, mode="clip")
            place += ((further < end) & (low <= wanted)).view(np.uint8) * np.int64(step)
        found: npt.NDArray[np.bool_] = (place >= first) & (np.take(self.lows, place, mode="clip") == wanted)
        return found

    @staticmethod
    def _room(size: int) -> tuple[Longs, Bytes]:
        """A thread's own to work in."""
        room: tuple[Longs, Bytes] | None = getattr(_PLACES, "room", None)
        if room is None or len(room[0]) < size:
            room = _PLACES.room = np.empty(size, np.int64), np.empty(size, np.uint8)
        return room[0][:size], room[1][:size]


def _steps(most: int) -> list[int]:
    """Halves, down to one, that together reach over so many."""
    return [1 << bit for bit in reversed(range(most.bit_length()))]
