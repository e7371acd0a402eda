"""One Parquet file of one day, sorted by (called key, at): how it is written, and how a few rows of it are read."""

import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import fence as fences
from .catalog import Coverage, Part
from .constant import Watch, with_constants
from .fence import Fence, Seal
from .footer import FooterError
from .schema import GROUP, LONG, MOMENTS, PLAIN

ENDING = ".parquet"
KEYED = ("called", "at")  # what files are sorted by


class PartWriter:
    """Takes sorted tables that all have these columns; `close` makes the file and its fence appear."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self._schema = folder, name, schema
        self._path = folder / name
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._temporary = self._path.with_suffix(".writing")
        self._keys, self._times = array("q"), array("q")
        self._waiting: list[pa.Table] = []
        self._waiting_rows = self._rows = 0
        self._first_us, self._last_us, self._greatest = 2**63 - 1, -(2**63), 0
        self._coverage: dict[str, Coverage] = {}
        self._watch = Watch(name for name in schema.names if name not in KEYED)
        self._writer = pq.ParquetWriter(
            self._temporary,
            schema,
            compression={name: "zstd" if name in LONG else "lz4" for name in schema.names},
            data_page_version="1.0",
            use_dictionary=[name for name in schema.names if name not in PLAIN],
            write_statistics=[name for name in KEYED if name in schema.names],
            store_schema=False,
            write_page_checksum=True,
        )

    def write(self, table: pa.Table) -> None:
        if not len(table):
            return
        self._note(table)
        self._watch.see(table)
        self._waiting.append(table)
        self._waiting_rows += len(table)
        if self._waiting_rows >= GROUP * 8:
            self._flush(self._waiting_rows - self._waiting_rows % GROUP)

    def _flush(self, rows: int) -> None:
        table = pa.concat_tables(self._waiting)
        ready, rest = table.slice(0, rows), table.slice(rows)
        firsts = ready.select(KEYED).take(pa.array(range(0, rows, GROUP)))
        self._keys.extend(firsts.column("called").to_pylist())
        self._times.extend(firsts.column("at").cast(pa.int64()).to_pylist())
        self._writer.write_table(ready, row_group_size=GROUP)
        self._rows += rows
        self._waiting, self._waiting_rows = [rest], len(rest)

    def _note(self, table: pa.Table) -> None:
        at = pc.min_max(table.column("at").cast(pa.int64()))
        self._first_us = min(self._first_us, at["min"].as_py())
        self._last_us = max(self._last_us, at["max"].as_py())
        self._greatest = table.column("called")[-1].as_py()
        for found in coverage(table):
            known = self._coverage.get(found.switch)
            self._coverage[found.switch] = found if known is None else together(known, found)

    def close(self) -> tuple[Part, list[Coverage]]:
        if self._waiting_rows:
            self._flush(self._waiting_rows)
        self._writer.close()
        with pa.OSFile(str(self._temporary)) as file:
            seal = Seal.of(file)
        fence = fences.make(self._temporary, seal, self._keys, self._times, self._watch.constants())
        sidecar = self._path.with_suffix(fences.SUFFIX)
        fences.write(sidecar, fence)
        size = seal.size + sidecar.stat().st_size
        _settle(self._temporary)
        self._temporary.rename(self._path)
        _settle(self._path.parent, self.folder)
        day = self._path.parent.name.removeprefix("day=")
        span = (self._first_us, self._last_us, fence.keys[0], self._greatest)
        return Part(self.name, day, self._rows, size, *span), list(self._coverage.values())

    def abandon(self) -> None:
        """Nothing of it is left."""
        with suppress(OSError, pa.ArrowException):  # there may be no room for its footer
            self._writer.close()
        self._temporary.unlink(missing_ok=True)


def _settle(*paths: Path) -> None:
    """To the disk, so that a power cut after the commit takes nothing away."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def coverage(table: pa.Table) -> list[Coverage]:
    """By switch: how many records, from when to when, and up to when they speak. Rows filed again do not count."""
    if "alias" in table.column_names and table.column("alias").null_count < len(table):
        table = table.filter(pc.is_null(table.column("alias")))
    at = table.column("at").cast(pa.int64())
    known = at
    for moment in MOMENTS:
        if f"{moment}_after_us" in table.column_names:
            known = pc.max_element_wise(known, pc.add(at, table.column(f"{moment}_after_us")))
    if "switch" not in table.column_names:
        low, high = pc.min_max(at).as_py().values()
        return [Coverage("", len(table), low, high, pc.max(known).as_py())] if len(table) else []
    columns = {"switch": table.column("switch"), "at": at, "known": known}
    found = pa.table(columns).group_by("switch").aggregate(
        [("at", "count"), ("at", "min"), ("at", "max"), ("known", "max")]
    )  # fmt: skip
    rows = found.select(["switch", "at_count", "at_min", "at_max", "known_max"]).to_pylist()
    return [Coverage(row.pop("switch") or "", *row.values()) for row in rows]


