"""One file of the archive as it is searched: a row of a row group is read out of its pages, and no more."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import fence as fences
from .catalog import Part
from .constant import Watch
from .fence import Fence, Seal
from .footer import FooterError
from .pages import Cell, cell
from .part import KEYED, integers
from .schema import GROUP, moment

_BY_ARROW = (*KEYED, "line")
_SPREAD = 4  # pages are read in one piece unless that is so many times as long as they are

type Window = tuple[int, int]  # microseconds since 1970, both included
type Plain = dict[str, memoryview]  # columns of a row group: what it is sorted by, at least
type Row = dict[str, Any]  # what a row says, by the archive's columns; those that say nothing may be left out


@dataclass(frozen=True, slots=True)
class Wanted:
    """One key at one time, for the search of this number."""

    search: int
    key: int
    window: Window


@dataclass(slots=True)
class PartReader:
    """An open file and its fence. Stays readable when the file is replaced. For several threads."""

    part: Part
    fence: Fence
    _file: pa.NativeFile
    _codecs: list[pa.Codec] = field(init=False, default_factory=list)  # of each page of a row group
    _cells: list[tuple[str, int, int, Cell]] = field(init=False, default_factory=list)  # column, its pages, its reader
    _others: list[str] = field(init=False)  # columns that Arrow reads

    @classmethod
    def open(cls, folder: Path, part: Part) -> "PartReader":
        path = folder / part.name
        file = pa.OSFile(str(path))
        try:
            return cls(part, _fence(path, Seal.of(file)), file)
        except BaseException:
            file.close()
            raise

    def __post_init__(self) -> None:
        for column in self.fence.places.columns:
            self._codecs += [pa.Codec(column.codec)] * (1 + column.by_dictionary)
            page = len(self._codecs) - 1
            self._cells.append((column.name, page - column.by_dictionary, page, cell(column)))
        if [each[:3] for each in self._cells[:2]] != [("called", 0, 0), ("at", 1, 1)]:
            raise FooterError("its calls are not sorted as the archive sorts them")
        known = {name for name, *_ in self._cells} | self.fence.constants.keys()
        self._others = [name for name in self._group(0).schema_arrow.names if name not in known]

    def close(self) -> None:
        self._file.close()

    def groups(self, wanted: Iterable[Wanted]) -> dict[int, list[Wanted]]:
        """The row groups that can hold what is wanted, in order."""
        asked: dict[int, list[Wanted]] = {}
        for each in wanted:
            for group in self.fence.groups(each.key, *each.window):
                asked.setdefault(group, []).append(each)
        return dict(sorted(asked.items()))

    def called(self, wanted: Iterable[Wanted]) -> Iterator[tuple[int, Row]]:
        """The rows that are wanted, each with the search it is for. Each row group is read once."""
        for group, here in self.groups(wanted).items():
            pages = self._pages(group, (0, 1))
            plain = {name: memoryview(page).cast("q") for name, page in zip(KEYED, pages, strict=True)}
            yield from self.look(group, here, plain)

    def plain(self, groups: Sequence[int]) -> list[Plain]:
        """Some columns of each of these row groups. By Arrow: in one go, while another thread works."""
        footers = self.fence.footers
        each = b"".join(self._file.read_at(footers[g + 1] - footers[g], footers[g]) for g in groups)
        reader = self._arrow(self.fence.frame.around(each, len(groups)))
        table = reader.read_row_groups(range(len(groups)), columns=_BY_ARROW, use_threads=False)
        columns = {name: integers(table.column(name)) for name in _BY_ARROW}
        ends = accumulate(min(GROUP, self.part.rows - group * GROUP) for group in groups)
        return [{name: column[a:b] for name, column in columns.items()} for a, b in pairwise((0, *ends))]

    def look(self, group: int, wanted: list[Wanted], plain: Plain) -> Iterator[tuple[int, Row]]:
        """What is wanted of this row group, some columns of which are unpacked."""
        keys, times = plain["called"], plain["at"]
        found: list[tuple[int, int]] = []
        for each in wanted:
            low = bisect_left(keys, each.key)
            high = bisect_right(keys, each.key, low)
            begin, end = bisect_left(times, each.window[0], low, high), bisect_right(times, each.window[1], low, high)
            found += ((each.search, row) for row in range(begin, end))
        if not found:
            return
        cells = [each for each in self._cells if each[0] not in plain]
        which = sorted({page for _, words, page, _ in cells for page in (words, page)})
        pages = dict(zip(which, self._pages(group, which), strict=True))
        others = self._group(group).read_row_group(0, self._others, use_threads=False) if self._others else None
        for search, row in found:
            said = self.fence.constants | {name: column[row] for name, column in plain.items()}
            said["at"] = moment(said["at"])
            for name, words, page, read in cells:
                said[name] = read(pages[page], pages[words], row)
            yield search, said if others is None else said | others.slice(row, 1).to_pylist()[0]

    def _pages(self, group: int, which: Sequence[int]) -> list[bytes]:
        """These of a row group's pages, unpacked, each checked."""
        first = group * len(self._codecs)
        offsets, packed, sizes, sums = ([each[first + n] for n in which] for each in self.fence.places.numbers)
        found: list[bytes] = []
        for n, page, size, checked in zip(which, self._read(offsets, packed), sizes, sums, strict=True):
            if crc32(page) != checked:
                raise FooterError("a page of it is not what was written")
            found.append(self._codecs[n].decompress(page, size, asbytes=True))
        return found

    def _read(self, offsets: list[int], packed: list[int]) -> list[memoryview]:
        """At once, where not much else stands between them."""
        if not offsets:
            return []
        begin = offsets[0]
        length = offsets[-1] + packed[-1] - begin
        if length > _SPREAD * sum(packed):
            return [memoryview(self._file.read_at(size, at)) for at, size in zip(offsets, packed, strict=True)]
        piece = memoryview(self._file.read_at(length, begin))
        return [piece[at - begin : at - begin + size] for at, size in zip(offsets, packed, strict=True)]

    def calling(self, keys: pa.Array, windows: list[Window]) -> Iterator[Row]:
        """The rows from these calling keys at these times, not those filed again. Reads two columns of every row."""
        names = self._group(0).schema_arrow.names
        columns = [name for name in ("calling", "at", "alias") if name in names]
        for group in range(len(self.fence.keys)):
            reader = self._group(group)
            table = reader.read_row_group(0, columns=columns, use_threads=False)
            mask = pc.is_in(table.column("calling"), value_set=keys)
            if not pc.any(mask).as_py():
                continue
            mask = pc.and_(mask, _within(table.column("at").cast(pa.int64()), windows))
            if "alias" in columns:
                mask = pc.and_(mask, pc.is_null(table.column("alias")))
            if pc.any(mask).as_py():
                yield from reader.read_row_group(0, use_threads=False).filter(mask).to_pylist()

    def _group(self, group: int) -> pq.ParquetFile:
        begin, end = self.fence.footers[group], self.fence.footers[group + 1]
        return self._arrow(self.fence.frame.around(self._file.read_at(end - begin, begin)))

    def _arrow(self, metadata: pq.FileMetaData) -> pq.ParquetFile:
        return pq.ParquetFile(self._file, metadata=metadata, pre_buffer=False, page_checksum_verification=True)


