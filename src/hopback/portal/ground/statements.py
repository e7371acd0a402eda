"""SQL that is asked many times a second: built once, planned once by PostgreSQL, run with other values.

Django builds a query anew each time it is asked, which takes longer than the database does. `Prepared` keeps what it
built of a queryset; `run` and `add_rows` are the plain way to the database beside it.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, router
from django.db.models import Model, QuerySet

# A pooler that shares sessions between transactions keeps no prepared statements: then it is switched off.
ON_THE_SERVER = os.environ.get("HOPBACK_PREPARED_STATEMENTS", "1") != "0"
BEYOND = 7_000_000_000_000_000  # no row has such a number: by it a value is found again in what was built


def run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """Rows of one statement, in the order of its columns; nothing for one that gives none."""
    database = connections[DEFAULT_DB_ALIAS]  # found once: each look through `connection` finds it again
    watched = database.execute_wrappers or database.queries_logged
    if database.vendor == "postgresql" and ON_THE_SERVER and not watched:
        return _on_the_server(database, sql, values)
    adapt = database.ops.adapt_datetimefield_value
    with database.cursor() as cursor:
        cursor.execute(sql, [adapt(value) if isinstance(value, datetime) else value for value in values])
        return cursor.fetchall() if cursor.description else []


def _on_the_server(database: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    """Parsed and planned once for each connection; Django's own cursor would send the text again each time."""
    database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors, database.Database.Cursor(database.connection) as cursor:
        cursor.execute(sql, values, prepare=True)
        return cursor.fetchall() if cursor.pgresult.nfields else []


class Prepared[Row]:
    """`Prepared(lambda pk: Hop.objects.filter(pk=pk), pk=int)`: called with `pk=…` it gives the rows.

    The queryset is built once for each connection. It has no `prefetch_related`; a value is an id or a text.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], **kinds: type) -> None:
        self._make, self._kinds = make, kinds

    def __call__(self, **values: Any) -> list[Row]:
        kept = connection.__dict__.setdefault("_hopback_prepared", {})
        built = kept.get(self)
        if built is None:
            built = kept[self] = _Built(self._make, self._kinds)
        return built.rows(values)

    def first(self, **values: Any) -> Row | None:
        return next(iter(self(**values)), None)


class _Built:
    """A queryset as Django built it, told to fetch what other values find."""

    def __init__(self, make: Callable[..., QuerySet[Any]], kinds: dict[str, type]) -> None:
        marks = {name: _mark(kind, place, name) for place, (name, kind) in enumerate(kinds.items())}
        self.queryset = make(**marks)
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.sql, values = self.compiler.as_sql()
        names = {mark: name for name, mark in marks.items()}
        self.values = [(names.get(value) if isinstance(value, int | str) else None, value) for value in values]
        if set(names.values()) - {name for name, _ in self.values}:
            raise ValueError(f"{self.sql} has no place for one of {', '.join(kinds)}.")
        fields = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)
        self.queryset.query.get_compiler = lambda *args, **more: self

    def __getattr__(self, name: str) -> Any:
        """What Django's iterators ask of a compiler: `select`, `klass_info`, `annotation_col_map`."""
        return getattr(self.compiler, name)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        self.found = run(self.sql, [values[name] if name else value for name, value in self.values])
        return list(self.queryset._iterable_class(self.queryset))

    def execute_sql(self, *args: Any, **more: Any) -> list[Any]:
        return self.found

    def results_iter(self, results: Any = None, *, tuple_expected: bool = False, **more: Any) -> Iterable[Any]:
        rows = iter(self.found)
        if not self.converters:
            return rows
        converted = self.compiler.apply_converters(rows, self.converters)
        return map(tuple, converted) if tuple_expected else converted


def _mark(kind: type, place: int, name: str) -> Any:
    return BEYOND + place if kind is int else f"\x02{name}\x02"


def add_rows[Row: Model](rows: Sequence[Row]) -> None:
    """INSERT new rows of one model, which then know their primary keys. No signals, no `pre_save` of parents."""
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not (field.primary_key and rows[0].pk is None)]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    wants_key = rows[0].pk is None
    keys = run(_insert(model, len(rows), wants_key), values)
    for row, key in zip(rows, keys if wants_key else rows, strict=True):
        if wants_key:
            row.pk = key[0]
        row._state.adding, row._state.db = False, router.db_for_write(model)


def add_row_once(row: Model) -> bool:
    """INSERT one row unless another with the same unique fields is there, or is being written: False then."""
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    returning = f" RETURNING {connection.ops.quote_name(row._meta.pk.column)}"
    sql = _insert(type(row), 1, True).removesuffix(returning) + " ON CONFLICT DO NOTHING" + returning
    keys = run(sql, values)
    if keys:
        row.pk = keys[0][0]
        row._state.adding = False
    return bool(keys)


def _insert(model: type[Model], count: int, wants_key: bool) -> str:
    kept = connection.__dict__.setdefault("_hopback_inserts", {})
    sql = kept.get((model, count, wants_key))
    if sql is None:
        quote, meta = connection.ops.quote_name, model._meta
        columns = [quote(f.column) for f in meta.local_concrete_fields if not (f.primary_key and wants_key)]
        places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * count)
        sql = f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) VALUES {places}"  # noqa: S608 - names of ours
        sql += f" RETURNING {quote(meta.pk.column)}" if wants_key else ""
        kept[model, count, wants_key] = sql
    return sql


def change_row(row: Model, *names: str) -> None:
    """UPDATE these fields of one row to what they are now."""
    kept = connection.__dict__.setdefault("_hopback_updates", {})
    fields = [row._meta.get_field(name) for name in names]
    sql = kept.get((type(row), names))
    if sql is None:
        quote = connection.ops.quote_name
        sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
        sql = f"UPDATE {quote(row._meta.db_table)} SET {sets} WHERE {quote(row._meta.pk.column)} = %s"  # noqa: S608
        kept[type(row), names] = sql
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    run(sql, [*values, row.pk])
