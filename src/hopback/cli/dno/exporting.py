"""`hopback dno export`: a list in the form that a switch reads."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.gateway.feeding.feed import Choice, Feed
from hopback.carrier.gateway.feeding.kamailio import Kamailio
from hopback.wire.do_not_originate import answers, entries, manifest
from hopback.wire.do_not_originate.entries import Row
from hopback.wire.do_not_originate.renderings import FORMATS

from ..portal import stop
from . import given, lists


def export(
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")] = "csv",
    file: Annotated[Path | None, typer.Option("--list", help="The list, canonical CSV.")] = None,
    signed: Annotated[Path | None, typer.Option("--manifest", help="The list's signed manifest, checked.")] = None,
    keys: Annotated[Path | None, typer.Option(help="The portal's keys, a JWK set.")] = None,
    portal: Annotated[str, typer.Option(help="Take the list from this portal instead.")] = "",
    key_file: Annotated[Path | None, typer.Option(help="The portal's key; else HOPBACK_API_KEY.")] = None,
    answer: Annotated[str, typer.Option(help=f"To a listed number: {', '.join(answers.ANSWERS)}.")] = answers.USUAL,
    at_most: Annotated[int, typer.Option(min=0, help="Rows that fit; those to take first are taken.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Write there, in one step; else standard output.")] = None,
    database: Annotated[str, typer.Option(help="With kamailio: fill this SQLite file, or postgresql://….")] = "",
) -> None:
    """Write the list in the form that a switch reads. Exit 2 where the list cannot be used: nothing is written then."""
    with given.plain_words():
        if form not in FORMATS:
            stop(f"There is no format “{form}”. There are: {', '.join(FORMATS)}.")
        choice = Choice(answers.known(answer), at_most)
        with lists.rows(file, signed, keys, portal, key_file) as (rows, redress):
            if database:
                _into(database, form, choice, list(rows))
            else:
                _write(FORMATS[form].chunks(choice.of(rows), answer=answer), out)
        if form != "csv" and (reason := answers.reason(answer, redress)):
            print(f"The header to send with {answer}: Reason: {reason}", file=sys.stderr)


def _into(database: str, form: str, choice: Choice, rows: list[Row]) -> None:
    if form != "kamailio":
        stop("--database goes with --format kamailio.")
    sha256 = manifest.sha256_of(entries.write(rows))
    how = Kamailio(database).take(Feed(0, sha256, lambda: iter(rows), choice))
    print(f"{database}: {len(rows):,} rows, {how}.", file=sys.stderr)


def _write(chunks: Iterator[str], out: Path | None) -> None:
    if out is None:
        for chunk in chunks:
            typer.echo(chunk, nl=False)
        return
    beside = out.with_name(out.name + ".new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as text:
            text.writelines(chunks)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
