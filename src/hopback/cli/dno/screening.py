"""`hopback dno screen`: which calls of a file came from a number that should originate none?"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.dialects.mapped.checks import zone_name
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.reading import Dialect, Row, Settings, UnreadableError
from hopback.carrier.gateway.calls import Hit, Tally, screened
from hopback.carrier.gateway.feeding.feed import allowed
from hopback.carrier.gateway.screening import Kind, Screen, build
from hopback.wire.do_not_originate.entries import NotAList

from ..portal import stop
from . import given, lists

SURE = 0.5  # from here on a file is taken for what it looks like
SHOWN = 20  # rows that could not be read, told one by one


def screen(
    calls: Annotated[list[Path], typer.Argument(help="Files of call records, in any dialect that cdr import reads.")],
    file: Annotated[Path, typer.Option("--list", help="The list, canonical CSV.")],
    signed: Annotated[Path | None, typer.Option("--manifest", help="The list's signed manifest, checked.")] = None,
    keys: Annotated[Path | None, typer.Option(help="The portal's keys, a JWK set.")] = None,
    allow: Annotated[Path | None, typer.Option(help="Numbers that pass all the same, one on each line.")] = None,
    dialect: Annotated[str, typer.Option(help="Read them as this dialect, whatever they look like.")] = "",
    mapping: Annotated[Path | None, typer.Option(help="Read them by this mapping.toml.")] = None,
    zone: Annotated[str, typer.Option(help="The zone of times that carry none.")] = "UTC",
    plan: Annotated[bool, typer.Option("--plan/--no-plan", help="Judge by the numbering plan as well.")] = True,
    as_json: given.Json = False,
) -> None:
    """Tell each call whose calling number is listed, or can be nobody's. Exit 1 if there is one, 2 if a file or a list
    cannot be used."""
    tally = Tally()
    with given.plain_words():
        built = _screen(file, signed, keys, allow)
        for hit in screened(_rows(calls, dialect, mapping, zone), built, tally):
            if plan or hit.verdict.kind is Kind.REGISTRY:
                _tell(hit, as_json=as_json)
    _sum(tally, plan=plan, as_json=as_json)
    found = tally.of(Kind.REGISTRY) + (tally.of(Kind.PLAN) if plan else 0)
    raise typer.Exit(1 if found else 0)


def _screen(file: Path, signed: Path | None, keys: Path | None, allow: Path | None) -> Screen:
    with lists.rows(file, signed, keys, "", None) as (rows, _):
        listed = []
        for row in rows:
            if row.change != "listed":
                raise NotAList(f"{file} is a difference, not a whole list: it says that {row.entry.number} is removed.")
            listed.append(row.entry)
    return Screen(build(listed, allowed=allowed(allow)))


def _rows(calls: list[Path], dialect: str, mapping: Path | None, zone: str) -> Iterator[Row]:
    try:
        zone_name(zone)
    except ValueError as problem:
        stop(f"--zone {zone}: {problem}")
    for path in calls:
        if not path.exists():
            raise UnreadableError(f"{path}: there is no such file.")
        yield from _dialect(path, dialect, mapping).read(path, Settings(zone=ZoneInfo(zone)))


def _dialect(path: Path, dialect: str, mapping: Path | None) -> Dialect:
    if mapping is not None:
        return Mapped.of(mapping)
    if dialect:
        return registry.by_name(dialect)
    likely = registry.recognise(path)
    if not likely or likely[0][1] < SURE:
        raise UnreadableError(f"{path} is in no dialect that is known. Ask: hopback cdr sniff {path}")
    return likely[0][0]


def _tell(hit: Hit, *, as_json: bool) -> None:
    record, verdict = hit.record, hit.verdict
    place = f"{record.place.source}:{record.place.line}"
    if not as_json:
        typer.echo(f"{place}  {record.at:%Y-%m-%d %H:%M:%S}Z  {hit.said}  {verdict.kind}: {verdict.words}")
        return
    said = {
        "file": record.place.source, "line": record.place.line, "at": record.at.isoformat(), "field": hit.field,
        "said": hit.said, "number": hit.number, "called": record.called, "trunk": record.ingress_trunk,
        "by": verdict.kind.value, "verdict": verdict.name.lower(), "why": verdict.words,
    }  # fmt: skip
    typer.echo(json.dumps(said, ensure_ascii=False))


def _sum(tally: Tally, *, plan: bool, as_json: bool) -> None:
    for row in tally.rejected[:SHOWN]:
        print(f"{row.place.source}:{row.place.line} could not be read: {row.reason}", file=sys.stderr)
    if as_json:
        verdicts = {verdict.name.lower(): count for verdict, count in sorted(tally.by.items())}
        typer.echo(json.dumps({"calls": tally.calls, "rejected": len(tally.rejected), "verdicts": verdicts}))
        return
    by_plan = f", {tally.of(Kind.PLAN):,} by the numbering plan" if plan else ""
    left = f" {len(tally.rejected):,} rows could not be read." if tally.rejected else ""
    typer.echo(f"{tally.calls:,} calls: {tally.of(Kind.REGISTRY):,} by the registry{by_plan}.{left}")
