"""`hopback doctor`: is everything there that the portal needs?"""

import json
import socket
from collections.abc import Callable
from typing import Annotated, NamedTuple

import typer

from .portal import missing_file, set_up

Check = Callable[[], str]


class Result(NamedTuple):
    check: str
    ok: bool
    says: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each check.")] = False,
) -> None:
    """Check the settings, the database, the log and the mail server. Exit 1 if something is wrong."""
    set_up()
    results = [_run(name, check) for name, check in CHECKS.items()]
    for result in results:
        typer.echo(json.dumps(result._asdict()) if as_json else _line(result))
    raise typer.Exit(0 if all(result.ok for result in results) else 1)


def _run(name: str, check: Check) -> Result:
    try:
        return Result(name, True, check())
    except Exception as problem:  # noqa: BLE001 - whatever it is, the doctor names it and goes on
        return Result(name, False, str(problem) or type(problem).__name__)


def _line(result: Result) -> str:
    word = typer.style("ok ", fg="green") if result.ok else typer.style("bad", fg="red")
    return f"{word}  {result.check}: {result.says}"


def _settings() -> str:
    from django.conf import settings

    if settings.DEMONSTRATION:
        return "demonstration: never use it for real tracebacks"
    if not settings.SECURE:
        raise RuntimeError("HOPBACK_BASE_URL is not https: mail links and cookies would travel in the open")
    return settings.BASE_URL


def _database() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from hopback.portal.demonstration.guard import check_database

    if missing := missing_file():
        raise RuntimeError(missing)
    executor = MigrationExecutor(connection)
    missing_steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing_steps:
        raise RuntimeError(f"{len(missing_steps)} migrations are missing. They are made by: hopback serve")
    check_database()
    return f"{connection.vendor}, up to date"


def _signing_key() -> str:
    from django.conf import settings

    from hopback.portal.ground.signing_keys import is_open_to_others, keyring
    from hopback.wire.signing import kid_of

    ring = keyring()
    if is_open_to_others(settings.SIGNING_KEY_FILE):
        raise RuntimeError(f"{settings.SIGNING_KEY_FILE} can be read by others: chmod 600")
    earlier = f", {len(ring.listed) - 1} earlier listed" if len(ring.listed) > 1 else ""
    return f"{kid_of(ring.listed[0])}{earlier}"


def _log() -> str:
    from hopback.portal.logbook.queries import verify

    if missing := missing_file():
        raise RuntimeError(missing)
    found = verify()
    if not found.ok:
        raise RuntimeError(f"entry {found.first_bad}: {found.reason}")
    return f"{found.entries:,} entries, whole"


def _mail() -> str:
    from django.conf import settings

    at = f"{settings.SMTP.host}:{settings.SMTP.port}"
    try:
        with socket.create_connection((settings.SMTP.host, settings.SMTP.port), timeout=5):
            return f"{at} takes connections"
    except OSError as problem:
        raise RuntimeError(f"{at} takes no connection: {problem.strerror or problem}") from problem


CHECKS: dict[str, Check] = {
    "settings": _settings,
    "database": _database,
    "signing key": _signing_key,
    "log": _log,
    "mail server": _mail,
}
