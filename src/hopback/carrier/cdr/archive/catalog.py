"""What the archive holds: a small SQLite file beside the folders. A Parquet file counts once it is listed here.

One transaction lists the new files, drops the old and notes what was read: a reader sees all of an import or nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "catalog.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, day TEXT NOT NULL, rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, least INTEGER NOT NULL,
    greatest INTEGER NOT NULL, tail INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS coverage (part TEXT NOT NULL, switch TEXT NOT NULL, records INTEGER NOT NULL,
    first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, known_us INTEGER NOT NULL, PRIMARY KEY (part, switch));
CREATE TABLE IF NOT EXISTS sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_WAIT_S = 30


@dataclass(frozen=True, slots=True)
class Coverage:
    """One switch's calls in one part. `known_us`: the latest moment any of them speaks of."""

    switch: str
    records: int
    first_us: int
    last_us: int
    known_us: int


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file. `tail`: it holds the unfinished last line of a file, which may yet be replaced."""

    name: str  # day=2026-11-23/000017.parquet
    day: str
    rows: int  # also those filed again
    bytes: int  # with its fence
    first_us: int
    last_us: int
    least: int  # called key
    greatest: int
    tail: bool | int = False


class Catalog:
    """For one thread. Reading never waits for an import, which holds the file for its commit only."""

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        path = folder / NAME
        if writing:
            self._db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_TABLES)
        else:
            # A reader may have to undo what a killed import left half written, so it opens for writing where it may.
            uri = f"{path.resolve().as_uri()}?mode=rw"
            self._db = sqlite3.connect(uri, uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA query_only=ON")

    def close(self) -> None:
        self._db.close()

    def version(self) -> int:
        """Another number after every commit of another process."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @property
    def db(self) -> sqlite3.Connection:
        return self._db

    def parts(self, day: str = "") -> list[Part]:
        where = " WHERE day = ?" if day else ""
        rows = self._db.execute(
            f"SELECT name, day, rows, bytes, first_us, last_us, least, greatest, tail FROM parts{where} ORDER BY name",  # noqa: S608
            (day,) if day else (),
        )
        return [Part(*row) for row in rows]

    def coverage(self) -> list[Coverage]:
        """By switch, over all parts."""
        rows = self._db.execute(
            "SELECT switch, SUM(records), MIN(first_us), MAX(last_us), MAX(known_us) FROM coverage"
            " GROUP BY switch ORDER BY switch"
        )
        return [Coverage(*row) for row in rows]

    def coverage_of(self, names: Iterable[str]) -> list[Coverage]:
        """By switch, of these parts."""
        rows = (
            self._db.execute(
                "SELECT switch, records, first_us, last_us, known_us FROM coverage WHERE part = ?", (name,)
            ).fetchall()
            for name in names
        )
        return [Coverage(*row) for found in rows for row in found]

    def sources(self) -> dict[int, str]:
        return dict(self._db.execute("SELECT id, name FROM sources").fetchall())

    def setting(self, name: str, otherwise: str = "") -> str:
        row = self._db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else otherwise


def note_source(db: sqlite3.Connection, number: int, name: str) -> None:
    db.execute("INSERT INTO sources VALUES (?, ?)", (number, name))


def note_setting(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


def note_part(db: sqlite3.Connection, part: Part, coverage: Iterable[Coverage]) -> None:
    db.execute(
        "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (part.name, part.day, part.rows, part.bytes, part.first_us, part.last_us, part.least, part.greatest, part.tail),
    )
    for c in coverage:
        row = (part.name, c.switch, c.records, c.first_us, c.last_us, c.known_us)
        db.execute("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?)", row)


def drop_part(db: sqlite3.Connection, name: str) -> None:
    db.execute("DELETE FROM parts WHERE name = ?", (name,))
    db.execute("DELETE FROM coverage WHERE part = ?", (name,))
