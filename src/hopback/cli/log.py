"""`hopback log verify`: does every entry commit to the one before it, and to what was published of it (A3.5)?"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .portal import database, set_up, stop

if TYPE_CHECKING:
    from hopback.wire.verifier import Note

app = typer.Typer(help="The append-only log.", no_args_is_help=True)
HASH = re.compile(r"[0-9a-f]{64}")


@app.callback()
def _nouns() -> None:
    """The append-only log."""


@app.command()
def verify(
    head: Annotated[
        str,
        typer.Option(
            help="A head that was published earlier, as a file or as its text; or the hash of an entry that you "
            "wrote down. The log must still begin with it."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Recompute every hash of the log. Exit 0: whole. Exit 1: tampered with, and where."""
    set_up()
    from hopback.portal.logbook.queries import verify as verify_log
    from hopback.portal.retention.queries import certified_payloads

    until = head if HASH.fullmatch(head) else None
    noted = _noted(head) if head and not until else None
    with database():
        found = verify_log(until=until, noted=noted)
        unaccounted = found.erased - certified_payloads() if found.ok else 0
    if unaccounted > 0:
        found = replace(found, ok=False, reason=f"{unaccounted:,} payloads are missing, and no certificate says why.")
    if as_json:
        result = {
            "ok": found.ok,
            "entries": found.entries,
            "head": found.head,
            "noted": noted.size if noted else None,
            "erased": found.erased,
            "first_bad": found.first_bad,
            "reason": found.reason,
        }
        typer.echo(json.dumps(result))
    elif found.ok:
        erased = f" {found.erased:,} payloads erased lawfully." if found.erased else ""
        typer.echo(f"{found.entries:,} entries verified.{erased} Head {found.head}")
        if noted:
            typer.echo(f"The first {noted.size:,} are those of the head that you noted.")
    else:
        where = f"Entry {found.first_bad}: " if found.first_bad else ""
        typer.secho(f"{where}{found.reason}", err=True, fg=typer.colors.RED)
    raise typer.Exit(0 if found.ok else 1)


def _noted(head: str) -> "Note":
    """The head in this file or text, signed by a key of ours; leaves with 2 where it is none."""
    from hopback.portal.ground.signing_keys import NoSigningKey, keyring
    from hopback.wire import heads

    try:
        noted = heads.read(_text(head))
        if heads.signer(noted, keyring().listed) is None:
            stop("This head was signed by a key that is not in our file of signing keys.")
    except (heads.NoHead, NoSigningKey, OSError, UnicodeDecodeError) as fault:
        stop(f"--head: {fault}")
    return noted


def _text(head: str) -> str:
    if "\n" in head or " " in head:
        return head
    return Path(head).read_text(encoding="utf-8")
