"""
A traceback told plainly, to hold the real one against.

Knows nothing of the portal's code: its own words for the states, its own reading of Article 3. Only the
tests' machine writes it, after every action that the portal accepted.
"""

from dataclasses import dataclass, field
from datetime import datetime

ENDS = ("originated", "not_found", "cannot_answer")


@dataclass
class Turn:
    """One provider's turn in the plain model."""

    id: str
    provider: str | None
    foreign: bool
    waiting: bool = True
    silent: bool = False
    skipped: bool = False
    stopped: bool = False
    said: list[dict[str, object]] = field(default_factory=list)
    returned: bool = False
    received: datetime | None = None
    due: datetime | None = None
    close: datetime | None = None

    @property
    def answer(self) -> str | None:
        over = self.said and not (self.waiting or self.silent or self.stopped)
        return str(self.said[-1]["kind"]) if over else None


@dataclass
class Trace:
    """One traceback: the turns on its path, and those a correction took off it."""

    id: str
    path: list[Turn] = field(default_factory=list)
    off: list[Turn] = field(default_factory=list)

    @property
    def waiting(self) -> Turn | None:
        return next((turn for turn in self.path if turn.waiting), None)

    @property
    def is_open(self) -> bool:
        return self.waiting is not None

    @property
    def end(self) -> str:
        last = self.path[-1]
        if last.waiting:
            return "open"
        if last.stopped:
            return "withdrawn"
        if last.skipped:
            return "non_cooperative"
        if last.silent:
            return "no_response"
        return {"originated": "origin_found"}.get(last.answer or "", last.answer or "")

    def designations(self) -> list[set[str]]:
        """Article 3's six, read off the path from the called party toward the origin (A3.7, A1.4, A1.5)."""
        given: list[set[str]] = [set() for _ in self.path]
        for turn, its in zip(self.path, given, strict=True):
            if turn.silent:
                its.add("No Response")
            if turn.answer in ("not_found", "cannot_answer"):
                its.add("Not Found")
            if turn.answer == "originated":
                its.add("International Origin" if turn.foreign else "U.S. Origin")
        for place in range(len(self.path) - 1):
            here, upstream = self.path[place], self.path[place + 1]
            if not here.foreign and upstream.foreign and not (here.stopped or upstream.stopped):
                given[place].add("U.S. Point of Entry")
                given[place + 1].add("Foreign Point of Departure")
        return given

    def cut_above(self, turn: Turn) -> None:
        """A correction: everything above this turn leaves the path."""
        place = self.path.index(turn)
        for gone in self.path[place + 1 :]:
            gone.waiting = False
            self.off.append(gone)
        del self.path[place + 1 :]
