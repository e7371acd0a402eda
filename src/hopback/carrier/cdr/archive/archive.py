"""The archive as it is searched: a folder of Parquet files by day. Processes may read while one of them imports."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Lock

import pyarrow as pa

from ..record import CallRecord
from ..store import Holding, Span
from . import rows
from .catalog import NAME, Catalog, Coverage, Part
from .damage import DamagedError, told
from .looking import PartReader, Row, Wanted, Window
from .schema import DAY_US, micros, moment

LAG = timedelta(hours=1)  # switches hand over their records this late at most, unless told otherwise
_OPEN_FILES = 192
_TRIES = 5
type _Once = tuple[int, int, int]  # a search, and the source and the line of a record that it found
type _Look = Callable[[PartReader, list[Wanted]], Iterable[tuple[int, Row]]]  # rows, each with its search


class NoArchiveError(Exception):
    """There is no archive here; the message says how to make one."""


class Archive:
    """A `CallStore` over one folder. For use by threads in turn; `close` it, or use it in a `with`.

    `lag`: how long after the last record of a switch its earlier records may still come. A file that cannot be read
    raises `DamagedError`: a search that passed it over would say *not found* of calls that are in it.
    """

    def __init__(self, directory: Path | str, *, lag: timedelta = LAG) -> None:
        self.directory = Path(directory)
        self.lag = lag
        if not (self.directory / NAME).is_file():
            raise NoArchiveError(
                f"There is no archive in {self.directory}. Make one: hopback cdr import FILE --archive {self.directory}"
            )
        self._catalog = Catalog(self.directory)
        self._version = -1
        self._parts: list[Part] = []
        self._firsts: list[int] = []  # their beginnings
        self._sources: dict[int, str] = {}
        self._holdings: list[Holding] = []
        self._open: OrderedDict[str, PartReader] = OrderedDict()
        self._lock = Lock()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._forget_open(())
            self._catalog.close()

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records filed under any of these called numbers in any of the spans, by time."""
        return self.called_many([(numbers, spans)])[0]

    def called_many(self, asked: Sequence[tuple[Collection[int], Sequence[Span]]]) -> list[list[CallRecord]]:
        """`called` of many, in their order: each page of each file is read once for all of them."""
        wanted = [
            Wanted(search, key, window)
            for search, (numbers, spans) in enumerate(asked)
            for window in windows_of(spans)
            for key in sorted(set(numbers))
        ]
        return self._records(len(asked), wanted, PartReader.called)

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records from any of these calling numbers in any of the spans, by time. Reads two columns of every call."""
        keys = pa.array(sorted(set(numbers)), pa.int64())
        whoever = [Wanted(0, 0, window) for window in windows_of(spans)] if len(keys) else []

        def look(reader: PartReader, near: list[Wanted]) -> Iterator[tuple[int, Row]]:
            return ((0, row) for row in reader.calling(keys, [each.window for each in near]))

        return self._records(1, whoever, look)[0]

    def holdings(self) -> list[Holding]:
        """By switch, what there is."""
        with self._lock:
            self._current()
            return list(self._holdings)

    def parts(self) -> list[Part]:
        """The files as they are now."""
        with self._lock:
            return list(self._current())

    def _records(self, searches: int, wanted: list[Wanted], look: _Look) -> list[list[CallRecord]]:
        """What a look into each file that reaches over a window finds for each search: a record once, by time."""
        with self._lock:
            once = self._retried(lambda: dict(self._read(wanted, look)))
        found: list[list[CallRecord]] = [[] for _ in range(searches)]
        for (search, *_), record in sorted(once.items(), key=lambda each: each[1].at):
            found[search].append(record)
        return found

    def _read(self, wanted: list[Wanted], look: _Look) -> Iterator[tuple[_Once, CallRecord]]:
        for part, here in self._near(wanted):
            with told(part.name):
                reader = self._reader(part)
                record = rows.Telling(reader.fence.constants, self._sources).record
                for search, row in look(reader, here):
                    place, found = record(row)
                    yield (search, *place), found

    def _near(self, wanted: list[Wanted]) -> list[tuple[Part, list[Wanted]]]:
        """The files that reach over any of these windows, each with what is wanted of it. No file is of two days."""
        parts = self._current()
        found: dict[int, list[Wanted]] = {}
        for each in wanted:
            begin, end = each.window
            low = bisect_left(self._firsts, begin - DAY_US)
            for number in range(low, bisect_right(self._firsts, end, low)):
                if begin <= parts[number].last_us:
                    found.setdefault(number, []).append(each)
        return [(parts[number], found[number]) for number in sorted(found)]

    def _retried[Found](self, read: Callable[[], Found]) -> Found:
        """Over the files that the catalog lists; again when one was replaced between the list and the opening."""
        for _ in range(_TRIES):
            try:
                return read()
            except FileNotFoundError as gone:
                self._version, missing = -1, gone
        raise DamagedError.of("A file", missing) from missing

    def _current(self) -> list[Part]:
        if (version := self._catalog.version()) != self._version:
            self._parts = sorted(self._catalog.parts(), key=lambda part: part.first_us)
            self._firsts = [part.first_us for part in self._parts]
            self._sources = self._catalog.sources()
            self._holdings = [self._holding(each) for each in self._catalog.coverage()]
            self._forget_open({part.name for part in self._parts})
            self._version = version
        return self._parts

    def _holding(self, c: Coverage) -> Holding:
        return Holding(c.switch, c.records, moment(c.first_us), moment(c.last_us), moment(c.known_us) - self.lag)

    def _reader(self, part: Part) -> PartReader:
        if found := self._open.get(part.name):
            self._open.move_to_end(part.name)
            return found
        reader = self._open[part.name] = PartReader.open(self.directory, part)
        if len(self._open) > _OPEN_FILES:
            self._open.popitem(last=False)[1].close()
        return reader

    def _forget_open(self, but: Collection[str]) -> None:
        for name in [name for name in self._open if name not in but]:
            self._open.pop(name).close()


def windows_of(spans: Iterable[Span]) -> list[Window]:
    """The spans in microseconds, those that touch made one."""
    windows: list[Window] = []
    for begin, end in sorted((micros(span.begin), micros(span.end)) for span in spans):
        if windows and begin <= windows[-1][1] + 1:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        elif begin <= end:
            windows.append((begin, end))
    return windows
