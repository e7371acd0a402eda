"""The archive as it is searched: a folder of Parquet files by day. Processes may read while one of them imports."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
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
        keys = sorted(set(numbers))

        def look(part: Part, windows: list[Window]) -> Iterable[Row]:
            here = [Wanted(0, key, w) for key in keys if part.least <= key <= part.greatest for w in windows]
            return [row for _, row in self._reader(part).called(here)] if here else ()

        return self._records(windows_of(spans), look)

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records from any of these calling numbers in any of the spans, by time. Reads two columns of every call."""
        keys = pa.array(sorted(set(numbers)), pa.int64())
        return self._records(
            windows_of(spans), lambda part, windows: self._reader(part).calling(keys, windows) if len(keys) else ()
        )

    def called_many(self, asked: Sequence[tuple[Collection[int], Sequence[Span]]]) -> list[list[CallRecord]]:
        """`called` of many, in their order: each page of each file is read once for all of them."""
        wanted = [
            Wanted(search, key, window)
            for search, (numbers, spans) in enumerate(asked)
            for window in windows_of(spans)
            for key in sorted(set(numbers))
        ]
        found: list[dict[tuple[int, int], CallRecord]] = [{} for _ in asked]
        with self._lock:
            for search, place, record in self._retried(lambda: self._read_many(wanted)):
                found[search][place] = record
        return [sorted(each.values(), key=lambda record: record.at) for each in found]

    def holdings(self) -> list[Holding]:
        """By switch, what there is."""
        with self._lock:
            self._current()
            return list(self._holdings)

    def parts(self) -> list[Part]:
        """The files as they are now."""
        with self._lock:
            return list(self._current())

    def _records(self, windows: list[Window], look: Callable[[Part, list[Window]], Iterable[Row]]) -> list[CallRecord]:
        def read() -> list[Row]:
            return [
                row
                for part, near in self._near((window, window) for window in windows)
                for row in _told(part, lambda: look(part, near))  # noqa: B023 - asked at once
            ]

        with self._lock:
            once = dict(rows.record(row, self._sources) for row in self._retried(read))
        return sorted(once.values(), key=lambda record: record.at)

    def _read_many(self, wanted: list[Wanted]) -> list[tuple[int, tuple[int, int], CallRecord]]:
        return [
            (search, *rows.record(row, self._sources))
            for part, here in self._near((each.window, each) for each in wanted)
            for search, row in _told(part, lambda: self._reader(part).called(here))  # noqa: B023 - asked at once
        ]

    def _near[Asked](self, asked: Iterable[tuple[Window, Asked]]) -> list[tuple[Part, list[Asked]]]:
        """The files that reach over any of these windows, each with what is asked of it. No file is of two days."""
        parts = self._current()
        found: dict[int, list[Asked]] = {}
        for (begin, end), what in asked:
            low = bisect_left(self._firsts, begin - DAY_US)
            for number in range(low, bisect_right(self._firsts, end, low)):
                if begin <= parts[number].last_us:
                    found.setdefault(number, []).append(what)
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


def _told[Found](part: Part, look: Callable[[], Iterable[Found]]) -> list[Found]:
    with told(part.name):
        return list(look())


def windows_of(spans: Iterable[Span]) -> list[Window]:
    """The spans in microseconds, those that touch made one."""
    windows: list[Window] = []
    for begin, end in sorted((micros(span.begin), micros(span.end)) for span in spans):
        if windows and begin <= windows[-1][1] + 1:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        elif begin <= end:
            windows.append((begin, end))
    return windows
