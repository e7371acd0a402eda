"""Kamailio fed: first its tables, in one transaction, then its memory; calls in progress notice nothing (XB.1)."""

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Final

from hopback.wire.do_not_originate.entries import Row
from hopback.wire.do_not_originate.renderings.kamailio import SCHEMA, key

from .database import Database, opened
from .feed import Feed, FeedError
from .rpc import Rpc, speaking

FEW: Final = 5_000  # changed numbers told one by one, in about a second; more are read anew from the table
_COPY = "CREATE TABLE IF NOT EXISTS dno_copy (id INTEGER NOT NULL PRIMARY KEY, mark VARCHAR(160) NOT NULL)"
_TABLES = (("dno_htable", "key_name", "key_value"), ("dno_mtree", "tprefix", "tvalue"))


class Kamailio:
    """`rpc`: its datagram socket; without one it reads the tables when it starts."""

    name = "kamailio"

    def __init__(self, database: str, rpc: Path | None = None, *, htable: str = "dno", mtree: str = "dnoblk") -> None:
        self.database, self.rpc, self.htable, self.mtree = database, rpc, htable, mtree
        self._told = ""  # the mark of what its memory holds, as far as we know

    def take(self, feed: Feed) -> str:
        with opened(self.database) as db:
            for statement in (*SCHEMA, _COPY):
                db.run(statement)
            before = _mark(db)
            by_changes = feed.changes is not None and before == feed.before and not feed.choice.at_most
            if before != feed.mark:
                if by_changes and feed.changes is not None:
                    _change(db, feed.changes, feed.choice.answer)
                else:
                    _replace(db, feed)
                db.run("DELETE FROM dno_copy")
                db.run("INSERT INTO dno_copy (id, mark) VALUES (1, ?)", (feed.mark,))
            passing = _own(db) | feed.choice.allowed
            told_by_changes = by_changes and self._told == feed.before
        return self._tell(feed, passing, by_changes=told_by_changes)

    def _tell(self, feed: Feed, passing: Set[str], *, by_changes: bool) -> str:
        """Its memory follows its tables. Whatever fails is made good by reading them anew next time."""
        if self.rpc is None:
            return "tables written"
        if self._told == feed.mark:
            return "nothing new"
        self._told = ""
        changes = feed.changes or []
        numbers = [row for row in changes if not row.entry.block and row.entry.number not in passing]
        with speaking(self.rpc) as rpc:
            if not by_changes or len(numbers) > FEW:
                rpc.read_anew(self.htable, self.mtree)
                how = "tables written and read anew"
            else:
                for row in numbers:
                    self._tell_one(rpc, row, feed)
                if any(row.entry.block for row in changes):
                    rpc.call("mtree.reload", self.mtree, patience_s=60.0)
                how = f"{len(changes):,} changes told"
        self._told = feed.mark
        return how

    def _tell_one(self, rpc: Rpc, row: Row, feed: Feed) -> None:
        number = key(row)
        if row.change == "listed":
            rpc.call("htable.sets", self.htable, number, feed.choice.answer)
            return
        try:
            rpc.call("htable.delete", self.htable, number)
        except FeedError as refused:
            if "not found" not in str(refused).lower():
                raise


def _mark(db: Database) -> str:
    found = db.run("SELECT mark FROM dno_copy WHERE id = 1")
    return str(found[0][0]) if found else ""


def _own(db: Database) -> frozenset[str]:
    """Numbers that pass because the tables say so, whoever wrote that into them."""
    return frozenset(str(row[0]) for row in db.run("SELECT key_name FROM dno_htable WHERE key_value = 'allow'"))


def _replace(db: Database, feed: Feed) -> None:
    """All rows anew. What somebody let pass by hand in the tables stays."""
    passing = _own(db) | feed.choice.allowed
    for table, _, _ in _TABLES:
        db.run(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    blocks: list[tuple[str, str]] = []
    db.fill("dno_htable", "key_name,key_value", _numbers(feed, passing, blocks))
    db.fill("dno_mtree", "tprefix,tvalue", blocks)


def _numbers(feed: Feed, passing: Set[str], blocks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Blocks are put aside on the way: they are few, and go into a table of their own."""
    yield from ((number, "allow") for number in sorted(passing))
    for row in feed.chosen():
        if row.entry.block:
            blocks.append((key(row), feed.choice.answer))
        elif row.entry.number not in passing:
            yield key(row), feed.choice.answer


def _change(db: Database, changes: list[Row], answer: str) -> None:
    for block, (table, column, value) in enumerate(_TABLES):
        rows = [row for row in changes if row.entry.block == bool(block)]
        if rows:
            gone = f"DELETE FROM {table} WHERE {column} = ? AND {value} <> 'allow'"  # noqa: S608 - names of ours
            db.many(gone, [(key(row),) for row in rows])
            listed = [(key(row), answer) for row in rows if row.change == "listed"]
            added = f"INSERT INTO {table} ({column},{value}) VALUES (?,?) ON CONFLICT DO NOTHING"  # noqa: S608
            db.many(added, listed)
