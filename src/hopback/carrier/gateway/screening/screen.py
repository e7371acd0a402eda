"""Screening of one number or of many, against a list that can be replaced while it is being asked."""

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np

from hopback.wire.do_not_originate.entries import Entry

from .batch import Batch
from .layout import RANGE, Bytes, Tables, lay_out
from .rules import Longs
from .verdict import Verdict
from .writings import key

type Look = Callable[[int], Verdict]
_SOME: Final = 1 << 19  # numbers that one thread takes at once
_THREADS: Final = 2


class Screen:
    """`one(number)`: the verdict on the digits of E.164, an integer; `batch(numbers)`: on an array of such.

    `replace` puts another list in its place: a question that is being answered keeps the list it began with.
    """

    one: Look

    def __init__(self, tables: Tables) -> None:
        self.replace(tables)

    def replace(self, tables: Tables) -> None:
        self.tables, self.one = tables, _look(tables)
        self._batch: Batch | None = None

    def text(self, raw: str) -> Verdict:
        """The verdict on a number in any writing: see `writings.key`."""
        return self.one(key(raw))

    def batch(self, numbers: Longs, *, threads: int = _THREADS) -> Bytes:
        """A verdict for each, as its integer. The first batch of a list makes its own tables."""
        asked = self._batched()
        out = np.empty(len(numbers), np.uint8)
        begins = range(0, len(numbers), _SOME)
        if threads < 2 or len(begins) < 2:
            for begin in begins:
                asked.some(numbers, out, begin, begin + _SOME)
            return out
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda begin: asked.some(numbers, out, begin, begin + _SOME), begins))
        return out

    def _batched(self) -> Batch:
        tables, made = self.tables, self._batch
        if made is None or made.tables is not tables:
            made = self._batch = Batch(tables)
        return made


def build(entries: Iterable[Entry], *, allowed: Collection[str] = ()) -> Tables:
    """The tables of a list. `allowed`: numbers that pass though they or their block are listed."""
    blocks: set[str] = set()
    exact = np.fromiter(_exact(entries, blocks), np.int64)
    return lay_out(exact, blocks, {key(number) for number in allowed})


def _exact(entries: Iterable[Entry], blocks: set[str]) -> Iterable[int]:
    for entry in entries:
        if entry.block:
            blocks.add(entry.number.removeprefix("+"))
        else:
            yield int(entry.number)


def _look(tables: Tables) -> Look:
    """Two looks settle nearly every question: at the number's cell, and at its range where the cell is not its own.
    What they need is bound here once, and not looked up at each question; names would be."""
    cells, further, others = tables.cells.first, tables.cells.further, tables.cells.others
    last, bits, size = len(cells) - 1, tables.cells.bits, len(further)
    ranges, width, closely = tables.ranges, RANGE, tables.rules.verdict
    verdicts, listed = tuple(Verdict), Verdict.LISTED

    def one(number: int) -> Verdict:
        cell = cells[number & last]
        if cell:
            rest = number >> bits
            if cell == rest or cell == -rest:
                return listed
            if cell < 0:
                cell, rest = further[number % size], number // size
                if cell and (cell == rest or cell == -rest or (cell < 0 and number in others)):
                    return listed
        try:
            return verdicts[ranges[number >> width]]
        except IndexError:  # beyond the table, or `CLOSELY`
            return closely(number)

    return one
