"""`hopback evidence verify`: is a package whole, and do its entries stand in the log (A5.4)? Offline."""

from pathlib import Path
from typing import Annotated

import typer

from hopback.wire import verifier

app = typer.Typer(help="Packages handed over on a lawful request.", no_args_is_help=True)


@app.callback()
def _nouns() -> None:
    """Packages handed over on a lawful request."""


@app.command()
def verify(
    package: Annotated[Path, typer.Argument(help="The zip as it was handed over.")],
    key: Annotated[str, typer.Option(help="The name (kid) of the portal's key, from its published list.")] = "",
) -> None:
    """Check every file, the signature and the log's entries. Exit 0: whole. Exit 1: changed, and which file."""
    raise typer.Exit(verifier.main([str(package), *(["--key", key] if key else [])]))
