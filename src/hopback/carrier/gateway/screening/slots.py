"""The list as a batch reads it: about 18 MB more for a million, in the order of the numbers, made when first needed.

`slots` has one byte for each 1,024 numbers of North America:
0: none is listed and the plan has nothing against any; 3 to 5: all are against the plan, none is listed;
128 to 255: one number is listed, whose own bits make this byte; 2: all are of a listed block; 127: look closely.
`rests` has the last three bits of the number that left its mark, two slots in a byte. For slots with more than one,
`lows` holds the last 16 bits of every listed number, in order, and `starts` where each 65,536 numbers begin in it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from . import plan
from .layout import CLOSELY, Bytes
from .rules import Longs, Rules
from .verdict import Verdict

SLOT: Final = 10  # bits: 1,024 numbers
PAGE: Final = 16
SLOTS: Final = (plan.FIRST >> SLOT) + 1  # the last one stands for whatever is beyond
PAGES: Final = (plan.FIRST >> PAGE) + 2
MARK: Final = 128
_SOME = 500  # times 625 slots made at once, so that making them needs little memory


@dataclass(frozen=True, slots=True)
class Slots:
    """Numbers of North America, counted from `plan.FIRST`."""

    slots: Bytes
    rests: Bytes
    lows: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.uint32]


def slotted(numbers: Longs, rules: Rules) -> Slots:
    """`numbers`: those of North America that are listed, E.164, in order."""
    near = numbers - plan.FIRST
    starts = np.searchsorted(near, np.arange(PAGES, dtype=np.int64) << PAGE).astype(np.uint32)
    slots = _plan_slots()
    for begin, end in zip(rules.begins, rules.ends, strict=True):
        _mark_block(slots, begin - plan.FIRST, end - plan.FIRST)
    rests = _mark_numbers(slots, near)
    for number in rules.allowed:
        if 0 <= number - plan.FIRST < plan.FIRST:
            slots[(number - plan.FIRST) >> SLOT] = CLOSELY
    slots[[0, -1]] = CLOSELY
    return Slots(slots, rests, (near & 0xFFFF).astype(np.uint16), starts)


def _plan_slots() -> Bytes:
    """The plan's verdict where all numbers of a slot have the same one, else `CLOSELY`. After 64 exchanges, which are
    625 slots, both begin together again."""
    exchanges = plan.exchanges().reshape(-1, 64)
    begins = np.arange(625) << SLOT
    first, last = begins // plan.LINES, (begins + (1 << SLOT) - 1) // plan.LINES
    slots = np.empty(SLOTS, np.uint8)
    together = slots[:-1].reshape(-1, 625)
    for rows in range(0, len(together), _SOME):
        said = exchanges[rows : rows + _SOME]
        together[rows : rows + _SOME] = np.where(said[:, first] == said[:, last], said[:, first], np.uint8(CLOSELY))
    return slots


def _mark_block(slots: Bytes, begin: int, end: int) -> None:
    slots[begin >> SLOT] = slots[end >> SLOT] = CLOSELY
    slots[(begin + (1 << SLOT) - 1) >> SLOT : (end + 1) >> SLOT] = Verdict.BLOCK


def _mark_numbers(slots: Bytes, near: Longs) -> Bytes:
    """One number in a slot that is otherwise free leaves its mark; whatever is more has to be looked at closely."""
    places = near >> SLOT
    marks = (((near >> 3) & 127) | MARK).astype(np.uint8)
    alone = slots[places] == Verdict.PASSES
    alone[1:] &= places[1:] != places[:-1]
    alone[:-1] &= places[1:] != places[:-1]
    slots[places] = np.where(alone, marks, CLOSELY)
    rests = np.zeros(SLOTS, np.uint8)  # an even number of them
    rests[places] = (near & 7).astype(np.uint8)
    return np.bitwise_or(rests[::2], np.left_shift(rests[1::2], np.uint8(4)))
