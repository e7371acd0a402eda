"""`hopback traffic candidate`: calls of a report into the portal, to be traced (A4.4, XA.7)."""

import json
from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.client import KeyMissingError, Portal, PortalError, read_key
from hopback.carrier.traffic.candidates import NothingToTraceError, candidates, found, result, sending
from hopback.policy.article_4_sourcing import Basis, Nature

from ..portal import stop
from .showing import read


def candidate(
    name: Annotated[str, typer.Argument(help="The customer, way in or number, as the report has it.")],
    nature: Annotated[Nature, typer.Option(help="What you deem the traffic to be (A4.2).")],
    basis: Annotated[Basis, typer.Option(help="On which ground its calls may be traced (A4.1).")],
    report: Annotated[Path, typer.Option(help="The report's JSON.")] = Path("traffic/traffic.json"),
    portal: Annotated[str, typer.Option(help="The portal's address.")] = "",
    key_file: Annotated[Path | None, typer.Option(help="The portal's key; else HOPBACK_API_KEY.")] = None,
    approval: Annotated[str, typer.Option(help="Whose approval, when that is the basis.")] = "",
    terminating: Annotated[str, typer.Option(help="Who delivered the calls: prv_… or the exact name.")] = "",
    calls: Annotated[int, typer.Option(min=1, max=8, help="How many calls, the latest first.")] = 3,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The portal's answer as JSON.")] = False,
) -> None:
    """Open candidates with the calls that show it; the same again opens nothing twice. Exit 1: one was not taken."""
    try:
        one = found(read(report), name)
        rows = candidates(one, nature=nature, basis=basis, approval=approval, terminating=terminating, most=calls)
    except NothingToTraceError as problem:
        stop(str(problem), 1)
    posted = sending(rows)
    if dry_run:
        typer.echo(json.dumps(json.loads(posted.body), ensure_ascii=False, indent=1))
        return
    if not portal:
        stop("Say where: --portal https://portal.example (or --dry-run).")
    try:
        with Portal(portal, read_key(key_file)) as client:
            answer = result(client.post(posted)[1])
    except (KeyMissingError, PortalError, ValueError) as problem:
        stop(str(problem))
    if as_json:
        typer.echo(answer.model_dump_json())
    else:
        typer.echo(f"{answer.accepted} opened, {answer.duplicates} there already, {answer.refused} not taken.")
        for row in answer.results:
            said = row.id or row.duplicate_of or " ".join(f"{e.field}: {e.detail} ({e.clause})" for e in row.errors)
            typer.echo(f"{row.result}: {said}")
    raise typer.Exit(1 if answer.refused else 0)
