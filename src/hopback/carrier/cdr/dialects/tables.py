"""Tables of SQLite files: which there are, their columns, their rows. A file is only read, never locked or changed."""

import gzip
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from ..reading import Row, UnreadableError
from . import text
from .fields import RowError
from .moments import NoTimeError

MAGIC = b"SQLite format 3\0"
_DAMAGED = (sqlite3.Error, UnicodeError)  # names of columns and messages can be damaged too, and are decoded by sqlite3
PATIENCE_S = 5.0  # with a switch that is writing
_AT_ONCE = 1000
_WAL = b"\x02\x02"  # read and write version in the header: its newest rows may stand in a file beside it


class TableRow(NamedTuple):
    ordinal: int  # from 1, counted over all tables that are read
    table: str
    cells: list[str]  # "" for NULL
    broken: str = ""  # why this row and those after it cannot be read


def is_sqlite(head: bytes) -> bool:
    return head.startswith(MAGIC)


def columns(path: Path) -> dict[str, list[str]]:
    """The columns of every table and view, in lower case, by their tables. `UnreadableError` if it is no database."""
    with closing(_connected(path)) as db:
        try:
            names = [str(n) for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
            return {name.lower(): _columns(db, name) for name in names}
        except _DAMAGED as error:
            raise UnreadableError(f"{path} {_trouble(error)}. Copy it with {_backup(path)}.") from error


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    with suppress(*_DAMAGED):  # a view on something that is no longer there
        return [str(row[1]).lower() for row in db.execute(f"PRAGMA table_info({_quoted(table)})")]
    return []


def rows(path: Path, tables: list[str]) -> Iterator[TableRow]:
    """The rows of these tables, one table after the other, each in the order it was written.

    `UnreadableError` before the first row if there is none, with the reason where it can be told."""
    with closing(_connected(path)) as db:
        ordinal = 0
        for table in tables:
            try:
                for cells in _scan(db, _quoted(table)):
                    ordinal += 1
                    yield TableRow(ordinal, table, [_cell(cell) for cell in cells])
            except _DAMAGED as error:
                if not ordinal:
                    raise UnreadableError(f"{path} {_trouble(error)}. Copy it with {_backup(path)}.") from error
                ordinal += 1
                yield TableRow(ordinal, table, [], f"the table {table} {_trouble(error)} from here on")
        if not ordinal:
            raise UnreadableError(_empty(path, tables))


def _scan(db: sqlite3.Connection, table: str) -> Iterator[Sequence[object]]:
    """A few rows at a time: as long as a statement runs, a switch that writes into the same file has to wait, and few
    wait long enough."""
    try:
        db.execute(f"SELECT rowid FROM {table} LIMIT 1")  # noqa: S608
    except sqlite3.OperationalError:  # a view, or a table without one
        yield from db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        return
    last: int = -(2**63)
    more = f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {_AT_ONCE}"  # noqa: S608
    while found := db.execute(more, (last,)).fetchall():
        if found[-1][0] <= last:  # or a damaged file would be read in circles
            raise sqlite3.DatabaseError("its rows are out of order")
        last = found[-1][0]
        yield from (row[1:] for row in found)


def _connected(path: Path) -> sqlite3.Connection:
    with text.opened(path) as file:
        packed = isinstance(file, gzip.GzipFile)
    if packed and is_sqlite(text.head(path, 100)):
        raise UnreadableError(f"{path} is packed; a database has to be unpacked first: gunzip it.")
    if packed or not is_sqlite(text.head(path, 100)):
        raise UnreadableError(f"{path} is no SQLite file.")
    lonely = _is_wal(path) and not _wal(path).exists()  # SQLite would make the missing file, beside somebody's evidence
    mode = "mode=ro&immutable=1" if lonely else "mode=ro"
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE_S)
    except _DAMAGED as error:
        raise UnreadableError(f"{path} cannot be opened: {error}.") from error
    db.text_factory = text.decoded
    return db


def _trouble(error: Exception) -> str:
    busy = getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return "is kept busy by the switch that writes it" if busy else f"is an SQLite file, but damaged ({error})"


def _empty(path: Path, tables: list[str]) -> str:
    found = f"{path} has the table{'s' if len(tables) > 1 else ''} {', '.join(tables)}, without a single row."
    if _is_wal(path) and not _wal(path).exists():
        return (
            f"{found} It was copied without the file {_wal(path).name} that belongs to it: its rows stand there. "
            f"Copy it with {_backup(path)}."
        )
    return f"{found} Has the switch written any call yet, and does it write into this file?"


def _backup(path: Path) -> str:
    return f"sqlite3 {path.name} '.backup COPY'"


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _is_wal(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(20)[18:20] == _WAL


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return text.decoded(value)
    return value if isinstance(value, str) else repr(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def made(path: Path, row: TableRow, make: Callable[[TableRow], Row], after_line: int) -> Iterator[Row]:
    """The dialect's row for a row of a table, or that it is rejected and why."""
    try:
        if row.broken:
            raise RowError(row.broken)
        found = make(row)
    except (RowError, NoTimeError) as error:
        found = text.rejected(path, row.ordinal, str(error), f"{row.table}: {' | '.join(row.cells)}")
    if row.ordinal > after_line:
        yield found
