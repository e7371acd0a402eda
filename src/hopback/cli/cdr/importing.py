"""`hopback cdr import FILE… --archive DIR`: call records into the archive."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def bring(
    archive: Annotated[Path, typer.Option(help="The folder of the archive; made where there is none.")],
    files: Annotated[list[Path] | None, typer.Argument(help="Files of call records, or folders of them.")] = None,
    dialect: Annotated[str, typer.Option(help="Read them as this dialect, whatever they look like.")] = "",
    mapping: Annotated[Path | None, typer.Option(help="Read them by this mapping.toml.")] = None,
    zone: Annotated[str, typer.Option(help="The zone of times that carry none: America/Chicago, UTC.")] = "",
    switch: Annotated[str, typer.Option(help="The switch's name, where the records do not tell it.")] = "",
    country: Annotated[str, typer.Option(help="Calling code of numbers that are written without one.")] = "1",
    prefix: Annotated[list[str] | None, typer.Option(help="What the switch writes before called numbers.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="A column's name as the switch's owner chose it: ours=theirs.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Bring call records into the archive. A file that is read again adds nothing; one that has grown adds what is new.

    Exit 0: every row is in. Exit 1: some rows were rejected, and are told. Exit 2: a file could not be used.
    """
    from .bringing import Told, bring_in  # readers of every switch: no other verb has to wait for them

    told = Told(dialect, mapping, zone, switch, country, tuple(prefix or ()), tuple(column or ()), as_json)
    bring_in(files or [], archive, told, now=datetime.now(UTC))
