"""`hopback traffic show`: everything a report says of one customer, way in or number."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from hopback.carrier.traffic.candidates import NothingToTraceError, found

from ..portal import stop


def read(report: Path) -> dict[str, Any]:
    try:
        said = json.loads(report.read_text(encoding="utf-8"))
    except OSError as problem:
        stop(f"{report} cannot be read: {problem.strerror}. Make it: hopback traffic report --archive DIR")
    except ValueError:
        stop(f"{report} is no report: it is the traffic.json that `hopback traffic report` writes.")
    if not isinstance(said, dict) or "customers" not in said:
        stop(f"{report} is no report: it is the traffic.json that `hopback traffic report` writes.")
    return said


def show(
    name: Annotated[str, typer.Argument(help="The customer, way in or number, as the report has it.")],
    report: Annotated[Path, typer.Option(help="The report's JSON.")] = Path("traffic/traffic.json"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Its score, what it rests on, the names it shows, the calls. Exit 1: the report does not have it."""
    try:
        one = found(read(report), name)
    except NothingToTraceError as problem:
        stop(str(problem), 1)
    if as_json:
        typer.echo(json.dumps(one, ensure_ascii=False))
        return
    typer.echo(f"{one['known_as'] or one['name'] or '(no name)'}: {one['score']:.0f} of 100")
    for sign in one["signs"]:
        typer.echo(f"{sign['points']:+6.1f}  {sign['sentence']}")
    names = one["figures"]["caller_names"]
    typer.echo(f"\nCaller names shown: {', '.join(names) or 'none in the records'}. Known as: {one['known_as'] or '?'}")
    for call in one["evidence"]:
        typer.echo(
            f"{call['at']}  {call['calling']} → {call['called']}  {'; '.join(call['why'])}  "
            f"{call['source']}:{call['line']}"
        )
