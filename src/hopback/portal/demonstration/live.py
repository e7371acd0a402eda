"""One trace as it grows, in a terminal: a live picture, or plain lines where nobody is watching."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.path import hops_on, last_answer
from hopback.world import Call

from .play import Lag, Play, Played

A_LOOK = 0.35  # seconds for a person to see what changed
WORDS = {
    HopState.IDENTIFYING: ("who is it?", "yellow"),
    HopState.ASKED: ("asked", "yellow"),
    HopState.INVESTIGATING: ("investigating", "yellow"),
    HopState.ANSWERED: ("answered", "green"),
    HopState.NO_RESPONSE: ("no response", "red"),
    HopState.NOT_ASKED: ("not asked", "red"),
    HopState.WITHDRAWN: ("withdrawn", "dim"),
}


class Line(NamedTuple):
    """One hop as it stands: place, provider, where that is, state, what it said."""

    position: int
    name: str
    place: str
    state: HopState
    said: str


class Screen(Protocol):
    def show(self, lines: Sequence[Line], now: datetime) -> None: ...


def watch(play: Play, calls: Sequence[Call], *, lag: Lag, live: bool) -> None:
    """Play these calls one after the other; each ends with a line that says how it came out, beside the truth."""
    console = Console(highlight=False)
    for call in calls:
        console.print(f"{call.campaign}: a call to a subscriber of {_name(play, call.path[0])}, {_moment(call.at)}")
        play.bring([call], lag=lag)
        with _screen(console, live) as screen:
            for now in play.steps():
                if (traceback := play.opened.get(call.id)) is not None:
                    screen.show(_lines(traceback), now)
        console.print(_end(play, play.outcome(call)))


def _lines(traceback: Traceback) -> list[Line]:
    return [
        Line(
            position=row.position,
            name=row.provider.name if row.provider else "not listed yet",
            place=row.provider.place if row.provider else "",
            state=HopState(row.state),
            said=_said(row),
        )
        for row in hops_on(traceback)
    ]


def _said(row: object) -> str:
    said = last_answer(row)
    if said is None:
        return ""
    named = said.upstream.name if said.upstream else said.contact.get("name", "")
    return f"came from {named}" if named else said.kind.replace("_", " ")


@contextmanager
def _screen(console: Console, live: bool) -> Iterator[Screen]:
    if not live:
        yield _Plain(console)
        return
    with Live(console=console, auto_refresh=False) as drawn:
        yield _Picture(drawn)


class _Plain:
    """A line whenever a hop changes."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.seen: set[Line] = set()

    def show(self, lines: Sequence[Line], now: datetime) -> None:
        for line in lines:
            if line not in self.seen:
                self.seen.add(line)
                word, _ = WORDS[line.state]
                rest = f": {line.said}" if line.said else ""
                self.console.print(f"{_moment(now)}  hop {line.position}  {line.name}  {word}{rest}", soft_wrap=True)


class _Picture:
    """The path drawn anew whenever it changes."""

    def __init__(self, drawn: Live) -> None:
        self.drawn = drawn
        self.last: list[Line] = []

    def show(self, lines: Sequence[Line], now: datetime) -> None:
        if list(lines) == self.last:
            return
        self.last = list(lines)
        self.drawn.update(picture(lines, now), refresh=True)
        time.sleep(A_LOOK)


def picture(lines: Sequence[Line], now: datetime) -> Table:
    """Terminating provider first, as a traceback goes."""
    table = Table(title=_moment(now), title_justify="left", title_style="dim", box=None, pad_edge=False)
    table.add_column("hop", justify="right", style="dim")
    table.add_column("provider", style="bold", overflow="fold")
    table.add_column("where", style="dim", overflow="fold")
    table.add_column("state")
    table.add_column("says", overflow="fold")
    for line in lines:
        word, colour = WORDS[line.state]
        table.add_row(str(line.position), line.name, line.place, Text(word, style=colour), line.said)
    return table


def _end(play: Play, played: Played) -> Text:
    true, found = list(played.call.path), played.path
    origin = _name(play, played.call.origin)
    if played.outcome == "origin_found":
        said = f"Origin found at {_name(play, found[-1])}"
        fits = ", as it is in truth." if found == true else f". In truth it is {origin}."
    else:
        said = f"{played.outcome.replace('_', ' ').capitalize()} at {_name(play, found[-1])}"
        fits = f". In truth the origin is {origin}."
    took = f" {len(found)} hops in {_length(played.seconds)}." if played.seconds is not None else ""
    return Text(said + fits + took, style="green" if found == true else "yellow")


def _name(play: Play, key: str) -> str:
    known = {provider.key: provider.name for provider in play.network.providers}
    return known.get(key, key)


def _moment(moment: datetime) -> str:
    return f"{moment:%a %d %b %Y %H:%M} UTC"


def _length(seconds: float) -> str:
    hours, rest = divmod(round(timedelta(seconds=seconds).total_seconds()), 3600)
    days, hours = divmod(hours, 24)
    return " ".join(filter(None, (f"{days} d" if days else "", f"{hours} h" if hours else "", f"{rest // 60} min")))
