"""Asterisk's tables: cdr_adaptive_odbc, cdr_sqlite3_custom, cdr_pgsql, cdr_mysql, as an SQLite file or as a CSV export
with the columns' names in its first line. Which columns there are is the owner's choice; their names are Asterisk's."""

from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings, Skipped, UnreadableError
from ..record import Place
from . import asterisk, fields, tables, text
from .fields import RowError

_TELLING = frozenset(("channel", "dstchannel", "lastapp", "disposition", "dcontext", "amaflags"))
_ENOUGH = 4


class AsteriskOdbc:
    name = "asterisk-odbc"
    title = "Asterisk table (adaptive ODBC, SQLite, or a CSV export of it)"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        if tables.is_sqlite(head):
            return 0.95 if _tables(path) else 0.0
        first = next(iter(text.head_lines(head)), "")
        return 0.95 if _is_asterisk(text.split(first)[0] or []) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _is_asterisk(names: list[str]) -> bool:
    return len(_TELLING & {name.strip().lower() for name in names}) >= _ENOUGH


def _tables(path: Path) -> dict[str, list[str]]:
    try:
        return {table: names for table, names in tables.columns(path).items() if _is_asterisk(names)}
    except UnreadableError:
        return {}


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    if tables.is_sqlite(text.head(path, 100)):
        yield from _read_tables(path, settings, after_line)
        return
    widths: set[int] = set()
    rows = text.rows(path, widths=widths)
    heading = next(rows, None)
    if heading is None:
        return
    if not _is_asterisk(heading.cells):
        raise UnreadableError(f"{path} does not begin with the names of Asterisk's columns (channel, disposition, …).")
    shape, width, seen = asterisk.shape(heading.cells, settings), len(heading.cells), asterisk.Seen()
    widths.add(width)

    def make(row: text.Cells) -> Row:
        if len(row.cells) != width:
            raise RowError(f"the row has {len(row.cells)} columns, the heading {width}")
        return _call(row.cells, shape, Place(str(path), row.line), settings, seen)

    if heading.line > after_line:
        yield Skipped(Place(str(path), heading.line), "the heading")
    yield from fields.made(path, rows, make, after_line=after_line)


def _read_tables(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    found = {table: names for table, names in tables.columns(path).items() if _is_asterisk(names)}
    if not found:
        raise UnreadableError(f"{path} holds no table with Asterisk's columns (channel, disposition, …).")
    shapes = {table: asterisk.shape(names, settings) for table, names in found.items()}
    table, seen = "", asterisk.Seen()

    def make(row: tables.TableRow) -> Row:
        return _call(row.cells, shapes[row.table], Place(str(path), row.ordinal), settings, seen)

    for row in tables.rows(path, list(found)):
        if row.table != table:
            table, seen = row.table, asterisk.Seen()
        yield from tables.made(path, row, make, after_line)


def _call(cells: list[str], shape: asterisk.Shape, place: Place, settings: Settings, seen: asterisk.Seen) -> Row:
    cells.append("")
    if (result := cells[shape.result]) and result not in asterisk.DISPOSITIONS:
        raise RowError(f"“{result[:40]}” is no disposition of Asterisk (ANSWERED, BUSY, …)")
    return asterisk.call(cells, shape, place, settings, seen)
