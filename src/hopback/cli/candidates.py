"""`hopback candidates import`: a file of calls or of complaints into the portal, recognised by its header (A4.4)."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from . import complaints
from .complaints import read_text
from .portal import database, set_up, stop

app = typer.Typer(help="Calls that may be traced.", no_args_is_help=True)
AT_ONCE = 1_000


class Odd(NamedTuple):
    """A row to look at: kept all the same, or left out."""

    line: int
    kept: bool
    reason: str


class Found(NamedTuple):
    """What became of a file."""

    kind: str
    rows: int
    kept: int
    already: int
    odd: list[Odd]


class Step(Protocol):
    def __call__(self, rows: int) -> None: ...


@app.callback()
def _nouns() -> None:
    """Calls that may be traced."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="Candidates as a spreadsheet, or an authority's file of complaints.")],
    source: Annotated[str, typer.Option(help="Whose candidates they are: src_… or its name.")] = "",
    report: Annotated[Path | None, typer.Option(help="Write odd rows to this CSV instead of the terminal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Import a file; the same file again changes nothing. Exit 1: rows of a spreadsheet were left out."""
    text = read_text(file)
    set_up()
    from hopback.evidence.complaints.files import whose
    from hopback.policy.clause import Refused

    if whose(text.split("\n", 1)[0]):
        complaints.import_file(file, report, as_json)
        return
    try:
        with database(), _progress(text.count("\n")) as step:
            found = _spreadsheet(text.splitlines(keepends=True), source, step)
    except Refused as refused:
        stop(f"{file.name}: {refused}")
    _tell(found, report, as_json)
    if any(not odd.kept for odd in found.odd):
        raise typer.Exit(1)


@contextmanager
def _progress(rows: int) -> Iterator[Step]:
    columns = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("rows", total=max(rows - 1, 0))
        yield lambda rows: shown.advance(task, rows)


def _spreadsheet(lines: Sequence[str], named: str, step: Step) -> Found:
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock
    from hopback.portal.sourcing import actions, spreadsheet
    from hopback.wire.candidates import MOST

    rows = spreadsheet.told("".join(lines))
    source, now = _source(named), clock.now()
    count, kept, already, odd = 0, 0, 0, []
    for told in batched(rows, MOST):
        taken = actions.submit_rows(source=source, rows=[cells for _, cells in told], by=SYSTEM, now=now)
        for (line, _), one in zip(told, taken, strict=True):
            again = bool(one.row.duplicate_of) or one.row.repeats is not None
            kept, already = kept + bool(one.public_id), already + again
            if one.row.faults and not again:
                said = (f"{fault.field}: {fault.reason} ({fault.clause})" for fault in one.row.faults)
                odd.append(Odd(line, False, " ".join(said)))
        count += len(told)
        step(rows=len(told))
    return Found("candidates", count, kept, already, odd)


def _source(named: str) -> Any:
    from hopback.portal.sourcing.models import Source

    found = Source.objects.filter(public_id=named).first() or Source.objects.filter(name__iexact=named).first()
    if found is None:
        stop("Say whose candidates these are: --source src_… or its name, as listed on the page of sources.")
    return found


def _tell(found: Found, report: Path | None, as_json: bool) -> None:
    from hopback.portal.ground.tables import csv_text

    words = [(odd.line, "kept" if odd.kept else "left out", odd.reason) for odd in found.odd]
    if report is not None:
        report.write_text(csv_text(("line", "row", "reason"), words), encoding="utf-8")
    left = sum(not odd.kept for odd in found.odd)
    if as_json:
        counts = {"kind": found.kind, "rows": found.rows, "kept": found.kept, "already_there": found.already}
        rows = [odd._asdict() for odd in found.odd]
        typer.echo(json.dumps({**counts, "left_out": left, "odd": rows if report is None else len(rows)}))
        return
    for line, row, reason in words if report is None else ():
        typer.echo(f"line {line}, {row}: {reason}")
    typer.echo(
        f"{found.rows:,} {found.kind}: {found.kept:,} new, {found.already:,} there already, {left:,} left out, "
        f"{len(words) - left:,} kept though odd." + (f" Rows with reasons: {report}" if report else "")
    )
