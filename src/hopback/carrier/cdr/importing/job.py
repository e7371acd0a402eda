"""One import: files into the archive, commit by commit, so that a killed one goes on where it was."""

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from ..archive.rows import Numbering
from ..archive.writing import Writer
from ..dialects import registry
from ..reading import Dialect, Rejected, Row, Settings, Skipped, UnreadableError
from ..record import CallRecord
from . import doubts, ledger
from .digest import Digest, digest, is_database
from .ledger import Entry, Ledger

SURE = 0.5  # from here on a dialect is taken for what it looks like
BATCH = 20_000  # rows that become columns together
COMMIT = 300_000  # rows between two commits: what a kill costs
SHOWN = 5  # bad rows in the summary; all of them are in the rejects file
REJECTS = "rejects"

type Progress = Callable[[Path, int, int], None]  # the file, lines done, lines in all (0: nobody knows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the files are to be read. `dialect` None: as each looks."""

    settings: Settings
    zone_said: bool
    numbering: Numbering = field(default_factory=Numbering)
    dialect: Dialect | None = None


@dataclass(slots=True)
class Imported:
    """What came of one file. `state`: new, grown, resumed, same, unusable."""

    path: Path
    state: str = "new"
    dialect: str = ""
    records: int = 0
    copies: int = 0
    rejected: int = 0
    skipped: int = 0
    bad: list[Rejected] = field(default_factory=list)  # the first few
    rejects_file: str = ""
    warning: str = ""
    why: str = ""  # it could not be used, or nothing was new
    seconds: float = 0.0


class Job:
    """Reads files into an archive through its one writer. `now` is when it was started."""

    def __init__(self, writer: Writer, wish: Wish, *, now: datetime, progress: Progress = lambda *_: None) -> None:
        self._writer = writer
        self._wish = wish
        self._now = now
        self._progress = progress
        self._ledger = Ledger(writer.catalog.db)

    def run(self, path: Path) -> Imported:
        """One file, whole; what is wrong with all of it is told, never raised."""
        begun = time.monotonic()
        result = Imported(path)
        try:
            self._file(path, result)
        except UnreadableError as error:
            result.state, result.why = "unusable", str(error)
        result.seconds = time.monotonic() - begun
        return result

    def _file(self, path: Path, result: Imported) -> None:
        dialect = self._dialect(path)
        result.dialect = dialect.title
        if not dialect.zoned and not self._wish.zone_said:
            raise UnreadableError(
                f"The times of {dialect.title} carry no zone. Say which the switch writes, "
                "as --zone America/Chicago or --zone UTC."
            )
        found = _NOTHING if is_database(path) or not path.is_file() else digest(path, self._ledger.sizes())
        entry = self._entry(path, dialect, found, result)
        if entry is not None:
            _Reading(self._writer, entry, found, result, self._wish, self._now).read(
                dialect, path, lambda done: self._progress(path, done, found.lines)
            )

    def _dialect(self, path: Path) -> Dialect:
        if self._wish.dialect is not None:
            return self._wish.dialect
        if not path.exists():
            raise UnreadableError(f"{path}: there is no such file.")
        likely = registry.recognise(path)
        if likely and likely[0][1] >= SURE:
            return likely[0][0]
        raise UnreadableError(
            f"{path.name} looks like no switch we know. Name its --dialect, "
            f"or describe it: hopback cdr sniff {path} --out mapping.toml"
        )

    def _entry(self, path: Path, dialect: Dialect, found: Digest, result: Imported) -> Entry | None:
        """What the ledger says of this file, ready to go on from; None when nothing is new."""
        known = self._ledger.known(found) if found.size else self._ledger.by_path(str(path.resolve()))
        if known is None:
            result.state = "new"
            return Entry(self._writer.source(str(path)), str(path.resolve()), dialect.name)
        if known.whole and found.size and known.sha256 == found.sha256:
            result.state, result.why = "same", f"read before, as {Path(known.path).name} on {known.read_at[:16]} UTC"
            return None
        result.state = "grown" if known.whole else "resumed"
        if not found.size and self._reads_again(dialect):
            known.lines = 0
        known.records -= sum(part.rows for part in self._writer.catalog.parts() if part.name in known.tail)
        self._writer.replace(known.tail)
        known.tail = ()
        return known

    def _reads_again(self, dialect: Dialect) -> bool:
        """A switch's own database is read whole: its ids tell which rows are new. A mapped table is read on."""
        return dialect.name in registry.dialects()


