"""The search with what it has learned of clocks, kept in a file beside the journal."""

from datetime import datetime
from pathlib import Path

from hopback.carrier.cdr.search import Match, Question, Skews, Verdict, find, learn_match
from hopback.carrier.cdr.store import CallStore
from hopback.carrier.trunks import TrunkMap

SAVED_EVERY = 20  # observations


class LearningFinder:
    """A `Finder` that gets better with every answered call. Raises SkewsFileError where its file is spoilt."""

    def __init__(self, file: Path) -> None:
        self._file, self._skews, self._unsaved = file, Skews.load(file), 0

    def find(self, question: Question, store: CallStore, *, now: datetime, trunks: TrunkMap) -> Verdict:
        return find(question, store, now=now, skew=self._skews, upstream=trunks.upstream)

    def learn(self, question: Question, match: Match) -> None:
        self._unsaved += learn_match(self._skews, question, match)
        if self._unsaved >= SAVED_EVERY:
            self.save()

    def save(self) -> None:
        if self._unsaved:
            self._skews.save(self._file)
            self._unsaved = 0
