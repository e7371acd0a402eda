"""A search in an archive, and its verdict in words."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import typer

from hopback.carrier.cdr.archive.archive import Archive, NoArchiveError
from hopback.carrier.cdr.archive.damage import DamagedError
from hopback.carrier.cdr.search import Certainty, Match, Question, Skews, SkewsFileError, Verdict, find
from hopback.carrier.cdr.search.skews import FILE_NAME

_COLOURS = {
    Certainty.SURE: typer.colors.GREEN,
    Certainty.AMBIGUOUS: typer.colors.YELLOW,
    Certainty.NOT_YET: typer.colors.YELLOW,
    Certainty.NOT_FOUND: typer.colors.RED,
}
_SHOWN = 8


@dataclass(frozen=True)
class Wish:
    """What was said on the command line."""

    called: str
    calling: str
    at: str
    neighbour: str
    call_id: str
    as_json: bool

    @property
    def question(self) -> Question:
        return Question(
            calling=self.calling,
            called=self.called,
            at=_moment(self.at),
            neighbour=self.neighbour,
            call_id=self.call_id,
        )


def look(wish: Wish, archive: Path, *, now: datetime) -> None:
    """Says what is found and ends the program."""
    try:
        question, skews = wish.question, Skews.load(archive / FILE_NAME)
        with Archive(archive) as store:
            verdict = find(question, store, now=now, skew=skews)
    except (ValueError, NoArchiveError, DamagedError, SkewsFileError) as problem:
        _fail(str(problem), wish.as_json)
    if wish.as_json:
        typer.echo(json.dumps(as_object(verdict), ensure_ascii=False))
    else:
        _show(verdict)
    raise typer.Exit(0 if verdict.certainty is Certainty.SURE else 1)


def _moment(said: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"--at {said}: no time. Write it like 2026-10-01T12:03:20Z.") from None
    if at.tzinfo is None:
        raise ValueError(f"--at {said}: which zone? Add Z for UTC, or an offset like -05:00.")
    return at


def _fail(words: str, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"error": words}, ensure_ascii=False))
    else:
        typer.secho(words, err=True, fg=typer.colors.RED)
    raise typer.Exit(2)


def as_object(verdict: Verdict) -> dict[str, Any]:
    return {
        "certainty": verdict.certainty.value,
        "because": verdict.because,
        "searched": verdict.searched,
        "matches": [_match(match) for match in verdict.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    record = match.record
    return {
        "upstream": match.upstream,
        "score": round(match.score, 6),
        "off_s": round(match.off_s, 3),
        "reasons": list(match.reasons),
        "at": record.at.isoformat(),
        "switch": record.switch,
        "calling": record.calling,
        "called": record.called,
        "ingress_call_id": record.ingress_call_id,
        "source": record.place.source,
        "line": record.place.line,
    }


def _show(verdict: Verdict) -> None:
    word = verdict.certainty.value.replace("_", " ").upper()
    typer.echo(f"{typer.style(word, fg=_COLOURS[verdict.certainty], bold=True)}  {verdict.because}")
    for match in verdict.matches[:_SHOWN]:
        record = match.record
        typer.echo(f"\n{match.score:7.1%}  from {match.upstream or 'an unknown upstream'}")
        when = f"{record.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(f"         {when}  {record.calling or '(none)'} to {record.called or '(none)'}")
        switch = f", {record.switch}" if record.switch else ""
        typer.echo(f"         {record.place.source}, line {record.place.line}{switch}")
        for reason in match.reasons:
            typer.echo(f"         - {reason}")
    if len(verdict.matches) > _SHOWN:
        typer.echo(f"\nand {len(verdict.matches) - _SHOWN} that fit less.")
    typer.echo(f"\nSearched: {verdict.searched}")
