"""A look into a file: is it a dialect that is known, or what would a mapping for it say?"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.dialects.mapped.checks import time_form, zone_name
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.dialects.mapped.sniffing import Proposal, sniff
from hopback.carrier.cdr.dialects.mapped.writing import toml
from hopback.carrier.cdr.reading import Dialect, Settings, UnreadableError

from . import preview, showing

SURE = 0.5  # from here on a dialect is taken for what it looks like


@dataclass(frozen=True)
class Wish:
    """What was said on the command line."""

    dialect: str
    mapping: Path | None
    zone: str
    form: str
    out: Path | None
    as_json: bool


def look(file: Path, wish: Wish, *, now: datetime) -> None:
    """Says what it is and ends the program."""
    try:
        _check(wish.zone, wish.form)
        if known := _known(file, wish.dialect, wish.mapping):
            _tell_known(file, known, wish.zone, now, wish.as_json)
        else:
            proposal = sniff(file, now=now, zone=wish.zone, form=wish.form)
            _tell_unknown(file, proposal, wish.out, wish.as_json)
    except UnreadableError as problem:
        _fail(str(problem), wish.as_json)


def _check(zone: str, form: str) -> None:
    for option, value, check in (("--zone", zone, zone_name), ("--form", form, time_form)):
        try:
            if value:
                check(value)
        except ValueError as problem:
            raise UnreadableError(f"{option} {value}: {problem}") from problem


def _known(file: Path, dialect: str, mapping: Path | None) -> Dialect | None:
    if mapping is not None:
        return Mapped.of(mapping)
    if not file.exists():
        raise UnreadableError(f"{file}: there is no such file.")
    if dialect:
        return registry.by_name(dialect)
    found = registry.recognise(file)
    return found[0][0] if found and found[0][1] >= SURE else None


def _tell_known(file: Path, dialect: Dialect, zone: str, now: datetime, as_json: bool) -> None:
    seen = preview.read(dialect, file, Settings(zone=ZoneInfo(zone or "UTC")))
    asks = preview.about_zone(dialect, seen, zone, now)
    if as_json:
        typer.echo(json.dumps(showing.known_as_json(file, dialect, seen, asks), ensure_ascii=False))
    else:
        showing.known(file, dialect, seen, asks, zone or "UTC")
    raise typer.Exit(0 if seen.calls else 1)


def _tell_unknown(file: Path, proposal: Proposal, out: Path | None, as_json: bool) -> None:
    found = proposal.mapping
    seen = preview.read(Mapped(found), file, Settings()) if found else preview.Seen()
    if out is not None:
        _write(out, toml(proposal))
    if as_json:
        typer.echo(json.dumps(showing.unknown_as_json(file, proposal, seen), ensure_ascii=False))
    else:
        showing.unknown(file, proposal, seen, out)
    raise typer.Exit(0 if seen.calls else 1)


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as problem:
        raise UnreadableError(f"{out} cannot be written: {problem.strerror or problem}") from problem


def _fail(words: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"error": words}, ensure_ascii=False))
    else:
        typer.secho(words, err=True, fg=typer.colors.RED)
    raise typer.Exit(2)
