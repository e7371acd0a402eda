"""`hopback cdr forget`: calls that have been kept long enough leave the archive."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer


def forget(
    archive: Annotated[Path, typer.Option(help="The folder that `hopback cdr import` filled.")],
    keep_days: Annotated[int | None, typer.Option(min=1, help="Keep the calls of so many days, and today's.")] = None,
    before: Annotated[str, typer.Option(help="Or: forget the days (UTC) before this one, 2026-01-01.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: from cron or a timer.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output; forgets with --yes only.")
    ] = False,
) -> None:
    """Forget whole days. It cannot be undone, so it asks. Exit 0: done, or nothing to do. Exit 1: not wanted."""
    from hopback.carrier.cdr.archive.catalog import NAME  # the archive's libraries: no other verb waits for them
    from hopback.carrier.cdr.archive.lock import BusyError
    from hopback.carrier.cdr.archive.writing import Writer
    from hopback.carrier.cdr.importing import retention
    from hopback.carrier.traffic.kept import FOLDER, tidy

    day = _day(keep_days, before, as_json)
    if not (archive / NAME).is_file():
        _fail(f"There is no archive in {archive}.", as_json)
    try:
        with Writer(archive) as writer:
            old = retention.before(writer, day)
            if not as_json:
                typer.echo(f"Before {day}: {old.records:,} calls of {len(old.days):,} days, {old.bytes / 1e6:,.1f} MB.")
            wanted = yes or not (old.parts or old.sources) or (not as_json and typer.confirm("Forget them for good?"))
            if wanted:
                retention.forget(writer, old)
                tidy(archive / FOLDER, {part.day for part in writer.catalog.parts()})
    except (BusyError, OSError) as problem:
        _fail(str(problem), as_json)
    if as_json:
        found = {"before": str(day), "calls": old.records, "days": list(old.days), "bytes": old.bytes}
        typer.echo(json.dumps(found | {"forgotten": wanted}))
    raise typer.Exit(0 if wanted else 1)


def _day(keep_days: int | None, before: str, as_json: bool) -> date:
    if (keep_days is None) is not bool(before):
        _fail("Say either --keep-days 540 or --before 2026-01-01.", as_json)
    if keep_days is not None:
        return datetime.now(UTC).date() - timedelta(days=keep_days)
    try:
        return date.fromisoformat(before)
    except ValueError:
        _fail(f"--before {before}: no day. Write it like 2026-01-01.", as_json)


def _fail(words: str, as_json: bool) -> NoReturn:
    typer.echo(json.dumps({"error": words}) if as_json else words, err=not as_json)
    raise typer.Exit(2)
