"""`hopback cdr sniff FILE`: which switch wrote it? If nobody knows: which column is what? Nothing is sent anywhere."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def sniff(
    file: Annotated[Path, typer.Argument(help="A file of call records, or a folder of them.")],
    dialect: Annotated[str, typer.Option(help="Read it as this dialect, whatever it looks like.")] = "",
    mapping: Annotated[Path | None, typer.Option(help="Read it by this mapping.toml.")] = None,
    zone: Annotated[str, typer.Option(help="The zone of times that carry none: America/Chicago, UTC.")] = "",
    form: Annotated[str, typer.Option(help="How times are written, when it asks: %m/%d/%Y %H:%M:%S.")] = "",
    out: Annotated[Path | None, typer.Option(help="Write the proposed mapping here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Tell what a file of call records is, and show five of its rows as they are understood.

    Exit 0: it can be read. Exit 1: something has to be decided first. Exit 2: it cannot be read at all.
    """
    from .looking import Wish, look  # readers of every switch: no other verb has to wait for them

    look(file, Wish(dialect, mapping, zone, form, out, as_json), now=datetime.now(UTC))
