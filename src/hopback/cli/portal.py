"""The portal as the command line needs it: set up, or a clear word on why not."""

import os

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


def stop(sentence: str, code: int = 2) -> None:
    """Say what is wrong on standard error and leave. 1: the answer is no; 2: it could not be asked."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)
    raise typer.Exit(code)


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
