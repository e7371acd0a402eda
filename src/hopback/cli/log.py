"""`hopback log verify`: does every entry commit to the one before it (A3.5)?"""

import json
from typing import Annotated

import typer

from .portal import database, set_up

app = typer.Typer(help="The append-only log.", no_args_is_help=True)


@app.callback()
def _nouns() -> None:
    """The append-only log."""


@app.command()
def verify(
    head: Annotated[str, typer.Option(help="A head you wrote down earlier: the log must still contain it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Recompute every hash of the log. Exit 0: whole. Exit 1: tampered with, and where."""
    set_up()
    from hopback.portal.logbook.queries import verify as verify_log

    with database():
        found = verify_log(until=head or None)
    if as_json:
        result = {
            "ok": found.ok,
            "entries": found.entries,
            "head": found.head,
            "first_bad": found.first_bad,
            "reason": found.reason,
        }
        typer.echo(json.dumps(result))
    elif found.ok:
        typer.echo(f"{found.entries:,} entries verified. Head {found.head}")
    else:
        typer.secho(f"Entry {found.first_bad}: {found.reason}", err=True, fg=typer.colors.RED)
    raise typer.Exit(0 if found.ok else 1)
