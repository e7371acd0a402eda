"""One file of the archive as it is searched: of the pages that can hold a call, its row, and no more."""

import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from io import FileIO
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from isal.isal_zlib import crc32

from . import fence as fences
from .catalog import Part
from .cells import Cell, Keyed, cell, keyed
from .constant import Watch
from .fence import Fence, Seal
from .footer import FooterError
from .part import KEYED
from .schema import GROUP, PAGE, as_python, moment

type Window = tuple[int, int]  # microseconds since 1970, both included
type Row = dict[str, Any]  # what a row says, by the archive's columns; those that say nothing may be left out


class Wanted(NamedTuple):
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
    _bytes: FileIO  # the same, for single pages: a third of Arrow's time
    _codecs: list[pa.Codec | None] = field(init=False, default_factory=list)  # of each column, its dictionary before
    _cells: list[tuple[str, int, Cell]] = field(init=False, default_factory=list)  # column, place of its data, reader
    _others: list[str] = field(init=False)  # columns that Arrow reads
    _layout: Struct = field(init=False)  # where a page's pieces stand
    _key_reads: list[range] = field(init=False)  # which of them are read together
    _other_reads: list[range] = field(init=False)
    _keyed: Keyed = field(init=False)
    _time: Cell = field(init=False)

    @classmethod
    def open(cls, folder: Path, part: Part) -> "PartReader":
        path = folder / part.name
        with ExitStack() as stack:
            file = stack.enter_context(pa.OSFile(str(path)))
            pages = stack.enter_context(FileIO(path))
            reader = cls(part, _fence(path, Seal.of(file)), file, pages)
            stack.pop_all()
        return reader

    def __post_init__(self) -> None:
        for column in self.fence.places.columns:
            codec = pa.Codec(column.codec) if column.codec else None
            self._codecs += [codec] * (1 + column.by_dictionary)
            self._cells.append((column.name, len(self._codecs) - 1, cell(column)))
        if [each[:2] for each in self._cells[:2]] != [("called", 0), ("at", 1)]:
            raise FooterError("its pages are not as the archive writes them")
        places = self.fence.places
        self._layout, self._key_reads, self._other_reads = (
            places.layout,
            places.reads(0, 2),
            places.reads(2, places.count),
        )
        called, at, *_ = places.columns
        self._keyed, self._time = keyed(called), cell(at)
        known = {name for name, *_ in self._cells} | self.fence.constants.keys()
        self._others = [name for name in self._group(0).schema_arrow.names if name not in known]

    def close(self) -> None:
        self._file.close()
        self._bytes.close()

    def pages(self, wanted: Iterable[Wanted]) -> dict[int, list[Wanted]]:
        """The pages that can hold what is wanted, in order."""
        asked: dict[int, list[Wanted]] = {}
        for each in wanted:
            for page in self.fence.pages(each.key, *each.window):
                asked.setdefault(page, []).append(each)
        return dict(sorted(asked.items()))

    def called(self, wanted: Iterable[Wanted]) -> Iterator[tuple[int, Row]]:
        """The rows that are wanted, each with the search it is for, but for what the fence says of all rows."""
        for page, here in self.pages(wanted).items():
            yield from self._look(page, here)

    def found(self, page: int, wanted: Iterable[Wanted]) -> list[tuple[int, int, int, int]]:
        """The rows of this page that are wanted: for which search, the row, its key and its time."""
        keys, times = self._unpacked(page, self._key_reads)
        at = partial(self._time, times, b"")
        known: dict[int, range] = {}
        found: list[tuple[int, int, int, int]] = []
        for search, key, (first, last) in wanted:
            if (rows := known.get(key)) is None:
                rows = known[key] = self._keyed(keys, key)
            begin = bisect_left(rows, first, key=at)
            found += [(search, row, key, at(row)) for row in rows[begin : bisect_right(rows, last, begin, key=at)]]
        return found

    def _look(self, page: int, wanted: list[Wanted]) -> Iterator[tuple[int, Row]]:
        if not (found := self.found(page, wanted)):
            return
        unpacked = [b"", b"", *self._unpacked(page, self._other_reads)]
        others = self._by_arrow(page) if self._others else None
        for search, row, key, at in found:
            said: Row = {"called": key, "at": moment(at)}
            for name, place, read in self._cells[2:]:
                said[name] = read(unpacked[place], unpacked[place - 1], row)
            yield search, said if others is None else said | others.slice(row, 1).to_pylist()[0]

    def _by_arrow(self, page: int) -> pa.Table:
        """The other columns, from this page on."""
        group, begin = divmod(page, GROUP // PAGE)
        return self._group(group).read_row_group(0, self._others, use_threads=False).slice(begin * PAGE)

    def _unpacked(self, page: int, reads: Iterable[range]) -> list[bytes]:
        """These columns of a page, each checked; those that stand near are read together."""
        handle, codecs, count = self._bytes.fileno(), self._codecs, len(self._codecs)
        said = self._layout.unpack_from(self.fence.places.said, page * self._layout.size)
        found: list[bytes] = []
        for columns in reads:
            begin, last = said[columns[0]], columns[-1]
            read = os.pread(handle, said[last] + said[last + count] - begin, begin)
            for n in columns:
                at = said[n] - begin
                piece = read[at : at + said[n + count]]
                if crc32(piece) != said[n + 3 * count]:
                    raise FooterError("a page of it is not what was written")
                codec = codecs[n]
                found.append(codec.decompress(piece, said[n + 2 * count], asbytes=True) if codec else piece)
        return found

    def calling(self, keys: pa.Array, windows: list[Window]) -> Iterator[Row]:
        """The rows from these calling keys at these times, not those filed again. Reads two columns of every row."""
        names = self._group(0).schema_arrow.names
        columns = [name for name in ("calling", "at", "alias") if name in names]
        for group in range(len(self.fence.footers) - 1):
            reader = self._group(group)
            table = reader.read_row_group(0, columns=columns, use_threads=False)
            mask = pc.is_in(table.column("calling"), value_set=keys)
            if not pc.any(mask).as_py():
                continue
            mask = pc.and_(mask, _within(table.column("at").cast(pa.int64()), windows))
            if "alias" in columns:
                mask = pc.and_(mask, pc.is_null(table.column("alias")))
            if pc.any(mask).as_py():
                yield from as_python(reader.read_row_group(0, use_threads=False).filter(mask))

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
            firsts = table.select(KEYED).take(pa.array(range(0, len(table), PAGE)))
            keys.extend(firsts.column("called").to_pylist())
            times.extend(firsts.column("at").cast(pa.int64()).to_pylist())
    return fences.make(path, seal, keys, times, watch.constants())
