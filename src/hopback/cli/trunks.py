"""`hopback trunks learn|set|check`: whose trunk is whose, proposed from the records, kept in a file."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hopback.carrier.cdr.archive.archive import Archive, NoArchiveError
from hopback.carrier.client import KeyMissingError, Portal, PortalError, read_key
from hopback.carrier.trunks import TrunkMap, TrunksFileError
from hopback.carrier.trunks.archived import ingresses
from hopback.carrier.trunks.learning import LookUp, Proposal, proposals, text_of
from hopback.carrier.trunks.mapping import Standing
from hopback.carrier.trunks.reading import parse
from hopback.carrier.trunks.seen import Ingress, Share, expired, shares
from hopback.carrier.trunks.setting import named

from .later import LATER
from .portal import stop

app = typer.Typer(help=LATER["trunks"], no_args_is_help=True, add_completion=False)
ARCHIVE = typer.Option("--archive", help="Where `hopback cdr import` put the calls.")
FILE = typer.Option("--file", help="The map; what a person wrote in it stays as it is.")
JSON = typer.Option("--json", help="One JSON object for each row.")


@app.command()
def learn(
    archive: Annotated[Path, ARCHIVE],
    out: Annotated[Path | None, typer.Option(help="Write the map there; without it, to standard output.")] = None,
    portal: Annotated[str, typer.Option(help="Ask this portal for providers with such names.")] = "",
    key_file: Annotated[Path | None, typer.Option(help="The portal's key; else HOPBACK_API_KEY.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Propose a row for every trunk and address that calls came in by and that the map does not have yet."""
    before = _text(out) if out and out.exists() else ""
    known = _parsed(before, out) if before else TrunkMap()
    try:
        found = proposals(_ingresses(archive), known, _look_up(portal, key_file))
    except (KeyMissingError, PortalError, ValueError) as problem:
        stop(str(problem))
    if as_json:
        for each in found:
            typer.echo(json.dumps(_json(each)))
    if out and (found or not before):
        out.write_text(text_of(found, before=before), encoding="utf-8")
    if not as_json:
        typer.echo(
            f"{len(found)} row{'' if len(found) == 1 else 's'} added to {out}: say in each who it is."
            if out
            else text_of(found)
        )


@app.command("set")
def set_(
    trunk: Annotated[str, typer.Argument(help="The trunk (or address, or account) as the map has it.")],
    upstream: Annotated[str, typer.Argument(help="prv_… of the provider behind it.")],
    file: Annotated[Path, FILE] = Path("trunks.toml"),
) -> None:
    """Write who stands behind one trunk into its row."""
    try:
        changed = named(_text(file), trunk=trunk, upstream=upstream, name=file.name)
    except TrunksFileError as problem:
        stop(str(problem))
    file.write_text(changed, encoding="utf-8")
    typer.echo(f"{trunk} is {upstream}.")


@app.command()
def check(
    archive: Annotated[Path, ARCHIVE],
    file: Annotated[Path, FILE] = Path("trunks.toml"),
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """What the map leaves open, by its share of all calls, and rows that ended. Exit 1 if there is any."""
    known = _parsed(_text(file), file)
    told = shares(_ingresses(archive), known)
    ended = expired(known, datetime.now(UTC))
    open_ = [each for each in told if each.standing is not Standing.MAPPED]
    if as_json:
        for each in told:
            typer.echo(json.dumps(_share(each)))
        for sentence in ended:
            typer.echo(json.dumps({"expired": sentence}))
    else:
        _print(open_, ended)
    raise typer.Exit(1 if open_ or ended else 0)


def _print(left: list[Share], ended: list[str]) -> None:
    if left:
        table = Table("Trunk", "Address", "Account", "Calls", "Share", "Why")
        for each in left:
            way = each.ingress
            table.add_row(way.trunk, way.source_ip, way.account, f"{way.calls:,}", f"{each.of_all:.1%}", each.because)
        Console().print(table)
    else:
        typer.echo("Every way in is mapped.")
    for sentence in ended:
        typer.echo(sentence)


def _ingresses(archive: Path) -> list[Ingress]:
    try:
        with Archive(archive) as opened, tempfile.TemporaryDirectory() as scratch:
            return ingresses(opened, Path(scratch))
    except NoArchiveError as problem:
        stop(str(problem))


def _look_up(url: str, key_file: Path | None) -> LookUp | None:
    if not url:
        return None
    return Portal(url, read_key(key_file)).providers


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        stop(f"{file} cannot be read: {problem}. `hopback trunks learn --out {file}` proposes one.")


def _parsed(text: str, file: Path | None) -> TrunkMap:
    try:
        return parse(text, name=file.name if file else "trunks.toml")
    except TrunksFileError as problem:
        stop(str(problem))


def _json(proposal: Proposal) -> dict[str, object]:
    guesses = [{"id": each.id, "name": each.name} for each in proposal.guesses]
    return {**_ingress(proposal.ingress), "guesses": guesses}


def _share(share: Share) -> dict[str, object]:
    return {
        **_ingress(share.ingress), "share": round(share.of_all, 6), "standing": share.standing.value,
        "because": share.because,
    }  # fmt: skip


def _ingress(way: Ingress) -> dict[str, object]:
    return {
        "trunk": way.trunk, "source_ip": way.source_ip, "account": way.account, "switch": way.switch,
        "calls": way.calls, "first_at": way.first_at.isoformat(), "last_at": way.last_at.isoformat(),
    }  # fmt: skip
