"""Which files were read, how far, and what came of them: a table of the archive's catalog, changed with its parts."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .digest import Digest

_TABLE = """
CREATE TABLE IF NOT EXISTS files (source INTEGER PRIMARY KEY, path TEXT NOT NULL, dialect TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, lines INTEGER NOT NULL, whole INTEGER NOT NULL,
    records INTEGER NOT NULL, copies INTEGER NOT NULL, rejected INTEGER NOT NULL, skipped INTEGER NOT NULL,
    tail TEXT NOT NULL, read_at TEXT NOT NULL)
"""
_COLUMNS = "source, path, dialect, sha256, size, lines, whole, records, copies, rejected, skipped, tail, read_at"


@dataclass(slots=True)
class Entry:
    """One file. `lines` are those that need not be read again; `whole`: it was read to the end it had then."""

    source: int
    path: str
    dialect: str
    sha256: str = ""
    size: int = 0
    lines: int = 0
    whole: bool = False
    records: int = 0
    copies: int = 0
    rejected: int = 0
    skipped: int = 0
    tail: tuple[str, ...] = ()  # parts that hold its unfinished last line
    read_at: str = ""

    def row(self, now: datetime) -> tuple[object, ...]:
        counts = (self.records, self.copies, self.rejected, self.skipped)
        head = (self.source, self.path, self.dialect, self.sha256, self.size, self.lines, self.whole)
        return (*head, *counts, json.dumps(self.tail), now.isoformat(timespec="seconds"))


class Ledger:
    """Read through the connection of the archive's writer; written inside its commits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute(_TABLE)

    def entries(self) -> list[Entry]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM files ORDER BY source")  # noqa: S608 - our own names
        return [_entry(dict(zip(_COLUMNS.split(", "), row, strict=True))) for row in rows]

    def sizes(self) -> list[int]:
        return [entry.size for entry in self.entries() if entry.size]

    def known(self, found: Digest, path: str) -> Entry | None:
        """The file with these bytes, else the longest that was the beginning of this one: a heading alone begins many,
        so it had calls in it, or stood at the same place."""
        entries = [entry for entry in self.entries() if entry.size]
        for entry in entries:
            if entry.sha256 == found.sha256:
                return entry
        begun = [e for e in entries if (e.records or e.path == path) and found.before.get(e.size) == e.sha256]
        return max(begun, key=lambda entry: entry.size, default=None)

    def by_path(self, path: str) -> Entry | None:
        return next((entry for entry in self.entries() if entry.path == path), None)


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{**row, "whole": bool(row["whole"]), "tail": tuple(json.loads(row["tail"]))})


def note(db: sqlite3.Connection, entry: Entry, now: datetime) -> None:
    """Inside the commit that lists the entry's parts."""
    db.execute(f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES ({', '.join('?' * 13)})", entry.row(now))  # noqa: S608
