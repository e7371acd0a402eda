"""The archive as it is written: sorted files by day, listed in the catalog by one transaction, or not at all."""

import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..record import CallRecord
from . import rows
from .catalog import Catalog, Coverage, Part, drop_part, note_part, note_setting, note_source
from .copies import identified, without_copies
from .fence import SUFFIX
from .lock import writer_lock
from .part import ENDING, PartWriter, integers
from .rows import Numbering
from .schema import DAY_US, GROUP, day_of, without_empty

SCRATCH = ".scratch"
_BUFFERED_BYTES = 192 * 1024 * 1024
_STREAMED = 64 * 1024  # rows of a batch
_BITS = 63  # of a number
_SHARED = 400_000  # rows that two processors share


@dataclass(slots=True)
class Added:
    """What a writer has done since it was opened."""

    records: int = 0
    copies: int = 0  # left out: the same call id and the same content were there
    by_source: dict[int, int] = field(default_factory=dict)


class Writer:
    """Holds the archive's lock. Nothing is seen by readers before `commit`, and nothing of it is left without."""

    def __init__(self, directory: Path | str, *, wait: bool = False) -> None:
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.added = Added()
        with ExitStack() as stack:
            stack.enter_context(writer_lock(self.directory, wait=wait))
            self.catalog = Catalog(self.directory, writing=True)
            stack.callback(self.catalog.close)
            self._stack = stack.pop_all()
        self._next_part = int(self.catalog.setting("next_part", "1"))
        self._next_source = max(self.catalog.sources(), default=0) + 1
        self._buffer: dict[str, list[pa.Table]] = {}
        self._buffered = 0
        self._new: list[tuple[Part, list[Coverage]]] = []
        self._new_sources: dict[int, str] = {}
        self._replaced: set[str] = set()
        self._sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._stack:
            self._buffer.clear()
            if self._new or kind is not None:
                self._new.clear()
                self._sweep()

    @property
    def buffered(self) -> int:
        """Bytes that wait to be written into files."""
        return self._buffered

    @property
    def scratch(self) -> Path:
        return self.directory / SCRATCH

    def source(self, name: str) -> int:
        """A number for a file that is to be read."""
        number = self._next_source
        self._next_source += 1
        self._new_sources[number] = name
        return number

    def replace(self, names: Iterable[str]) -> None:
        """These parts go with the next commit."""
        self._replaced.update(names)

    def add_records(self, records: Iterable[CallRecord], source: int, numbering: Numbering | None = None) -> None:
        self.add(rows.table(records, source, numbering or Numbering()))

    def add(self, table: pa.Table) -> None:
        """Rows in any order, of any days."""
        for day, part in _by_day(table):
            self._buffer.setdefault(day, []).append(part)
        self._buffered += table.nbytes
        if self._buffered > _BUFFERED_BYTES:
            self.flush()

    def add_sorted(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Rows sorted by day, called key and time, which carry no ids of calls. A stream: few batches are in memory."""
        writer: PartWriter | None = None
        today = ""
        try:
            for batch in batches:
                for day, table in _by_day(pa.Table.from_batches([batch])):
                    if writer is None or day != today:
                        self._keep(writer)
                        writer, today = self._part(day, table.schema), day
                    writer.write(table)
            self._keep(writer)
        except BaseException:
            if writer is not None:
                writer.abandon()
            raise

    def flush(self, *, tail: bool = False) -> list[str]:
        """Buffered rows into files of their own. `tail`: they may be replaced later. The new files' names."""
        before = len(self._new)
        waiting: list[tuple[PartWriter, pa.Table]] = []
        for day in sorted(self._buffer):
            table = pa.concat_tables(self._buffer.pop(day), promote_options="default")
            if identified(table):
                table, copies = without_copies(table, self._known(day, table), self.scratch)
                self.added.copies += copies
            for piece in _pieces(without_empty(table)):
                waiting.append((self._part(day, piece.schema), piece))
        with ThreadPoolExecutor(max(len(waiting), 1), "cdr-part") as pool:
            for part, coverage in pool.map(_written, waiting):
                self._list(replace(part, tail=tail), coverage)
        self._buffered = 0
        return [part.name for part, _ in self._new[before:]]

    def commit(self, note: Callable[[sqlite3.Connection], None] = lambda _: None) -> Added:
        """Everything added so far is in the archive, together with what `note` writes into the catalog."""
        self.flush()
        with self.catalog.transaction() as db:
            for number, name in self._new_sources.items():
                note_source(db, number, name)
            for name in self._replaced:
                drop_part(db, name)
            for part, coverage in self._new:
                note_part(db, part, coverage)
            note_setting(db, "next_part", str(self._next_part))
            note(db)
        for name in self._replaced:
            remove(self.directory, name)
        self._new, self._new_sources, self._replaced = [], {}, set()
        return self.added

    def forget(self, names: Iterable[str]) -> None:
        """Take these parts out of the archive."""
        self.replace(names)
        self.commit()

    def _part(self, day: str, schema: pa.Schema) -> PartWriter:
        name = f"day={day}/{self._next_part:07d}{ENDING}"
        self._next_part += 1
        return PartWriter(self.directory, name, schema)

    def _keep(self, writer: PartWriter | None) -> None:
        if writer is not None:
            self._list(*writer.close())

    def _list(self, part: Part, coverage: list[Coverage]) -> None:
        self._new.append((part, coverage))
        self.added.records += sum(c.records for c in coverage)

    def _known(self, day: str, table: pa.Table) -> list[Path]:
        """Files of the day that overlap in time."""
        at = pc.min_max(table.column("at").cast(pa.int64())).as_py()
        listed = [*self.catalog.parts(day), *(part for part, _ in self._new if part.day == day)]
        return [
            self.directory / part.name
            for part in listed
            if part.name not in self._replaced and part.first_us <= at["max"] and at["min"] <= part.last_us
        ]

    def _sweep(self) -> None:
        """Files that no commit listed: what a killed import left."""
        listed = {part.name for part in self.catalog.parts()}
        for path in [*self.directory.glob(f"day=*/*{ENDING}"), *self.directory.glob("day=*/*.writing")]:
            if path.relative_to(self.directory).as_posix() not in listed:
                path.unlink(missing_ok=True)
        for sidecar in self.directory.glob(f"day=*/*{SUFFIX}"):
            if not sidecar.with_suffix(ENDING).exists():
                sidecar.unlink(missing_ok=True)


def _pieces(table: pa.Table) -> Iterator[pa.Table]:
    """A large table as two, so that two processors sort and write it; the earlier rows and the later ones."""
    half = -(-len(table) // (2 if len(table) > _SHARED else 1))
    yield from (table.slice(begin, half) for begin in range(0, len(table), max(half, 1)))


def _written(waiting: tuple[PartWriter, pa.Table]) -> tuple[Part, list[Coverage]]:
    writer, table = waiting
    try:
        schema = table.schema
        table = _sorted(_numbered_words(table))
        for begin in range(0, len(table), _STREAMED):
            writer.write(table.slice(begin, _STREAMED).cast(schema))
        return writer.close()
    except BaseException:
        writer.abandon()
        raise


def _numbered_words(table: pa.Table) -> pa.Table:
    """Texts that repeat as numbers of words, which are moved at a tenth of the cost."""
    for place, column in enumerate(table.columns):
        some = column.slice(0, GROUP)
        if pa.types.is_string(column.type) and len(some.unique()) < len(some) / 4:
            table = table.set_column(place, table.field(place).name, column.dictionary_encode())
    return table


def _sorted(table: pa.Table) -> pa.Table:
    """By called key and time. Where rows come in the order of time already, one stable sort is enough: each key and its
    row as one number, which a processor sorts at once."""
    if not _in_order(table.column("at")):
        return table.sort_by([("called", "ascending"), ("at", "ascending")])
    table = table.combine_chunks()
    keys = np.frombuffer(integers(table.column("called")), np.int64)
    bits = len(keys).bit_length()
    if len(keys) and (keys.min() < 0 or int(keys.max()).bit_length() + bits > _BITS):
        return table.sort_by("called")
    numbered = keys << bits | np.arange(len(keys))
    numbered.sort()
    return table.take(pa.array(numbered & ((1 << bits) - 1)))


def remove(directory: Path, name: str) -> None:
    """A file and its fence, and its day's folder when it was the last. Readers that have it open keep it."""
    path = directory / name
    path.unlink(missing_ok=True)
    path.with_suffix(SUFFIX).unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()


def _by_day(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    if not len(table):
        return
    at = table.column("at").cast(pa.int64())
    ends = pc.min_max(at).as_py()
    first, last = ends["min"] // DAY_US, ends["max"] // DAY_US
    if first == last:
        yield day_of(ends["min"]).isoformat(), table
        return
    if _in_order(at):
        yield from _sliced(table, integers(at), first, last)
        return
    days = pc.divide(at, DAY_US)
    for number in sorted(pc.unique(days).to_pylist()):
        yield day_of(number * DAY_US).isoformat(), table.filter(pc.equal(days, number))


def _sliced(table: pa.Table, at: memoryview, first: int, last: int) -> Iterator[tuple[str, pa.Table]]:
    begin = 0
    for number in range(first, last + 1):
        end = bisect_left(at, (number + 1) * DAY_US, begin)
        if end > begin:
            yield day_of(number * DAY_US).isoformat(), table.slice(begin, end - begin)
        begin = end


def _in_order(at: pa.ChunkedArray) -> bool:
    chunk = at.combine_chunks()
    return len(chunk) < 2 or bool(pc.all(pc.less_equal(chunk[:-1], chunk[1:])).as_py())
