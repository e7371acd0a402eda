"""The portal as the command line needs it: set up, asked, or a clear word on why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer

WITHOUT_PORTAL = "The portal is not installed here. Install it with: pip install 'hopback[portal]'"


def set_up(**environment: str) -> None:
    """Set Django up under these variables; exit with 2 and one sentence where it cannot be."""
    os.environ.update(environment)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopback.portal.settings")
    try:
        import django
        from django.core.exceptions import ImproperlyConfigured
    except ImportError:
        stop(WITHOUT_PORTAL)
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        stop(str(problem))


def stop(sentence: str, code: int = 2) -> NoReturn:
    """Say what is wrong on standard error and leave. 1: the answer is no; 2: it could not be asked."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)
    raise typer.Exit(code)


@contextmanager
def database() -> Iterator[None]:
    """Ask the database; exit with 2 and one sentence where it cannot be asked."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    if missing := missing_file():
        stop(missing)
    try:
        yield
    except (DatabaseError, ImproperlyConfigured) as problem:
        stop(f"The database cannot be asked: {problem}. More says: hopback doctor")


def missing_file() -> str:
    """A sentence where the SQLite file is not there: asking would make an empty one."""
    from django.db import connection

    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return ""
    name = str(connection.settings_dict["NAME"])
    if Path(name).exists():
        return ""
    return f"There is no database at {name}. It is made by: hopback serve"


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
