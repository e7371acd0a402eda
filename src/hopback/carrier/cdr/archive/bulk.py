"""Many searches at once: what row groups are sorted by is unpacked ahead of the search, on another processor."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice

from .looking import PartReader, Plain, Row, Wanted

_RUN = 256  # row groups that are unpacked together
_AHEAD = 2  # runs


@dataclass(frozen=True, slots=True)
class Run:
    """Some row groups of one file, and what is wanted of each."""

    reader: PartReader
    asked: dict[int, list[Wanted]]

    def plain(self) -> list[Plain]:
        return self.reader.plain(list(self.asked))

    def look(self, plain: Iterable[Plain]) -> Iterator[tuple[int, Row]]:
        for (group, wanted), columns in zip(self.asked.items(), plain, strict=True):
            yield from self.reader.look(group, wanted, columns)


def runs(reader: PartReader, wanted: Iterable[Wanted]) -> Iterator[Run]:
    asked = iter(reader.groups(wanted).items())
    while run := dict(islice(asked, _RUN)):
        yield Run(reader, run)


def ahead[Given, Made](pool: Executor, make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """What is made of each, in order; a few are made while the one before is used."""
    waiting: deque[Future[Made]] = deque()
    for each in given:
        waiting.append(pool.submit(make, each))
        if len(waiting) > _AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
