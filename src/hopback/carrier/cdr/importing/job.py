"""One import: files into the archive, commit by commit, so that a killed one goes on where it was."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ..archive.writing import Writer
from ..dialects import registry
from ..reading import Dialect, UnreadableError
from .digest import Digest, digest, is_database
from .ledger import Entry, Ledger
from .progress import Reading
from .wish import Imported, Wish

SURE = 0.5  # from here on a dialect is taken for what it looks like

type Progress = Callable[[Path, int, int], None]  # the file, lines done, lines in all (0: nobody knows)


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
        if entry is None:
            return
        reading = Reading(self._writer, entry, found, result, self._wish, self._now)
        reading.read(dialect, path, lambda done: self._progress(path, done, found.lines or 0))

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
        place = str(path.resolve())
        known = self._ledger.known(found, place) if found.size else self._ledger.by_path(place)
        if known is None:
            result.state = "new"
            return Entry(self._writer.source(str(path)), place, dialect.name)
        if known.whole and found.size and known.sha256 == found.sha256:
            result.state, result.why = "same", f"read before, as {Path(known.path).name} on {known.read_at[:16]} UTC"
            return None
        result.state = "grown" if known.whole else "resumed"
        if not found.size and self._reads_again(dialect):
            known.lines = 0
        return known

    def _reads_again(self, dialect: Dialect) -> bool:
        """A switch's own database is read whole: its ids tell which rows are new. A mapped table is read on."""
        return dialect.name in registry.dialects()


_NOTHING = Digest("", 0, None, {})


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