def _within(at: pa.ChunkedArray, windows: list[Window]) -> pa.ChunkedArray:
    masks = [pc.and_(pc.greater_equal(at, begin), pc.less_equal(at, end)) for begin, end in windows]
    found = masks[0]
    for mask in masks[1:]:
        found = pc.or_(found, mask)
    return found


def _fence(path: Path, seal: Seal) -> Fence:
    """The file's own fence; one that is lost, damaged or of another file is made again, and kept if that can be."""
    sidecar = path.with_suffix(fences.SUFFIX)
    try:
        found = fences.read(sidecar)
    except (OSError, FooterError):
        found = None
    if found is not None and found.seal == seal:
        return found
    made = _rebuilt(path, seal)
    with suppress(OSError):  # a reader that may not write reads all the same
        fences.write(sidecar, made)
    return made


def _rebuilt(path: Path, seal: Seal) -> Fence:
    """From the row groups themselves."""
    keys, times = array("q"), array("q")
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        watch = Watch(name for name in file.schema_arrow.names if name not in KEYED)
        for group in range(file.num_row_groups):
            table = file.read_row_group(group)
            watch.see(table)
            first = table.slice(0, 1)
            keys.append(first.column("called")[0].as_py())
            times.append(first.column("at").cast(pa.int64())[0].as_py())
    return fences.make(path, seal, keys, times, watch.constants())
