"""`hopback traffic report`: every day counted, everybody scored, written as a page, as CSV and as JSON."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hopback.carrier.cdr.archive.archive import NoArchiveError
from hopback.carrier.cdr.archive.damage import DamagedError
from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.traffic import listed, tables
from hopback.carrier.traffic.kept import Told
from hopback.carrier.traffic.known import Known, known
from hopback.carrier.traffic.leaving_out import sentence
from hopback.carrier.traffic.page import whole
from hopback.carrier.traffic.report import Asked, Report, made
from hopback.carrier.traffic.steps import Place
from hopback.carrier.trunks import TrunksFileError

from ..portal import stop
from .source import opened

PAGE, DATA = "traffic.html", "traffic.json"
_FAULTS = (NoArchiveError, DamagedError, UnreadableError, TrunksFileError, listed.ListError)


def report(
    archive: Annotated[Path | None, typer.Option(help="The folder that `hopback cdr import` filled.")] = None,
    warehouse: Annotated[
        Path | None, typer.Option(help="Instead: a mapping to a table of our own. Nothing of it is copied.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder for the page, the CSV and the JSON.")] = Path("traffic"),
    since: Annotated[str, typer.Option(help="From this day (UTC) on, 2026-01-01.")] = "",
    until: Annotated[str, typer.Option(help="To this day, itself included.")] = "",
    abroad: Annotated[
        list[str] | None, typer.Option(help="A way in (trunk or address) from abroad. Repeat it.")
    ] = None,
    caller_list: Annotated[
        list[Path] | None, typer.Option("--list", help="Numbers or blocks nobody may show, one a line. Repeat it.")
    ] = None,
    trunks: Annotated[Path | None, typer.Option(help="The map of trunks: who stands behind each name.")] = None,
    figures: Annotated[
        Path | None, typer.Option(help="What was counted of each day; else in the archive, or in `figures` of --out.")
    ] = None,
    portal: Annotated[str, typer.Option(help="The portal's address, for the links of the page.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The report on standard output; writes no files.")] = False,
) -> None:
    """Who calls as robocallers do? Exit 0: nobody stands out. Exit 1: somebody does. Exit 2: it cannot be said."""
    try:
        who = known(trunks) if trunks else Known({}, ())
        lists = listed.read(caller_list or ())
        asked = Asked(_day(since), _day(until), (*(abroad or ()), *who.abroad), lists, who.name)
        beside = figures or archive or out / "figures"
        with opened(archive, warehouse) as records, _progress() as told:
            rows = sum(day.rows for day in records.days())
            found = made(records, asked, now=datetime.now(UTC), told=told(rows), beside=beside)
    except _FAULTS as problem:
        stop(str(problem))
    except (duckdb.Error, OSError) as problem:
        stop(f"{'The archive' if archive else beside} cannot be read: {problem}".splitlines()[0])
    place = Place(str(out / DATA), portal)
    if as_json:
        typer.echo(json.dumps(tables.as_object(found, place), ensure_ascii=False))
    else:
        _write(found, out, place)
        _tell(found, out)
    raise typer.Exit(1 if found.suspects else 0)


def _write(found: Report, out: Path, place: Place) -> None:
    """Called numbers stand in them, so they are for their owner alone."""
    texts = {
        PAGE: whole.html(found, place),
        DATA: json.dumps(tables.as_object(found, place), ensure_ascii=False, indent=1),
        "customers.csv": tables.ranking_csv(found.customers),
        "upstreams.csv": tables.ranking_csv(found.upstreams),
        "numbers.csv": tables.ranking_csv(found.numbers),
        "calls.csv": tables.calls_csv(found),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = out / name
            path.touch(mode=0o600)
            path.chmod(0o600)
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        stop(f"{out} cannot be written: {problem.strerror or problem}.")


def _tell(found: Report, out: Path) -> None:
    if not found.days:
        typer.echo("There are no calls in these days.")
        return
    days = f"{len(found.days):,} day{'s' if len(found.days) != 1 else ''}, {found.new_days:,} counted now"
    typer.echo(f"{found.calls:,} calls of {found.all_customers:,} customers in {days}.")
    if said := sentence(found.left_out):
        typer.echo(said)
    for each in found.suspects[:20]:
        why = " ".join(sign.sentence for sign in each.signs[:2])
        typer.echo(f"{each.score:5.0f}  {each.figures.known_as or each.figures.name or '(no name)'}: {why}")
    typer.echo(f"{len(found.suspects):,} to be looked at. The page: {out / PAGE}")


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        stop(f"{said}: no day. Write it like 2026-01-01.")


@contextmanager
def _progress() -> Iterator[Callable[[int], Told]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def begin(rows: int) -> Told:
            task = shown.add_task("calls", total=rows)
            return lambda day, calls, known: shown.update(task, advance=calls, description=day)

        yield begin