_NOTHING = Digest("", 0, 0, {})


class _Reading:
    """The rows of one file on their way."""

    def __init__(
        self, writer: Writer, entry: Entry, found: Digest, result: Imported, wish: Wish, now: datetime
    ) -> None:
        self._writer, self._entry, self._found, self._result = writer, entry, found, result
        self._wish, self._now = wish, now
        self._batch: list[CallRecord] = []
        self._tail: list[CallRecord] = []
        self._bad: list[Rejected] = []
        self._before = (writer.added.records, writer.added.copies)
        self._last_at: datetime | None = None
        self._line = entry.lines
        self._earlier = (entry.rejected, entry.skipped)

    def read(self, dialect: Dialect, path: Path, progress: Callable[[int], None]) -> None:
        rows = _begun(dialect.read(path, self._wish.settings, after_line=self._entry.lines))
        since = 0
        for count, row in enumerate(rows, start=1):
            self._take(row)
            if len(self._batch) >= BATCH:
                self._add()
                progress(self._line)
            if count - since >= COMMIT:
                since = count
                self._commit(whole=False)
        self._commit(whole=True)
        progress(self._found.lines)
        self._doubt(path)

    def _take(self, row: Row) -> None:
        if self._found.size and row.place.line > self._found.lines:
            self._take_unfinished(row)
            return
        self._line = max(self._line, row.place.line)
        match row:
            case Rejected():
                self._reject(row)
            case Skipped():
                self._result.skipped += 1
            case _:
                self._batch.append(row)
                self._seen(row)

    def _take_unfinished(self, row: Row) -> None:
        """The last line has no end yet: it may be read again when the file has grown."""
        if isinstance(row, CallRecord):
            self._tail.append(row)
            self._seen(row)
        elif isinstance(row, Rejected):
            self._reject(row)

    def _seen(self, record: CallRecord) -> None:
        self._last_at = record.at if self._last_at is None else max(self._last_at, record.at)

    def _reject(self, row: Rejected) -> None:
        self._result.rejected += 1
        self._bad.append(row)
        if len(self._result.bad) < SHOWN:
            self._result.bad.append(row)

    def _add(self) -> None:
        if self._batch:
            self._writer.add_records(self._batch, self._entry.source, self._wish.numbering)
            self._batch = []

    def _commit(self, *, whole: bool) -> None:
        self._add()
        self._writer.flush()
        entry, result = self._entry, self._result
        if whole and self._tail:
            self._writer.add_records(self._tail, entry.source, self._wish.numbering)
            entry.tail = tuple(self._writer.flush(tail=True))
        self._write_rejects()
        added, copies = self._writer.added.records - self._before[0], self._writer.added.copies - self._before[1]
        entry.records += added - result.records
        entry.copies += copies - result.copies
        result.records, result.copies = added, copies
        entry.rejected, entry.skipped = self._earlier[0] + result.rejected, self._earlier[1] + result.skipped
        entry.lines, entry.whole = self._line, whole
        entry.sha256, entry.size = self._found.sha256, self._found.size
        self._writer.commit(lambda db: ledger.note(db, entry, self._now))

    def _write_rejects(self) -> None:
        if not self._bad:
            return
        path = self._writer.directory / REJECTS / f"{self._entry.source:06d}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8", errors="replace", newline="") as file:
            write = csv.writer(file)
            if not file.tell():
                write.writerow(("file", "line", "reason", "row"))
            write.writerows((bad.place.source, bad.place.line, bad.reason, bad.raw) for bad in self._bad)
        self._result.rejects_file = str(path)
        self._bad = []

    def _doubt(self, path: Path) -> None:
        written_at = doubts.changed_at(path.stat().st_mtime) if path.is_file() else None
        self._result.warning = doubts.about_zone(self._wish.settings.zone, self._last_at, written_at, self._now)


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows; what is wrong with the whole source is raised now and not later."""
    first = next(rows, None)
    return iter(()) if first is None else chain((first,), rows)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files as they are, folders as the files in them, by name; hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path)))
        else:
            found.append(path)
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
