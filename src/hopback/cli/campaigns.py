"""`hopback campaigns group|score`: which recorded calls say nearly the same, and how well that agrees with labels."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hopback.evidence.texts import explaining, labelled, sheet
from hopback.evidence.texts.book import Book, BookFaultError, load, save
from hopback.evidence.texts.grouped import Grouping
from hopback.evidence.texts.grouping import group
from hopback.evidence.texts.score import score

from . import inputs
from .later import LATER
from .portal import stop

app = typer.Typer(help=LATER["campaigns"], no_args_is_help=True, add_completion=False)
LARGEST = 2 << 30  # bytes of one input
JSON = typer.Option("--json", help="One JSON object a line.")


@app.command("group")
def group_(
    texts: Annotated[str, typer.Argument(help="CSV with file_name, language, transcript; - for standard input.")],
    state: Annotated[
        Path | None, typer.Option(help="A file that keeps the campaigns: new texts join them, names stay.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which sentences tie each text.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Put texts of nearly one message together, under a name like Brand-Script-Part.

    Columns calling_number and callback_number are used where they are there.
    Exit 0: every line is grouped. Exit 1: some lines are left out, and are told. Exit 2: the file cannot be used.
    """
    try:
        found = sheet.read(inputs.read(texts, most=LARGEST))
    except sheet.SheetFaultError as fault:
        stop(f"{texts} cannot be used. {fault}")
    grouping = group(found.heard, _known(state))
    if as_json:
        _lines(grouping, explain=explain)
    else:
        _table(grouping, explain=explain)
    if state:
        try:
            save(grouping.book, state)
        except OSError as problem:
            stop(f"{state} cannot be written: {problem.strerror or problem}.")
    _tell(found)
    raise typer.Exit(1 if found.wrong else 0)


@app.command("score")
def score_(
    groups: Annotated[str, typer.Argument(help="What `hopback campaigns group --json` printed, or CSV.")],
    labels: Annotated[str, typer.Argument(help="CSV with file_name and campaign (or itg_campaign).")],
    without_part: Annotated[
        bool, typer.Option("--without-part", help="Take -P1, -2 and remarks off the labels' names first.")
    ] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Pairwise precision, recall and F1, over texts that stand in both files."""
    told = _labels(labels)
    if without_part:
        told = {key: labelled.without_part(name) for key, name in told.items()}
    found = score(_labels(groups), told)
    if not found.texts:
        stop("No file_name stands in both files.")
    numbers = {"precision": round(found.precision, 4), "recall": round(found.recall, 4), "f1": round(found.f1, 4)}
    if as_json:
        typer.echo(json.dumps({**numbers, "texts": found.texts, "pairs": found.belonging}))
        return
    typer.echo(f"precision {found.precision:.3f}  recall {found.recall:.3f}  F1 {found.f1:.3f}")
    typer.echo(f"{found.texts} texts, {found.belonging} pairs of one label, {found.together} pairs put together.")


def _lines(grouping: Grouping, *, explain: bool) -> None:
    for text, one in enumerate(grouping.heard):
        told: dict[str, object] = {"file_name": one.key, "campaign": grouping.name(text)}
        if explain:
            reason = explaining.why(grouping, text)
            told |= {"share": reason.share, "shared": reason.shared, "script": reason.ties}
        typer.echo(json.dumps(told, ensure_ascii=False))


def _table(grouping: Grouping, *, explain: bool) -> None:
    table = Table("Campaign", "Texts", "Languages", "Call back", "What ties them", box=None, pad_edge=False)
    counted = Counter(grouping.campaign)
    for campaign, count in counted.most_common():
        of = sorted(grouping.book.of(campaign), key=lambda script: -script.size)
        languages = sorted({name for script in of for name in script.languages if name})
        numbers = list(dict.fromkeys(number for script in of for number in script.numbers))
        more = f" +{len(numbers) - 2}" if len(numbers) > 2 else ""
        ties = [sentence for script in of for sentence in script.sentences][: 6 if explain else 1]
        name = grouping.book.campaigns[campaign]
        table.add_row(name, str(count), ", ".join(languages), ", ".join(numbers[:2]) + more, "\n".join(ties))
    Console().print(table)


def _tell(found: sheet.Sheet) -> None:
    for said in [*found.notes[: sheet.MOST_TOLD], *found.wrong[: sheet.MOST_TOLD]]:
        typer.secho(said, err=True, fg=typer.colors.YELLOW)
    if found.wrong:
        texts, lines = len(found.heard), len(found.wrong)
        last = (
            f"{texts} text{' is' if texts == 1 else 's are'} grouped, {lines} line{'' if lines == 1 else 's'} left out."
        )
        typer.secho(last, err=True, fg=typer.colors.RED)


def _known(state: Path | None) -> Book:
    if state is None or not state.exists():
        return Book()
    try:
        return load(state)
    except OSError as problem:
        stop(f"{state} cannot be read: {problem.strerror or problem}.")
    except BookFaultError as fault:
        stop(f"{state} is no file of known campaigns: {fault}. Nothing is changed.")


def _labels(file: str) -> dict[str, str]:
    try:
        return labelled.read(inputs.read(file, most=LARGEST))
    except labelled.LabelsFaultError as fault:
        stop(f"{file} cannot be used: {fault}.")
