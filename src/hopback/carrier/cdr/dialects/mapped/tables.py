"""The rows of a source, whatever it is: text, Parquet, SQLite, PostgreSQL. All of them stream."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from ...reading import UnreadableError
from .. import tables, text
from .mapping import Column, Source
from .values import Cell

BATCH = 10_000  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its number, from 1. `raw` is what a person may see of it; `broken` says why it cannot be read, `other`
    what it is if it is no row: a heading, a line above it."""

    number: int
    cells: Sequence[Cell]
    raw: str
    broken: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`names` of the columns, None where there are none; `where` stands in every record's place."""

    where: str
    names: list[str] | None
    lines: Iterator[Line]


def table(path: Path, source: Source, *, after_line: int = 0, order: Column = 1) -> Table:
    """The table that a mapping's source names, in the file at `path` (or in its database). `UnreadableError`.

    `order`: the column by which a database sorts, so that row numbers mean the same when it is read again.
    """
    if source.format == "csv":
        return _csv(path, source, after_line)
    if source.format == "parquet":
        return _parquet(path, after_line)
    if source.format == "sqlite":
        return _sqlite(path, source, after_line)
    if source.format == "postgresql":
        return _postgresql(source, after_line, order)
    raise UnreadableError(f"A {source.format} is searched where it stands; its rows are not read from here.")


def _whole(where: str, names: list[str], lines: Iterator[Line], failures: type[Exception]) -> Table:
    """A table whose reading can break off half-way: that becomes its last, broken, line."""

    def guarded() -> Iterator[Line]:
        number = 0
        try:
            for line in lines:
                number = line.number
                yield line
        except failures as error:
            reason = f"reading breaks off here ({str(error).strip()}): the rest is not read"
            yield Line(number + 1, (), "", reason)

    return Table(where, names, guarded())


@dataclass(frozen=True, slots=True)
class Top:
    """What stands above the rows of a CSV: `names` of the columns, None where there are none; `lines` of it."""

    names: list[str] | None
    last: int  # number of its last line
    lines: list[Line]


def csv_top(path: Path, source: Source) -> Top:
    """Raises `UnreadableError` where no heading can be read; a file without one has no columns."""
    rows = _csv_rows(path, source, 0)
    above = [_other(row, "a line above the table") for row in takewhile(lambda row: row.line <= source.skip, rows)]
    if not source.header:
        return Top(None, source.skip, above)
    heading = next(_csv_rows(path, source, source.skip), None)
    if heading is None:
        return Top([], source.skip, above)
    if heading.broken:
        raise UnreadableError(f"{path}, line {heading.line}: no heading can be read there: {heading.broken}")
    last = heading.line + heading.raw.count("\n")
    return Top([name.strip() for name in heading.cells], last, [*above, _other(heading, "the names of the columns")])


def _csv_rows(path: Path, source: Source, after_line: int) -> Iterator[text.Cells]:
    how = source.delimiter, source.quote, source.encoding
    return text.rows(path, delimiter=how[0], quote=how[1], encoding=how[2], after_line=after_line)


def _csv(path: Path, source: Source, after_line: int) -> Table:
    top = csv_top(path, source)
    rows = _lines(_csv_rows(path, source, max(top.last, after_line))) if top.names != [] else iter(())
    return Table(str(path), top.names, _after(after_line, iter(top.lines), rows))


def _lines(rows: Iterator[text.Cells]) -> Iterator[Line]:
    return (Line(row.line, row.cells, row.raw, row.broken) for row in rows)


def _other(row: text.Cells, what: str) -> Line:
    return Line(row.line, row.cells, row.raw, other=what)


def _after(after_line: int, *parts: Iterator[Line]) -> Iterator[Line]:
    return (line for part in parts for line in part if line.number > after_line)


def _parquet(path: Path, after_line: int) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        names = list(file.schema_arrow.names)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(f"{path} is no Parquet file that can be read: {error}") from error

    def lines() -> Iterator[Line]:
        number = 0
        with file:
            for batch in file.iter_batches(batch_size=BATCH):
                if number + batch.num_rows > after_line:
                    columns = [column.to_pylist() for column in batch.columns]
                    rows = zip(*columns, strict=True)
                    yield from (_made(n, row, names) for n, row in enumerate(rows, number + 1) if n > after_line)
                number += batch.num_rows

    return _whole(str(path), names, lines(), pa.ArrowException)


def _made(number: int, cells: Sequence[Cell], names: Sequence[str]) -> Line:
    raw = ", ".join(f"{name}={cell!s}" for name, cell in zip(names, cells, strict=True) if cell is not None)
    return Line(number, cells, raw)


def _sqlite(path: Path, source: Source, after_line: int) -> Table:
    known = tables.columns(path)
    name = source.table
    if name.lower() not in known:
        raise UnreadableError(f"{path} has no table {name!r}. It has: {', '.join(known) or 'none at all'}")
    names = known[name.lower()]

    def lines() -> Iterator[Line]:
        for row in tables.rows(path, [name]):
            if row.ordinal > after_line:
                broken = Line(row.ordinal, (), "", row.broken)
                yield broken if row.broken else _made(row.ordinal, row.cells, names)

    return Table(str(path), names, lines())


def _quoted(name: str) -> str:
    """A table's name as an identifier; `cdr.calls` is a table in a schema."""
    return ".".join(_identifier(part) for part in name.split("."))


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def database_url(source: Source) -> str:
    """Where the database is: as said, or from the environment variable that was named."""
    if not source.url_from:
        return source.url
    if not (found := os.environ.get(source.url_from, "")):
        raise UnreadableError(f"The environment variable {source.url_from}, which the mapping names, is not set.")
    return found


def _postgresql(source: Source, after_line: int, order: Column) -> Table:
    try:
        import psycopg
    except ImportError as error:
        raise UnreadableError("PostgreSQL needs psycopg: pip install 'hopback[postgres]'") from error
    try:
        connection = psycopg.connect(database_url(source), options="-c default_transaction_read_only=on")
    except psycopg.Error as error:
        raise UnreadableError(f"The database takes no connection: {str(error).strip()}") from error
    cursor: Any = connection.cursor(name="hopback_calls")
    cursor.itersize = BATCH
    by = str(order) if isinstance(order, int) else _identifier(order)
    try:
        cursor.execute(f"SELECT * FROM {_quoted(source.table)} ORDER BY {by}, 1")  # noqa: S608 - quoted, from its owner
    except psycopg.Error as error:
        cursor.close()
        connection.close()
        raise UnreadableError(f"The database cannot read {source.table}: {str(error).strip()}") from error
    names = [column.name for column in cursor.description]

    def lines() -> Iterator[Line]:
        with closing(connection), closing(cursor):
            rows = enumerate(cursor, start=1)
            for number, row in islice(rows, after_line, None):
                yield _made(number, row, names)

    return _whole(source.table, names, lines(), psycopg.Error)
