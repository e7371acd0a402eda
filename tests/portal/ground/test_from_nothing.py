"""A new database's tables are those that its migrations would have made."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.backends.base.base import NO_DB_ALIAS, BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from hopback.portal.ground import from_nothing

SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master"
POSTGRESQL = """
SELECT 'column', table_name, column_name, concat_ws(' ', data_type, character_maximum_length,
       row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), is_nullable, column_default,
       identity_generation, collation_name)
FROM information_schema.columns WHERE table_schema = current_schema
UNION SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = current_schema::regnamespace
UNION SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema
UNION SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = current_schema::regnamespace AND NOT tgisinternal
UNION SELECT 'function', proname, '', prosrc FROM pg_proc WHERE pronamespace = current_schema::regnamespace
"""
type Said = set[tuple[str, str, str, str]]


@contextmanager
def nothing() -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database without tables, gone afterwards."""
    said = connections.settings["default"] | {"NAME": connection.settings_dict["NAME"]}
    if connection.vendor == "sqlite":
        said |= {"NAME": ":memory:"}
    connections.settings[NO_DB_ALIAS] = said  # the alias that tests may connect by
    empty = connections[NO_DB_ALIAS]
    try:
        with ExitStack() as stack:
            if empty.vendor == "postgresql":
                stack.enter_context(transaction.atomic(using=NO_DB_ALIAS))
                stack.callback(transaction.set_rollback, True, using=NO_DB_ALIAS)
                _ask(empty, "CREATE SCHEMA empty; SET LOCAL search_path TO empty")
            yield empty
    finally:
        BaseDatabaseWrapper.close(empty)  # SQLite's own keeps what is only in memory
        del connections[NO_DB_ALIAS], connections.settings[NO_DB_ALIAS]


def _ask(database: BaseDatabaseWrapper, question: str) -> list[tuple[str, str, str, str]]:
    with database.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall() if cursor.description else []


def after(work: Callable[[BaseDatabaseWrapper], object]) -> tuple[Said, Said]:
    """What there is then, and which migrations count as applied."""
    with nothing() as empty:
        work(empty)
        there = {_in_any_order(*said) for said in _ask(empty, SQLITE if empty.vendor == "sqlite" else POSTGRESQL)}
        return there, set(_ask(empty, "SELECT app, name, '', '' FROM django_migrations"))


def _in_any_order(kind: str, of: str, name: str, said: str | None) -> tuple[str, str, str, str]:
    """SQLite's tables say their columns in the order in which they came."""
    if kind != "table":
        return kind, of, name, said or ""
    columns = (said or "").partition("(")[2].removesuffix(")")
    return kind, of, name, "\n".join(sorted(re.split(r', (?="|CONSTRAINT|UNIQUE)', columns)))


def played(empty: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(empty)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db
def test_all_is_as_the_migrations_make_it() -> None:
    built, names = after(from_nothing.build)
    assert len(built) > 300
    once, applied = after(played)
    assert built ^ once == set()
    assert names == applied


@pytest.mark.django_db
def test_a_database_that_holds_anything_is_left_to_its_migrations() -> None:
    with nothing() as empty:
        _ask(empty, "CREATE TABLE somebodys (id integer)")
        from_nothing.build(empty)
        assert empty.introspection.table_names() == ["somebodys"]


@pytest.mark.django_db
def test_migrate_begins_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    monkeypatch.setattr(from_nothing, "build", begun.append)
    call_command("migrate", verbosity=0)
    call_command("migrate", "ground", verbosity=0)
    assert begun == [connections["default"]]
