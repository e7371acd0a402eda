"""`hopback complaints import`: an authority's file of complaints into the portal, recognised by its header (A4.4)."""

import json
from pathlib import Path
from typing import Annotated

import typer

from .portal import database, set_up, stop

app = typer.Typer(help="What consumers reported to authorities.", no_args_is_help=True)
MOST_BYTES = 200 * 1024 * 1024


@app.callback()
def _nouns() -> None:
    """What consumers reported to authorities."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The FTC's daily file, or the FCC's export of unwanted calls.")],
    report: Annotated[Path | None, typer.Option(help="Write odd rows to this CSV instead of the terminal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Import a file; the same file again adds nothing. Rows that are left out or odd are told with their lines."""
    text = read_text(file)
    set_up()
    from hopback.policy.clause import Refused
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.complaints import actions
    from hopback.portal.ground import clock
    from hopback.portal.sourcing.complaints import read

    try:
        with database():
            made = actions.import_file(name=file.name, text=text, by=SYSTEM, now=clock.now())
        odd = [(row.line, not row.left_out, row.reason) for row in read(text.splitlines(keepends=True)) if row.reason]
    except Refused as refused:
        stop(f"{file.name}: {refused}")
    if report is not None:
        _write(report, odd)
    if as_json:
        said = {"kind": "complaints", "authority": made.authority, "rows": made.rows, "kept": made.kept}
        rows = [{"line": line, "kept": kept, "reason": reason} for line, kept, reason in odd]
        more = {"already_there": made.already, "left_out": made.left_out, "odd": len(odd) if report else rows}
        typer.echo(json.dumps({**said, **more}))
        return
    for line, kept, reason in () if report else odd:
        typer.echo(f"line {line}, {'kept' if kept else 'left out'}: {reason}")
    typer.echo(
        f"{made.rows:,} complaints: {made.kept:,} new, {made.already:,} there already, {made.left_out:,} left out, "
        f"{len(odd) - made.left_out:,} kept though odd." + (f" Rows with reasons: {report}" if report else "")
    )


def _write(report: Path, odd: list[tuple[int, bool, str]]) -> None:
    from hopback.portal.ground.tables import csv_text

    rows = [(line, "kept" if kept else "left out", reason) for line, kept, reason in odd]
    report.write_text(csv_text(("line", "row", "reason"), rows), encoding="utf-8")


def read_text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            stop(f"{file.name} is larger than {MOST_BYTES // 1024**2} MB.")
        return file.read_text(encoding="utf-8-sig")
    except OSError as problem:
        stop(f"{file.name} cannot be read: {problem.strerror}.")
    except UnicodeDecodeError:
        stop(f"{file.name} is not text in UTF-8.")
