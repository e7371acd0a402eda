"""The rows of one file on their way into the archive, commit by commit, each with how far the file was read."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pyarrow.compute as pc

from ..archive.schema import micros, moment
from ..archive.writing import Writer
from ..reading import Dialect, Rejected, Row, Skipped
from ..record import CallRecord
from . import doubts, ledger, rejects
from .digest import Digest
from .ledger import Entry
from .quick import Lane, lane_for
from .wish import Imported, Wish

BATCH = 20_000  # rows that become columns together
COMMIT = 300_000  # rows between two commits: what a kill costs
COMMIT_BYTES = 160 * 1024 * 1024  # the same, of columns
SHOWN = 5  # bad rows in the summary; all of them are in the rejects file


class Reading:
    """Goes on from where the ledger's entry stands."""

    def __init__(
        self, writer: Writer, entry: Entry, found: Digest, result: Imported, wish: Wish, now: datetime
    ) -> None:
        self._writer, self._entry, self._found, self._result = writer, entry, found, result
        self._wish, self._now = wish, now
        self._batch: list[CallRecord] = []
        self._tail: list[CallRecord] = []
        self._bad: list[Rejected] = []
        self._before = (writer.added.records, writer.added.copies)
        self._last_us: int | None = None
        self._line = entry.lines
        self._last: Row | None = None
        self._earlier = (0, 0)

    def read(self, dialect: Dialect, path: Path, progress: Callable[[int], None]) -> None:
        wish = self._wish
        lane = lane_for(dialect, path, wish.settings, wish.numbering, self._entry.source) if wish.quick else None
        self._result.quick = lane is not None
        if lane is not None:
            self._go_on()
            self._by_columns(lane, progress)
        else:
            rows = _begun(dialect.read(path, wish.settings, after_line=self._entry.lines))
            self._go_on()
            self._by_rows(rows, progress)
        self._commit(self._end(), whole=True)
        progress(self._found.lines or self._line)
        self._doubt(path)

    def _go_on(self) -> None:
        """The file can be read: what was noted of its unread lines is found again, and goes with the next commit."""
        entry, writer = self._entry, self._writer
        entry.records -= sum(each.records for each in writer.catalog.coverage_of(entry.tail))
        writer.replace(entry.tail)
        entry.tail = ()
        self._earlier = (rejects.keep(writer.directory, entry.source, up_to=entry.lines), entry.skipped)

    def _by_rows(self, rows: Iterator[Row], progress: Callable[[int], None]) -> None:
        since = 0
        for count, row in enumerate(rows, start=1):
            if count - since > COMMIT and row.place.line > self._line and not self._unfinished(row):
                since = count
                self._commit(row.place.line - 1, whole=False)  # the row before may reach over several lines
            self._take(row)
            if len(self._batch) >= BATCH:
                self._add()
                progress(self._line)

    def _by_columns(self, lane: Lane, progress: Callable[[int], None]) -> None:
        for batch in lane.read(after_line=self._entry.lines):
            if self._writer.buffered >= COMMIT_BYTES:
                self._commit(batch.first - 1, whole=False)
            for row in batch.rows:
                self._take(row)
            self._result.skipped += batch.skipped
            if batch.table is not None and len(batch.table):
                self._writer.add(batch.table)
                self._seen(micros(pc.max(batch.table.column("at")).as_py().replace(tzinfo=UTC)))
                self._line, self._last = max(self._line, batch.last), None
            progress(self._line)

    def _take(self, row: Row) -> None:
        if self._unfinished(row):
            self._take_unfinished(row)
            return
        self._line, self._last = max(self._line, row.place.line), row
        match row:
            case Rejected():
                self._reject(row)
            case Skipped():
                self._result.skipped += 1
            case _:
                self._batch.append(row)
                self._seen(micros(row.at))

    def _unfinished(self, row: Row) -> bool:
        """Its line has no end yet: it may be read again when the file has grown."""
        return self._found.lines is not None and self._found.size > 0 and row.place.line > self._found.lines

    def _take_unfinished(self, row: Row) -> None:
        if isinstance(row, CallRecord):
            self._tail.append(row)
            self._seen(micros(row.at))
        elif isinstance(row, Rejected):
            self._reject(row)

    def _seen(self, at_us: int) -> None:
        self._last_us = at_us if self._last_us is None else max(self._last_us, at_us)

    def _reject(self, row: Rejected) -> None:
        self._result.rejected += 1
        self._bad.append(row)
        if len(self._result.bad) < SHOWN:
            self._result.bad.append(row)

    def _add(self) -> None:
        if self._batch:
            self._writer.add_records(self._batch, self._entry.source, self._wish.numbering)
            self._batch = []

    def _end(self) -> int:
        """Which lines need not be read again. A last row that was bad may have been cut off: it is read again when the
        file has grown."""
        if self._found.lines is None or not self._found.size:
            return self._line
        if isinstance(self._last, Rejected):
            return self._last.place.line - 1
        return max(self._line, self._found.lines)

    def _commit(self, line: int, *, whole: bool) -> None:
        self._add()
        self._writer.flush()
        entry, result = self._entry, self._result
        if whole and self._tail:
            self._writer.add_records(self._tail, entry.source, self._wish.numbering)
            entry.tail = tuple(self._writer.flush(tail=True))
        if self._bad:
            result.rejects_file = str(rejects.write(self._writer.directory, entry.source, self._bad))
            self._bad = []
        added, copies = self._writer.added.records - self._before[0], self._writer.added.copies - self._before[1]
        entry.records += added - result.records
        entry.copies += copies - result.copies
        result.records, result.copies = added, copies
        entry.rejected, entry.skipped = self._earlier[0] + result.rejected, self._earlier[1] + result.skipped
        entry.lines, entry.whole = line, whole
        entry.sha256, entry.size = self._found.sha256, self._found.size
        self._writer.commit(lambda db: ledger.note(db, entry, self._now))

    def _doubt(self, path: Path) -> None:
        written_at = doubts.changed_at(path.stat().st_mtime) if path.is_file() else None
        last_at = None if self._last_us is None else moment(self._last_us)
        self._result.warning = doubts.about_zone(self._wish.settings.zone, last_at, written_at, self._now)


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows; what is wrong with the whole source is raised now and not later."""
    first = next(rows, None)
    return iter(()) if first is None else chain((first,), rows)
