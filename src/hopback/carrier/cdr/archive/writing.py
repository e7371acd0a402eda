"""The archive as it is written: sorted files by day, listed in the catalog by one transaction, or not at all."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from ..record import CallRecord
from . import rows
from .catalog import Catalog, Coverage, Part, drop_part, note_part, note_setting, note_source
from .copies import identified, without_copies
from .fence import SUFFIX
from .lock import writer_lock
from .part import ENDING, PartWriter
from .rows import Numbering
from .schema import DAY_US, day_of, without_empty

SCRATCH = ".scratch"
_BUFFERED_BYTES = 192 * 1024 * 1024
_STREAMED = 64 * 1024  # rows of a batch


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
        self._stack = ExitStack()
        self._stack.enter_context(writer_lock(self.directory, wait=wait))
        self.catalog = Catalog(self.directory, writing=True)
        self._stack.callback(self.catalog.close)
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
        self._buffer.clear()
        if self._new:
            self._new.clear()
            self._sweep()
        self._stack.close()

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
        for batch in batches:
            for day, table in _by_day(pa.Table.from_batches([batch])):
                if writer is None or day != today:
                    self._keep(writer)
                    writer, today = self._part(day, table.schema), day
                writer.write(table)
        self._keep(writer)

    def flush(self, *, tail: bool = False) -> list[str]:
        """Buffered rows into files of their own. `tail`: they may be replaced later. The new files' names."""
        before = len(self._new)
        for day in sorted(self._buffer):
            table = pa.concat_tables(self._buffer.pop(day))
            if identified(table):
                table, copies = without_copies(table, self._known(day, table), self.scratch)
                self.added.copies += copies
            if len(table):
                table = without_empty(table.sort_by([("called", "ascending"), ("at", "ascending")]))
                writer = self._part(day, table.schema)
                for begin in range(0, len(table), _STREAMED):
                    writer.write(table.slice(begin, _STREAMED))
                self._keep(writer, tail=tail)
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

    def _keep(self, writer: PartWriter | None, *, tail: bool = False) -> None:
        if writer is None:
            return
        part, coverage = writer.close()
        self._new.append((replace(part, tail=tail), coverage))
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
    days = pc.divide(at, DAY_US)
    for number in sorted(pc.unique(days).to_pylist()):
        yield day_of(number * DAY_US).isoformat(), table.filter(pc.equal(days, number))
