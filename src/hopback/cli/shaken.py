"""`hopback shaken inspect`: what do these PASSporTs and certificates say, and how far can that be believed?"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hopback.evidence.shaken import bundle, reporting, revoked
from hopback.evidence.shaken.cache import Cache
from hopback.evidence.shaken.call import Call
from hopback.evidence.shaken.certificate import Certificate, CertificateFaultError
from hopback.evidence.shaken.fetching import Fetcher
from hopback.evidence.shaken.findings import Grade
from hopback.evidence.shaken.inspection import Desk, inspect

from . import inputs
from .later import LATER
from .portal import stop

app = typer.Typer(help=LATER["shaken"], no_args_is_help=True, add_completion=False)
LARGEST = 256 << 20  # bytes of one input


@app.callback()
def _nouns() -> None:
    """A noun of one verb keeps its verb."""


@app.command("inspect")
def inspect_(
    file: Annotated[
        str,
        typer.Argument(help="PASSporTs, Identity headers, certificates (PEM, DER), JSON lines; - for standard input."),
    ],
    trust: Annotated[Path | None, typer.Option(help="Roots that are trusted, in PEM.")] = None,
    certificates: Annotated[
        Path | None, typer.Option(help="More certificates at hand: signers' and authorities'.")
    ] = None,
    revocations: Annotated[
        Path | None, typer.Option(help="A list of revoked certificates (CRL), in PEM or DER.")
    ] = None,
    revocations_signer: Annotated[
        Path | None, typer.Option(help="Who may sign that list, in PEM; --trust may as well.")
    ] = None,
    call_from: Annotated[str, typer.Option(help="The call's calling number, in any form.")] = "",
    call_to: Annotated[str, typer.Option(help="The call's called number, in any form.")] = "",
    at: Annotated[str, typer.Option(help="When the call was made, with its zone: 2026-10-01T12:03:20Z.")] = "",
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch certificates from where the PASSporTs say they are.")
    ] = False,
    cache: Annotated[Path | None, typer.Option(help="A folder that keeps what was fetched.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each item.")] = False,
) -> None:
    """One finding for each item, graded ok, note, warning or wrong, each with what it rests on.

    Exit 0: nothing is wrong. Exit 1: something is. Exit 2: it cannot be read.
    """
    desk = Desk(now=datetime.now(UTC), call=Call(call_from, call_to, _moment(at)))
    roots = _bundle(trust, "--trust") if trust else []
    if trust:
        desk.store.trust(roots)
    if certificates:
        desk.add(_bundle(certificates, "--certificates"))
    if revocations:
        signers = _bundle(revocations_signer, "--revocations-signer") if revocations_signer else []
        desk.revoked = _revoked(revocations, [*roots, *signers])
    if fetch:
        desk.fetch = Fetcher(Cache(cache) if cache else None)
    raise typer.Exit(_print(inputs.read(file, most=LARGEST), desk, as_json=as_json))


def _print(data: bytes, desk: Desk, *, as_json: bool) -> int:
    grades = set()
    for item in inspect(data, desk):
        grades.add(item.grade)
        typer.echo(json.dumps(reporting.as_object(item)) if as_json else reporting.as_text(item))
    if not grades:
        stop("There is nothing in it: no PASSporT, no Identity header, no certificate.")
    return 1 if Grade.WRONG in grades else 0


def _bundle(path: Path, option: str) -> list[Certificate]:
    try:
        return bundle.certificates_in(inputs.read(str(path), most=LARGEST))
    except CertificateFaultError as fault:
        stop(f"{option} {path}: {fault}.")


def _revoked(path: Path, signers: list[Certificate]) -> revoked.Revoked:
    try:
        return revoked.read(inputs.read(str(path), most=LARGEST), signers)
    except revoked.ListFaultError as fault:
        stop(f"--revocations {path}: this is no list of revoked certificates: {fault}.")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        stop(f"--at {text}: write it like 2026-10-01T12:03:20Z.")
    if moment.tzinfo is None:
        stop(f"--at {text} has no zone: write it like 2026-10-01T12:03:20Z.")
    return moment.astimezone(UTC)
