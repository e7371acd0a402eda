"""What was asked, what was looked for, what was found and what left the house, in a file that only grows.

It is the provider's own proof of each use and disclosure of call records (47 USC 222(d), XA.8). Every entry commits
to the one before it; the database refuses to change or delete any.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, hop TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS entry_of_hop ON entry (hop, seq);
CREATE INDEX IF NOT EXISTS entry_of_kind ON entry (kind, seq);
CREATE TABLE IF NOT EXISTS sent (key TEXT PRIMARY KEY, path TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS settled (key TEXT PRIMARY KEY REFERENCES sent) STRICT;
"""
_GROWS = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
"""


class Kind(StrEnum):
    BEGUN = "begun"  # the journal itself, with its id
    PINNED = "pinned"  # a key of the portal, or who we are, taken on first use
    REQUEST = "request"  # what the portal asked, with its signature
    REFUSED = "refused"  # a request that is not answered: its signature or scope is wrong
    SEARCHED = "searched"
    WAITING = "waiting"  # records of that time are still to come
    DRAFT = "draft"  # what we could say, for a person
    DROPPED = "dropped"  # a person will answer elsewhere, or not
    ACKNOWLEDGED = "acknowledged"
    SENDING = "sending"  # this answer leaves the house, under this key
    ACCEPTED = "accepted"  # the portal's reply
    DECLINED = "declined"  # the portal's reply, with its reason
    OVER = "over"  # the portal no longer waits for this hop


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `hop` is "" where it is about no hop; `at` aware, UTC."""

    kind: Kind
    hop: str
    at: datetime
    body: dict[str, Any] = field(default_factory=dict)
    seq: int = 0


class BrokenJournalError(Exception):
    """The file was changed by something else than this program; the message says at which entry."""


class Journal:
    """One file, for several processes at once (the responder and a person's `respond send`), and several threads."""

    def __init__(self, file: Path | str) -> None:
        if file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, timeout=20, isolation_level=None, check_same_thread=False)
        self._lock = threading.RLock()
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")  # what left the house is on the disk before it leaves
        self._db.executescript(_SCHEMA)
        for table in ("entry", "sent", "settled"):
            for verb in ("UPDATE", "DELETE"):
                self._db.executescript(_GROWS.format(table=table, verb=verb))
        if file != ":memory:":
            Path(file).chmod(0o600)  # it holds numbers

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator["Journal"]:
        """All or nothing, and nobody else in between."""
        with self._lock:
            if self._db.in_transaction:
                yield self
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def write(self, entries: Iterable[Entry]) -> None:
        with self.writing():
            last = self._db.execute("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
            head = last[0] if last else ""
            for each in entries:
                at, body = each.at.isoformat(), json.dumps(each.body, ensure_ascii=False, separators=(",", ":"))
                head = _hash(head, at, each.hop, each.kind, body)
                row = (at, each.hop, each.kind.value, body, head)
                self._db.execute("INSERT INTO entry (at, hop, kind, body, hash) VALUES (?, ?, ?, ?, ?)", row)

    def begin(self, now: datetime) -> str:
        """The journal's own id, made once: keys of two journals never meet at the portal."""
        with self.writing():
            if found := self.newest(Kind.BEGUN):
                return str(found[0].body["id"])
            made = token_hex(4)
            self.write([Entry(Kind.BEGUN, "", now, {"id": made})])
            return made

    def of(self, hop: str) -> list[Entry]:
        """All about one hop, in its order."""
        return self._read("WHERE hop = ? ORDER BY seq", (hop,))

    def newest(self, *kinds: Kind, limit: int = 1) -> list[Entry]:
        """The newest entries of these kinds, newest first."""
        marks = ", ".join("?" * len(kinds))
        return self._read(f"WHERE kind IN ({marks}) ORDER BY seq DESC LIMIT ?", (*kinds, limit))

    def hops(self) -> list[str]:
        """Every hop that was asked, the newest first."""
        rows = self._db.execute("SELECT hop FROM entry WHERE hop <> '' GROUP BY hop ORDER BY max(seq) DESC")
        return [row[0] for row in rows]

    def keep(self, key: str, path: str, body: str) -> None:
        """To the byte what is sent under this key. sqlite3.IntegrityError where the key was used."""
        with self.writing():
            self._db.execute("INSERT INTO sent (key, path, body) VALUES (?, ?, ?)", (key, path, body))

    def settle(self, key: str) -> None:
        with self.writing():
            self._db.execute("INSERT OR IGNORE INTO settled (key) VALUES (?)", (key,))

    def unsettled(self) -> list[tuple[str, str, str]]:
        """Key, path and body of what was sent and not replied to, the oldest first."""
        with self._lock:
            asked = "SELECT key, path, body FROM sent WHERE key NOT IN (SELECT key FROM settled) ORDER BY rowid"
            return [(str(key), str(path), str(body)) for key, path, body in self._db.execute(asked)]

    def verify(self) -> int:
        """How many entries there are, when each commits to the one before it. Raises BrokenJournalError."""
        head, number = "", 0
        for seq, at, hop, kind, body, kept in self._db.execute(
            "SELECT seq, at, hop, kind, body, hash FROM entry ORDER BY seq"
        ):
            number += 1
            head = _hash(head, at, hop, kind, body)
            if head != kept or seq != number:
                raise BrokenJournalError(f"Entry {seq} is not what was written there, or one before it is missing.")
        return number

    def _read(self, where: str, values: Sequence[object]) -> list[Entry]:
        with self._lock:
            rows = self._db.execute(f"SELECT kind, hop, at, body, seq FROM entry {where}", values).fetchall()  # noqa: S608
        return [
            Entry(Kind(k), hop, datetime.fromisoformat(at), json.loads(body), seq) for k, hop, at, body, seq in rows
        ]


def _hash(before: str, *parts: str) -> str:
    return hashlib.sha256("\n".join((before, *parts)).encode()).hexdigest()
