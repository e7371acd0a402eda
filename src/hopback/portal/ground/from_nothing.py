"""A database that holds nothing gets its tables as they are today, in one go. Playing every migration over again makes
the same ones at ten times the cost, and whoever starts a portal, a demonstration or a test would wait for it."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython


def build(connection: BaseDatabaseWrapper) -> None:
    """The tables, then what migrations do beside them (guards, first rows), then the migrations' names as applied. A
    database that holds anything is left alone, for its migrations to bring on."""
    if connection.introspection.table_names():
        return
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    migrations = [migration for migration, _ in executor.migration_plan(leaves, clean_start=True)]
    today = executor.loader.project_state().apps
    with connection.schema_editor(atomic=True) as editor:
        for model in today.get_models():
            if model._meta.can_migrate(connection) and not model._meta.proxy:
                editor.create_model(model)
    with connection.schema_editor(atomic=True) as editor:
        for migration in migrations:
            for operation in migration.operations:
                if isinstance(operation, RunPython):
                    operation.code(today, editor)
    for migration in migrations:
        executor.recorder.record_applied(migration.app_label, migration.name)
