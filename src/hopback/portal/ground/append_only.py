"""Tables that only grow: triggers on SQLite and PostgreSQL that refuse UPDATE and DELETE (A3.5)."""

from collections.abc import Iterable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: {VERB} refused'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION '{table} only grows: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_{table}();
CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}();
"""


def _statements(vendor: str, table: str) -> Iterable[str]:
    if vendor == "sqlite":
        return [SQLITE.format(table=table, verb=verb, VERB=verb.upper()) for verb in ("update", "delete")]
    return [POSTGRESQL.format(table=table)]


def only_grows(*tables: str) -> migrations.RunPython:
    """A migration step after which rows of these tables can be added and nothing else."""

    def lock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in _statements(editor.connection.vendor, table):
                with editor.connection.cursor() as cursor:
                    cursor.execute(statement)

    return migrations.RunPython(lock, migrations.RunPython.noop)
