"""What a switch is to hold: which rows of the copy, with which answer, and which numbers pass all the same."""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hopback.carrier.gateway.screening import key
from hopback.wire.do_not_originate import answers
from hopback.wire.do_not_originate.entries import Row


class FeedError(Exception):
    """The switch could not be fed; it keeps what it had. The message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider's own: an answer, how many rows at most (0: all), numbers that pass (E.164)."""

    answer: str = answers.USUAL
    at_most: int = 0
    allowed: frozenset[str] = frozenset()

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows to take: where not all fit, those that the group suggests to take first (XB.8)."""
        if not self.at_most:
            return iter(rows)
        first = heapq.nsmallest(self.at_most, rows, key=lambda row: (row.entry.priority, row.entry.number))
        return iter(sorted(first, key=lambda row: row.entry.number))

    @property
    def mark(self) -> str:
        told = f"{self.answer} {self.at_most} {' '.join(sorted(self.allowed))}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Feed:
    """One state of the copy. `changes`: what differs from the state called `before`; None: not known, take all."""

    version: int
    sha256: str
    rows: Callable[[], Iterator[Row]]
    choice: Choice = field(default_factory=Choice)
    changes: list[Row] | None = None
    before: str = ""

    @property
    def mark(self) -> str:
        """A name for all that this state depends on."""
        return f"{self.version} {self.sha256} {self.choice.mark}"

    def chosen(self) -> Iterator[Row]:
        return self.choice.of(self.rows())


class Sink(Protocol):
    name: str

    def take(self, feed: Feed) -> str:
        """Become what `feed` says, wholly or not at all; how it was done. Raises FeedError."""
        ...


def allowed(file: Path | None) -> frozenset[str]:
    """The numbers of a file, one on each line, `#` before a remark. Raises FeedError for a line that is none."""
    if file is None:
        return frozenset()
    found = set()
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise FeedError(f"{file} cannot be read: {problem}") from None
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if text and key(text) <= 0:
            raise FeedError(f"{file}, line {number}: “{text}” is no telephone number.")
        if text:
            found.add(f"+{key(text)}")
    return frozenset(found)
