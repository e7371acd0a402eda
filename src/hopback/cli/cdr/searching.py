"""`hopback cdr search`: which record is this call, and how sure is that?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def search(
    called: Annotated[str, typer.Option(help="The called number, in any form.")],
    calling: Annotated[str, typer.Option(help="The calling number, in any form; 'anonymous' where it is not known.")],
    at: Annotated[str, typer.Option(help="When the call was made, with its zone: 2026-10-01T12:03:20Z.")],
    archive: Annotated[Path, typer.Option(help="The folder that `hopback cdr import` filled.")],
    neighbour: Annotated[str, typer.Option(help="Who says that we handed it the call.")] = "",
    call_id: Annotated[str, typer.Option(help="The Call-ID by which that neighbour received it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Look for one call. Exit 0: sure. Exit 1: a person has to look, or nothing is found. Exit 2: cannot be asked."""
    from .found import Wish, look  # the archive's libraries: no other verb has to wait for them

    look(Wish(called, calling, at, neighbour, call_id, as_json), archive, now=datetime.now(UTC))