def together(a: Coverage, b: Coverage) -> Coverage:
    first, last = min(a.first_us, b.first_us), max(a.last_us, b.last_us)
    return Coverage(a.switch, a.records + b.records, first, last, max(a.known_us, b.known_us))


type Window = tuple[int, int]  # microseconds since 1970, both included


@dataclass(slots=True)
class PartReader:
    """An open file and its fence. Stays readable when the file is replaced."""

    part: Part
    fence: Fence
    _file: pa.NativeFile
    _others: list[str] = field(init=False)  # columns but those it is sorted by, and those of the fence
    _words: list[str] = field(init=False, default_factory=list)  # read as they lie: each word once, and which it is

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
        schema = self._group(0).schema_arrow
        self._others = [name for name in schema.names if name not in {*KEYED, *self.fence.constants}]
        self._words = [field.name for field in schema if pa.types.is_string(field.type)]

    def close(self) -> None:
        self._file.close()

    def called(self, keys: Iterable[int], windows: Iterable[Window]) -> Iterator[pa.Table]:
        """The rows filed under these keys at these times; reads the row groups that can hold them, and no more."""
        asked: dict[int, list[tuple[int, Window]]] = {}
        for key in keys:
            for window in windows:
                for group in self.fence.groups(key, *window):
                    asked.setdefault(group, []).append((key, window))
        for group, questions in sorted(asked.items()):
            yield from self._look(group, questions)

    def _look(self, group: int, questions: list[tuple[int, Window]]) -> Iterator[pa.Table]:
        reader = self._group(group)
        keyed = reader.read_row_group(0, columns=KEYED, use_threads=False)
        keys, times = integers(keyed.column("called")), integers(keyed.column("at"))
        spans = []
        for key, (first_us, last_us) in questions:
            low, high = bisect_left(keys, key), bisect_right(keys, key)
            begin, end = bisect_left(times, first_us, low, high), bisect_right(times, last_us, low, high)
            if begin < end:
                spans.append((begin, end))
        if spans:
            whole = _beside(keyed, reader.read_row_group(0, columns=self._others, use_threads=False))
            for begin, end in sorted(set(spans)):
                yield with_constants(whole.slice(begin, end - begin), self.fence.constants)

    def calling(self, keys: pa.Array, windows: list[Window]) -> Iterator[pa.Table]:
        """The rows from these calling keys at these times, not those filed again. Reads two columns of every row."""
        names = [f.name for f in self._group(0).schema_arrow]
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
                yield reader.read_row_group(0, use_threads=False).filter(mask)

    def keyed(self, groups: Sequence[int]) -> pa.Table:
        """Of these row groups, one after the other, what they are sorted by."""
        return self._read(groups, KEYED)

    def whole(self, groups: Sequence[int], keyed: pa.Table) -> pa.Table:
        """The same with all other columns but those that are constant."""
        return _beside(keyed, self._read(groups, self._others))

    def _read(self, groups: Sequence[int], columns: Sequence[str]) -> pa.Table:
        footers = self.fence.footers
        each = (self._file.read_at(footers[g + 1] - footers[g], footers[g]) for g in groups)
        reader = self._reader(self.fence.frame.around(b"".join(each), len(groups)))
        return reader.read_row_groups(range(len(groups)), columns=columns, use_threads=False)

    def _group(self, group: int) -> pq.ParquetFile:
        begin, end = self.fence.footers[group], self.fence.footers[group + 1]
        return self._reader(self.fence.frame.around(self._file.read_at(end - begin, begin)))

    def _reader(self, metadata: pq.FileMetaData) -> pq.ParquetFile:
        return pq.ParquetFile(
            self._file,
            metadata=metadata,
            read_dictionary=self._words,
            pre_buffer=False,
            page_checksum_verification=True,
        )


def _beside(keyed: pa.Table, others: pa.Table) -> pa.Table:
    for name in others.column_names:
        keyed = keyed.append_column(name, others.column(name))
    return keyed


def _within(at: pa.ChunkedArray, windows: list[Window]) -> pa.ChunkedArray:
    masks = [pc.and_(pc.greater_equal(at, begin), pc.less_equal(at, end)) for begin, end in windows]
    found = masks[0]
    for mask in masks[1:]:
        found = pc.or_(found, mask)
    return found


def integers(column: pa.ChunkedArray) -> memoryview:
    """The 64-bit values of a column without nulls, as they lie in memory."""
    chunk = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return memoryview(chunk.buffers()[1]).cast("q")[chunk.offset : chunk.offset + len(chunk)]


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
