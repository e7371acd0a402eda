"""Many searches of one file at once: its row groups are read a run at a time, each once, however many ask for it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from .constant import with_constants
from .part import PartReader, Window, integers
from .schema import GROUP

_RUN = 128  # row groups in memory together


type Found = tuple[pa.Table, list[int]]  # rows, and for each of them the search that it is for


@dataclass(frozen=True, slots=True)
class Wanted:
    """One key at one time, for the search of this number."""

    search: int
    key: int
    window: Window


def look(reader: PartReader, wanted: Sequence[Wanted]) -> Iterator[Found]:
    asked: dict[int, list[Wanted]] = {}
    for each in wanted:
        for group in reader.fence.groups(each.key, *each.window):
            asked.setdefault(group, []).append(each)
    groups = sorted(asked)
    for begin in range(0, len(groups), _RUN):
        run = groups[begin : begin + _RUN]
        yield _found(reader, run, [asked[group] for group in run])


def _found(reader: PartReader, run: list[int], asked: list[list[Wanted]]) -> Found:
    """Two columns of each row group tell which rows are wanted; the others are read where any is."""
    keyed = reader.keyed(run)
    keys, times = integers(keyed.column("called")), integers(keyed.column("at"))
    places: list[int] = []
    searches: list[int] = []
    for number, questions in enumerate(asked):
        begin, end = number * GROUP, min((number + 1) * GROUP, len(keys))
        for each in questions:
            found = _rows(keys, times, each, begin, end)
            places += found
            searches += [each.search] * len(found)
    if not places:
        return keyed.slice(0, 0), []
    found = reader.whole(run, keyed).take(pa.array(places, pa.int64()))
    return with_constants(found, reader.fence.constants), searches


def _rows(keys: memoryview, times: memoryview, each: Wanted, begin: int, end: int) -> range:
    low = bisect_left(keys, each.key, begin, end)
    high = bisect_right(keys, each.key, low, end)
    return range(bisect_left(times, each.window[0], low, high), bisect_right(times, each.window[1], low, high))
