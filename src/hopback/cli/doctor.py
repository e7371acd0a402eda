"""`hopback doctor`: is everything there that the portal needs?"""

import socket
from collections.abc import Callable

import typer

from .portal import set_up

Check = Callable[[], str]


def doctor() -> None:
    """Check the database, the log's triggers, the mail server and the settings. Exit 1 if something is wrong."""
    set_up()
    results = [_run(name, check) for name, check in CHECKS.items()]
    raise typer.Exit(0 if all(results) else 1)


def _run(name: str, check: Check) -> bool:
    try:
        typer.echo(f"{typer.style('ok', fg='green'):>4}  {name}: {check()}")
    except Exception as problem:  # noqa: BLE001 - whatever it is, the doctor names it and goes on
        typer.echo(f"{typer.style('bad', fg='red'):>4}  {name}: {problem}")
        return False
    return True


def _database() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise RuntimeError(f"{len(missing)} migrations are missing. Run: hopback serve, or django-admin migrate")
    return f"{connection.vendor}, up to date"


def _log() -> str:
    from hopback.portal.logbook.queries import verify

    found = verify()
    if not found.ok:
        raise RuntimeError(f"entry {found.first_bad}: {found.reason}")
    return f"{found.entries:,} entries, whole"


def _mail() -> str:
    from django.conf import settings

    with socket.create_connection((settings.SMTP.host, settings.SMTP.port), timeout=5):
        return f"{settings.SMTP.host}:{settings.SMTP.port} takes connections"


def _settings() -> str:
    from django.conf import settings

    if settings.DEMONSTRATION:
        return "demonstration: never use it for real tracebacks"
    if not settings.SECURE:
        raise RuntimeError("HOPBACK_BASE_URL is not https: mail links and cookies would travel in the open")
    return settings.BASE_URL


CHECKS: dict[str, Check] = {"database": _database, "log": _log, "mail server": _mail, "settings": _settings}
