"""The search with what it has learned of clocks, kept in a file beside the journal."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hopback.carrier.cdr.search import Question, Skews, Verdict, find, learn
from hopback.carrier.cdr.store import CallStore
from hopback.carrier.trunks import TrunkMap

_FIRST = 8  # lessons
_SAVED_EVERY = 20


class LearningFinder:
    """A `Finder` that gets better with every call looked for. Raises SkewsFileError where its file is spoilt."""

    def __init__(self, file: Path, *, keeps: bool = True) -> None:
        """`keeps`: what was learned is written into the file."""
        self._file, self._keeps = file, keeps
        self._skews, self._unsaved, self._learned = Skews.load(file), 0, 0

    @property
    def version(self) -> int:
        """Each of the first lessons may settle what was open before; later only many can."""
        return min(self._learned, _FIRST) + (self._learned // _FIRST).bit_length()

    def find(self, question: Question, store: CallStore, *, now: datetime, trunks: TrunkMap) -> Verdict:
        """Learns from it too, sure or not: a strange clock is known by the calls that are off alike."""
        verdict = find(question, store, now=now, skew=self._skews, upstream=trunks.upstream)
        if learn(self._skews, question, verdict):
            self._learned, self._unsaved = self._learned + 1, self._unsaved + 1
        if self._unsaved >= _SAVED_EVERY:
            self.save()
        return verdict

    def save(self) -> None:
        """A full disk loses lessons, not the search."""
        if self._unsaved and self._keeps:
            with suppress(OSError):
                self._skews.save(self._file)
            self._unsaved = 0
