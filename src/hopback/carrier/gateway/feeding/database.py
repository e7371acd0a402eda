"""The tables of a switch in SQLite or PostgreSQL: replaced or changed in one transaction, or left as they were."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from hopback.carrier.gateway.settings import POSTGRESQL

from .feed import FeedError

PATIENCE_S: Final = 30.0
type Values = Sequence[object]


class Database:
    """One transaction: use it in `opened`."""

    def __init__(self, cursor: Any, *, postgresql: bool) -> None:
        self._cursor, self._postgresql = cursor, postgresql

    def run(self, statement: str, values: Values = ()) -> list[Any]:
        self._cursor.execute(self._said(statement), values)
        return list(self._cursor.fetchall()) if self._cursor.description else []

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        self._cursor.executemany(self._said(statement), rows)

    def fill(self, table: str, columns: str, rows: Iterable[Values]) -> None:
        """Rows that are not there yet, as fast as the engine takes them."""
        if not self._postgresql:
            places = ",".join("?" * len(columns.split(",")))
            self._cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 - ours
            return
        with self._cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def _said(self, statement: str) -> str:
        return statement.replace("?", "%s") if self._postgresql else statement


@contextmanager
def opened(where: str) -> Iterator[Database]:
    """Committed at the end, undone where something went wrong. Raises FeedError."""
    yield from (_postgresql(where) if where.startswith(POSTGRESQL) else _sqlite(where))


def _sqlite(file: str) -> Iterator[Database]:
    try:
        connection = sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield Database(connection.cursor(), postgresql=False)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()
    except sqlite3.Error as problem:
        raise FeedError(f"{file}: {problem}.") from None


def _postgresql(where: str) -> Iterator[Database]:
    try:
        import psycopg
    except ImportError:
        raise FeedError("PostgreSQL needs one more package: pip install 'hopback[postgres]'") from None
    try:
        with psycopg.connect(where, connect_timeout=int(PATIENCE_S)) as connection, connection.cursor() as cursor:
            yield Database(cursor, postgresql=True)
    except psycopg.Error as problem:
        raise FeedError(f"PostgreSQL: {str(problem).strip()}") from None
