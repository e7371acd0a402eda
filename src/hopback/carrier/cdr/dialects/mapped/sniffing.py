"""What an unknown table of calls is likely to be: a mapping, how sure each line of it is, and what must be asked.

Nothing is guessed where two readings would both be possible and differ: dates that can be month or day first, times
without a zone. Everything is told from the file itself; `now` only rules out calls in the future.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import clocks, names, questions
from .choosing import Guess, choose
from .layout import Layout, layout, rows
from .mapping import Column, Mapping
from .questions import Question
from .values import text as said

ROWS_TO_DECIDE = 500_000  # looked at when dates can be read in two ways


@dataclass(frozen=True)
class Proposal:
    """`told` is the mapping as TOML would say it, without what is still to be asked."""

    told: dict[str, Any]
    guesses: tuple[Guess, ...]
    questions: tuple[Question, ...] = ()
    missing: tuple[str, ...] = ()  # what no column was found for and no mapping can do without
    notes: tuple[str, ...] = field(default=())

    @property
    def mapping(self) -> Mapping | None:
        """None while something is missing or the form of times is not decided."""
        if self.missing or any(question.key == "time.form" for question in self.questions):
            return None
        try:
            return Mapping.model_validate(self.told)
        except ValidationError:
            return None

    def answered(self, key: str, value: str) -> "Proposal":
        """With this question settled: `answered("time.form", "%d/%m/%Y %H:%M:%S")`."""
        section, name = key.split(".")
        told = {**self.told, section: {**self.told.get(section, {}), name: value}}
        return replace(self, told=told, questions=tuple(q for q in self.questions if q.key != key))


def sniff(path: Path, *, now: datetime, zone: str = "", form: str = "") -> Proposal:
    """A mapping for the table in this file. `zone` and `form` answer what would be asked. `UnreadableError`."""
    found = layout(path)
    guesses = choose(found)
    columns: dict[str, Column | list[Column]] = {
        guess.ours: list(guess.theirs) if isinstance(guess.theirs, tuple) else guess.theirs
        for guess in guesses
        if guess.ours != "direction"
    }
    time, asked, notes = _times(path, found, guesses, now=now, zone=zone, form=form)
    told: dict[str, Any] = {"source": found.source, "columns": columns, "time": time}
    if way := next((guess for guess in guesses if guess.ours == "direction"), None):
        told["direction"] = {"column": way.theirs, **way.extra}
    if length := next((guess for guess in guesses if guess.ours == "duration"), None):
        time.update(length.extra)
    missing = tuple(ours for ours in ("at", "called") if ours not in columns)
    return Proposal(told, guesses, tuple(asked), missing, tuple(notes))


def _times(
    path: Path, found: Layout, guesses: tuple[Guess, ...], *, now: datetime, zone: str, form: str
) -> tuple[dict[str, Any], list[Question], list[str]]:
    at = next((guess for guess in guesses if guess.ours == "at"), None)
    if at is None:
        return {}, [], []
    read = _reader(found, at)
    written = [read(line.cells) for line in found.lines]
    written = [each for each in written if each]
    asked: list[Question] = []
    if not form:
        form, question = _form(path, found, at, written, read, now)
        asked += [question] if question else []
    time: dict[str, Any] = {"form": form} if form else {}
    kept = [each for each in (clocks.read(one, form) for one in written) if each] if form else []
    if zone or not questions.carries_zone(form, written):
        heading = " ".join(str(each) for each in (at.theirs if isinstance(at.theirs, tuple) else (at.theirs,)))
        if not zone and names.says_utc(heading):
            zone = "UTC"
        evidence = questions.evidence(found, kept, now=now, written_at=_written_at(path))
        if zone:
            time = {"zone": zone, **time}
            return time, asked, questions.doubts(zone, kept, evidence, now)
        return time, [*asked, questions.about_zone(kept, evidence, now)], []
    return time, asked, []


def _written_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def _form(
    path: Path, found: Layout, at: Guess, written: list[str], read: Callable[..., str], now: datetime
) -> tuple[str, Question | None]:
    """The one form that is left when the rest of the file and the calendar have spoken; else a question."""
    forms = questions.distinct(at.forms, written)
    if len(forms) > 1:
        forms = clocks.not_in_the_future(written, forms, now)
    if len(forms) > 1:
        more = (read(line.cells) for number, line in enumerate(rows(path, found)) if number < ROWS_TO_DECIDE)
        forms = clocks.still_fitting((each for each in more if each), forms)
        forms = clocks.not_in_the_future(written, forms, now)
    if len(forms) == 1:
        return forms[0], None
    return "", questions.about_form(forms, written[0])


def _reader(found: Layout, at: Guess) -> Callable[..., str]:
    """Takes the time out of the cells of a row, as it is written."""
    wanted = at.theirs if isinstance(at.theirs, tuple) else (at.theirs,)
    places = [shape.place for column in wanted for shape in found.shapes if shape.column == column]

    def read(cells: Any) -> str:
        return " ".join(said(cells[place]) for place in places if place < len(cells)).strip()

    return read
