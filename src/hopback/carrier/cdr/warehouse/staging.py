"""Columns made in steps, each worked out once by the engine, however often later ones name it.

Ibis writes consecutive steps as one, and PostgreSQL plans them as one: a long expression that is named twice is then
worked out twice, and what is built on it four times.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis
import ibis.expr.types as ir

_ALL = 1 << 62  # more rows than there are


def step(table: ir.Table, **columns: ir.Value) -> ir.Table:
    """The table with more columns, as a step of its own (`in_steps`)."""
    made = table.mutate(**columns)
    return made.limit(_ALL) if table.get_backend().name == "postgres" else made


@contextmanager
def in_steps() -> Iterator[None]:
    """Queries that are asked inside keep their steps apart."""
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before
