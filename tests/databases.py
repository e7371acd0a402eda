"""The test database: a file, so that threads have connections of their own; and a log that can be emptied."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import flush
from django.db import connections

IF_GONE = re.compile(r"^\s*CREATE TRIGGER ")  # what a migration put back itself
PG_GUARDED = """
SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
"""


@contextmanager
def emptied_between_tests() -> Iterator[None]:
    """Tests that commit are followed by a flush, which the triggers of append-only tables would refuse."""
    handle = flush.Command.handle

    def unguarded(self: flush.Command, **options: Any) -> None:
        with guards_lifted(options["database"]):
            handle(self, **options)

    flush.Command.handle = unguarded
    try:
        yield
    finally:
        flush.Command.handle = handle


@contextmanager
def guards_lifted(alias: str) -> Iterator[None]:
    """Triggers off, and on again as they were."""
    off, on = _postgresql(alias) if connections[alias].vendor == "postgresql" else _sqlite(alias)
    _run(alias, off)
    try:
        yield
    finally:
        _run(alias, on)


def _sqlite(alias: str) -> tuple[list[str], list[str]]:
    triggers = _rows(alias, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [
        IF_GONE.sub(r"\g<0>IF NOT EXISTS ", sql, count=1) for _, sql in triggers
    ]


def _postgresql(alias: str) -> tuple[list[str], list[str]]:
    tables = [name for (name,) in _rows(alias, PG_GUARDED)]
    return tuple([f'ALTER TABLE "{t}" {verb} TRIGGER USER' for t in tables] for verb in ("DISABLE", "ENABLE"))


def _rows(alias: str, question: str) -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _run(alias: str, statements: list[str]) -> None:
    with connections[alias].cursor() as cursor:
        for one in statements:
            cursor.execute(one)
