"""`hopback cdr stats`: what an archive holds."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer


def stats(
    archive: Annotated[Path, typer.Option(help="The folder that `hopback cdr import` filled.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """By switch: how many calls, from when to when; and what they take on the disk. Exit 2: there is no archive."""
    from hopback.carrier.cdr.archive.archive import Archive, NoArchiveError  # no other verb waits for its libraries

    try:
        with Archive(archive) as store:
            holdings, parts = store.holdings(), store.parts()
    except NoArchiveError as problem:
        typer.echo(json.dumps({"error": str(problem)}) if as_json else str(problem), err=not as_json)
        raise typer.Exit(2) from problem
    calls, size = sum(each.records for each in holdings), sum(part.bytes for part in parts)
    said: dict[str, Any] = {
        "calls": calls,
        "days": len({part.day for part in parts}),
        "files": len(parts),
        "bytes": size,
        "bytes_per_call": round(size / calls, 2) if calls else None,
        "switches": [
            {
                "switch": each.switch,
                "calls": each.records,
                "first_at": each.first_at.isoformat(),
                "last_at": each.last_at.isoformat(),
            }
            for each in holdings
        ],
    }
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        _show(said)


def _show(said: dict[str, Any]) -> None:
    if not said["calls"]:
        typer.echo("No calls yet.")
        return
    typer.echo(f"{said['calls']:,} calls of {said['days']:,} days in {said['files']:,} files")
    typer.echo(f"{said['bytes'] / 1e6:,.1f} MB, {said['bytes_per_call']} bytes a call\n")
    for each in said["switches"]:
        first, last = (each[name][:19].replace("T", " ") for name in ("first_at", "last_at"))
        typer.echo(f"{each['switch'] or '(no name)'}: {each['calls']:,} calls, {first} to {last} UTC")
