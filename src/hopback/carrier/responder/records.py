"""Our records as the responder asks them: the store, the map of trunks, and what was learned of clocks."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hopback.carrier.cdr.search.question import Question, Verdict
from hopback.carrier.cdr.store import CallStore
from hopback.carrier.trunks import TrunkMap, TrunksFileError, read

type Say = Callable[[str], None]


class Finder(Protocol):
    """The search, with what it has learned so far; `version` changes when it may find something else than before."""

    @property
    def version(self) -> int: ...

    def find(self, question: Question, store: CallStore, *, now: datetime, trunks: TrunkMap) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A search and how long it took, in seconds."""

    question: Question
    verdict: Verdict
    took_s: float


class Records:
    """Opened once and kept open; `refresh` sees new records and a changed file of trunks.

    `version` changes when a search may find something else than before.
    """

    def __init__(self, store: CallStore, trunks_file: Path, finder: Finder, say: Say) -> None:
        self._file, self._finder, self._say = trunks_file, finder, say
        self._read_at = _stamp(trunks_file)
        self.trunks = read(trunks_file)
        self.store = store
        self.version = self._version()
        self._trouble = ""

    def look(self, question: Question, now: datetime) -> Looked:
        begun = time.perf_counter()
        verdict = self._finder.find(question, self.store, now=now, trunks=self.trunks)
        return Looked(question, verdict, time.perf_counter() - begun)

    def refresh(self) -> None:
        """Look at the files again. What became wrong is told, and the last good of it kept."""
        if _stamp(self._file) != self._read_at:
            self._read_at = _stamp(self._file)
            self._read_again()
        try:
            self.version = self._version()
            self._trouble = ""
        except Exception as problem:  # noqa: BLE001 - whatever the store's engine throws: it may be back in a moment
            if str(problem) != self._trouble:
                self._say(f"The records cannot be asked: {problem}")
            self._trouble = str(problem)

    def _read_again(self) -> None:
        try:
            self.trunks = read(self._file)
            self._say(f"{self._file} was read again.")
        except TrunksFileError as problem:
            self._say(f"{problem}\nThe last good version is used until that is put right.")

    def _version(self) -> tuple[object, ...]:
        known = tuple((each.switch, each.records, each.complete_to) for each in self.store.holdings())
        return (*self._read_at, self._finder.version, *known)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
