"""An import with its progress, and what came of it in words."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hopback.carrier.cdr.archive.compacting import compact
from hopback.carrier.cdr.archive.damage import DamagedError
from hopback.carrier.cdr.archive.engine import for_imports
from hopback.carrier.cdr.archive.lock import BusyError
from hopback.carrier.cdr.archive.rows import Numbering
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.dialects.mapped.checks import zone_name
from hopback.carrier.cdr.dialects.mapped.mapping import Mapping
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.importing.job import Job, files_in
from hopback.carrier.cdr.importing.job import Progress as Tell
from hopback.carrier.cdr.importing.wish import Imported, Wish
from hopback.carrier.cdr.reading import Settings, UnreadableError

_SAYS = {
    "new": "",
    "grown": " (only what is new since the last import)",
    "resumed": " (from where an earlier import stopped)",
}

_AGAIN = "What was committed before is in the archive. Put that right and run the same command: it goes on from there."


@dataclass(frozen=True)
class Told:
    """What was said on the command line."""

    dialect: str
    mapping: Path | None
    zone: str
    switch: str
    country: str
    prefixes: tuple[str, ...]
    columns: tuple[str, ...]
    as_json: bool

    def wish(self) -> Wish:
        mapped = Mapped.of(self.mapping) if self.mapping else None
        return Wish(
            settings=Settings(
                zone=self._zone(), switch=self.switch, columns=self._columns(), tech_prefixes=self.prefixes
            ),
            zone_said=bool(self.zone),
            numbering=self._numbering(mapped.mapping if mapped else None),
            dialect=mapped or (registry.by_name(self.dialect) if self.dialect else None),
        )

    def _columns(self) -> dict[str, str]:
        pairs = [each.partition("=") for each in self.columns]
        for ours, equals, theirs in pairs:
            if not (ours.strip() and equals and theirs.strip()):
                raise UnreadableError(f"--column {ours}{equals}{theirs}: write ours=theirs, such as calling=src_user.")
        return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(zone_name(self.zone) or "UTC")
        except ValueError as problem:
            raise UnreadableError(f"--zone {self.zone}: {problem}") from problem

    def _numbering(self, mapping: Mapping | None) -> Numbering:
        if not (self.country.isdigit() and len(self.country) <= 3):
            raise UnreadableError(
                f"--country {self.country}: this is a calling code of one to three digits, such as 1 or 44."
            )
        if mapping is None:
            return Numbering(self.country, self.prefixes)
        return Numbering(mapping.numbers.country, mapping.numbers.tech_prefixes or self.prefixes)


def bring_in(files: list[Path], archive: Path, told: Told, *, now: datetime) -> None:
    """Imports, says what came of it and ends the program."""
    for_imports()
    try:
        wish = told.wish()
        with Writer(archive) as writer, _progress(quiet=told.as_json) as progress:
            job = Job(writer, wish, now=now, progress=progress)
            results = [job.run(path) for path in files_in(files) or _table(wish)]
            compact(writer)
    except (UnreadableError, BusyError, DamagedError) as problem:
        _fail(str(problem), told.as_json)
    except (OSError, sqlite3.Error, duckdb.Error) as problem:
        _fail(f"The import stopped: {_first_line(problem)}. {_AGAIN}", told.as_json)
    if not results:
        _fail(
            f"There are no files in {', '.join(map(str, files))}." if files else "Name a file to import.", told.as_json
        )
    if told.as_json:
        typer.echo(json.dumps({"files": [_object(each) for each in results]}, ensure_ascii=False))
    else:
        for each in results:
            _show(each)
    raise typer.Exit(_code(results))


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0].rstrip(".")


def _table(wish: Wish) -> list[Path]:
    """A mapping that names a table in a database needs no file."""
    source = wish.dialect.mapping.source if isinstance(wish.dialect, Mapped) else None
    return [Path(source.table)] if source and source.format == "postgresql" else []


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Tell]:
    """A bar on a terminal; silence where a program reads."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("lines"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        tasks: dict[Path, Any] = {}

        def tell(path: Path, done: int, total: int) -> None:
            if path not in tasks:
                tasks[path] = bar.add_task(path.name, total=total or None)
            bar.update(tasks[path], completed=done)

        yield tell


def _code(results: list[Imported]) -> int:
    if any(each.state == "unusable" for each in results):
        return 2
    return 1 if any(each.rejected for each in results) else 0


def _show(result: Imported) -> None:
    if result.state == "unusable":
        why = result.why if result.why.startswith(str(result.path)) else f"{result.path}: {result.why}"
        typer.secho(why, err=True, fg=typer.colors.RED)
        return
    if result.state == "same":
        typer.echo(f"{result.path}: nothing new, {result.why}.")
        return
    speed = f", {result.records / result.seconds:,.0f}/s" if result.records > 1000 and result.seconds else ""
    way = ", by columns" if result.quick else ""
    typer.echo(f"{result.path}: {result.records:,} calls{_SAYS[result.state]}, as {result.dialect}{speed}{way}.")
    if result.copies:
        typer.echo(f"  {result.copies:,} were there already, by the switch's own ids.")
    if result.skipped:
        typer.echo(f"  {result.skipped:,} rows are no calls of their own: headings, ends of calls, interim rows.")
    if result.warning:
        typer.secho(f"  {result.warning}", fg=typer.colors.YELLOW)
    if result.rejected:
        typer.secho(
            f"  {result.rejected:,} rows were rejected; all of them are in {result.rejects_file}",
            fg=typer.colors.YELLOW,
        )
        for bad in result.bad:
            typer.echo(f"    line {bad.place.line}: {bad.reason}")


def _object(result: Imported) -> dict[str, Any]:
    return {
        "file": str(result.path),
        "state": result.state,
        "dialect": result.dialect,
        "read": "by columns" if result.quick else "row by row",
        "records": result.records,
        "copies": result.copies,
        "rejected": result.rejected,
        "skipped": result.skipped,
        "rejects_file": result.rejects_file,
        "bad": [{"line": bad.place.line, "reason": bad.reason} for bad in result.bad],
        "warning": result.warning,
        "why": result.why,
        "seconds": round(result.seconds, 3),
    }


def _fail(words: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"error": words}, ensure_ascii=False))
    else:
        typer.secho(words, err=True, fg=typer.colors.RED)
    raise typer.Exit(2)
