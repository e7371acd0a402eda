"""What every reader of call records is: a dialect that turns a source into records and rejected rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from .record import CallRecord, Place

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no call record: where, why in words that say what to do, and the row itself, cut to 400 signs."""

    place: Place
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is rightly no call of its own: a heading, a BYE, an interim row. Counted, never reported as bad."""

    place: Place
    reason: str


type Row = CallRecord | Rejected | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the switch's owner has to say, because no file says it."""

    zone: tzinfo = UTC  # of times written without one
    switch: str = ""  # its name in the archive; the reader may know better from the rows
    columns: Mapping[str, str] = field(default_factory=dict)  # for tables with columns of the owner's choice
    tech_prefixes: tuple[str, ...] = ()  # written before called numbers by this switch


class UnreadableError(Exception):
    """The whole source is not what it was said to be; the message says what it looks like and what to try."""


class Dialect(Protocol):
    """One switch's way of writing call records. Stateless: `read` may be called again from the start."""

    name: str  # as in `--dialect`: asterisk-csv
    title: str  # as people say it: Asterisk cdr-csv (Master.csv)
    zoned: bool  # False: its times carry no zone, so `Settings.zone` matters

    def recognises(self, path: Path, head: bytes) -> float:
        """How sure is it, 0 to 1, that a source beginning with these bytes (up to 64 KiB) is in this dialect?"""
        ...

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        """Every row of the source in its order, those up to `after_line` left out. A stream: raises `UnreadableError`
        only before its first row."""
        ...
