"""The archive as it is searched: a folder of Parquet files by day. Processes may read while one of them imports."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Lock

import pyarrow as pa

from ..record import CallRecord
from ..store import Holding, Span
from . import bulk, rows
from .bulk import Wanted
from .catalog import NAME, Catalog, Part
from .damage import DamagedError, told
from .part import PartReader, Window
from .schema import micros, moment

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
        self._sources: dict[int, str] = {}
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
        keys, windows = sorted(set(numbers)), windows_of(spans)
        return self._records(windows, lambda part: _reach(part, keys), lambda reader: reader.called(keys, windows))

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records from any of these calling numbers in any of the spans, by time. Reads two columns of every call."""
        keys, windows = pa.array(sorted(set(numbers)), pa.int64()), windows_of(spans)
        return self._records(windows, lambda _: bool(len(keys)), lambda reader: reader.calling(keys, windows))

    def called_many(self, asked: Sequence[tuple[Collection[int], Sequence[Span]]]) -> list[list[CallRecord]]:
        """`called` of many, in their order: each file and each row group is read once for all of them."""
        wanted = [
            Wanted(search, key, window)
            for search, (numbers, spans) in enumerate(asked)
            for window in windows_of(spans)
            for key in sorted(set(numbers))
        ]
        wanted.sort(key=lambda each: each.window)
        found: list[dict[tuple[int, int], CallRecord]] = [{} for _ in asked]
        with self._lock:
            for table, searches in self._read(lambda part: self._look_many(part, wanted)):
                for search, (place, record) in zip(searches, rows.records(table, self._sources), strict=True):
                    found[search][place] = record
        return [sorted(each.values(), key=lambda record: record.at) for each in found]

    def holdings(self) -> list[Holding]:
        """By switch, what there is."""
        with self._lock:
            return [
                Holding(
                    c.switch, c.records, moment(c.first_us), moment(c.last_us), moment(c.known_us) - self.lag
                )
                for c in self._catalog.coverage()
            ]  # fmt: skip

    def parts(self) -> list[Part]:
        """The files as they are now."""
        with self._lock:
            return list(self._current())

    def _records(
        self,
        windows: list[Window],
        reaches: Callable[[Part], bool],
        look: Callable[[PartReader], Iterable[pa.Table]],
    ) -> list[CallRecord]:
        def found(part: Part) -> Iterable[pa.Table]:
            return look(self._reader(part)) if _overlaps(part, windows) and reaches(part) else ()

        with self._lock:
            once = dict(row for table in self._read(found) for row in rows.records(table, self._sources))
        return sorted(once.values(), key=lambda record: record.at)

    def _look_many(self, part: Part, wanted: Sequence[Wanted]) -> Iterable[tuple[pa.Table, list[int]]]:
        here = [
            each
            for each in wanted
            if each.window[0] <= part.last_us
            and part.first_us <= each.window[1]
            and part.least <= each.key <= part.greatest
        ]
        return bulk.look(self._reader(part), here) if here else ()

    def _read[Found](self, look: Callable[[Part], Iterable[Found]]) -> list[Found]:
        """Of every file as the catalog lists them now; again when one was replaced between the list and the opening."""
        for again in reversed(range(_TRIES)):
            try:
                return [each for part in self._current() for each in _told(part, look)]
            except FileNotFoundError as gone:
                self._version = -1
                if not again:
                    raise DamagedError.of("A file", gone) from gone
        raise AssertionError("unreachable")

    def _current(self) -> list[Part]:
        if (version := self._catalog.version()) != self._version:
            self._parts, self._sources = self._catalog.parts(), self._catalog.sources()
            self._forget_open({part.name for part in self._parts})
            self._version = version
        return self._parts

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


def _told[Found](part: Part, look: Callable[[Part], Iterable[Found]]) -> list[Found]:
    with told(part.name):
        return list(look(part))


def windows_of(spans: Iterable[Span]) -> list[Window]:
    """The spans in microseconds, those that touch made one."""
    windows: list[Window] = []
    for begin, end in sorted((micros(span.begin), micros(span.end)) for span in spans):
        if windows and begin <= windows[-1][1] + 1:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        elif begin <= end:
            windows.append((begin, end))
    return windows


def _overlaps(part: Part, windows: list[Window]) -> bool:
    return any(begin <= part.last_us and part.first_us <= end for begin, end in windows)


def _reach(part: Part, keys: list[int]) -> bool:
    return any(part.least <= key <= part.greatest for key in keys)
