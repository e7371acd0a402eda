"""Kamailio's acc, missed_calls and acc_cdrs in an SQLite file. Times are Julian days in UTC."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..reading import Row, Settings, Skipped, UnreadableError
from ..record import Place
from . import fields, kamailio, tables, text


class KamailioSqlite:
    name = "kamailio-sqlite"
    title = "Kamailio acc and acc_cdrs in an SQLite file"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        return 0.95 if tables.is_sqlite(head) and accounting(path, _wanted) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _wanted(names: Sequence[str]) -> bool:
    return kamailio.looks(names) and not kamailio.is_opensips(names)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    return read_tables(path, settings, after_line, _wanted)


def accounting(path: Path, wanted: Callable[[Sequence[str]], bool]) -> dict[str, list[str]]:
    """The tables of the file that have such columns; none when it is no database."""
    try:
        return {table: names for table, names in tables.columns(path).items() if wanted(names)}
    except UnreadableError:
        return {}


def read_tables(
    path: Path, settings: Settings, after_line: int, wanted: Callable[[Sequence[str]], bool]
) -> Iterator[Row]:
    """All tables of the file that have such columns."""
    found = {table: names for table, names in tables.columns(path).items() if wanted(names)}
    if not found:
        raise UnreadableError(f"{path} holds no table with the columns of acc, missed_calls or acc_cdrs.")
    shapes = {table: kamailio.shape(names, settings, table) for table, names in found.items()}
    kamailio.numbered(shapes.values(), path, dict.fromkeys(name for names in found.values() for name in names))

    def make(row: tables.TableRow) -> Row:
        return kamailio.call([*row.cells, ""], shapes[row.table], Place(str(path), row.ordinal), settings)

    for row in tables.rows(path, list(found)):
        yield from tables.made(path, row, make, after_line)


def read_export(
    path: Path, settings: Settings, after_line: int, wanted: Callable[[Sequence[str]], bool]
) -> Iterator[Row]:
    """A CSV export of one of these tables with the columns' names in its first line."""
    widths: set[int] = set()
    rows = text.rows(path, widths=widths)
    heading = next(rows, None)
    if heading is None:
        return
    if not wanted(heading.cells):
        raise UnreadableError(f"{path} does not begin with the names of the columns of acc or acc_cdrs.")
    shape, width = kamailio.shape(heading.cells, settings), len(heading.cells)
    kamailio.numbered([shape], path, heading.cells)
    widths.add(width)

    def make(row: text.Cells) -> Row:
        if len(row.cells) != width:
            raise fields.RowError(f"the row has {len(row.cells)} columns, the heading {width}")
        row.cells.append("")
        return kamailio.call(row.cells, shape, Place(str(path), row.line), settings)

    if heading.line > after_line:
        yield Skipped(Place(str(path), heading.line), "the heading")
    yield from fields.made(path, rows, make, after_line=after_line)
