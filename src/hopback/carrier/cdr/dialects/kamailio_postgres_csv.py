"""A CSV export of Kamailio's tables with a heading, as `\\copy acc to 'acc.csv' csv header` writes it. Databases other
than SQLite keep local times without a zone; a `time_attr` column makes the zone superfluous."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..reading import Row, Settings
from . import fields, kamailio, kamailio_sqlite, text


class KamailioPostgresCsv:
    name = "kamailio-postgres-csv"
    title = "Kamailio acc and acc_cdrs as CSV with a heading"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        first = next(iter(text.head_lines(head)), "")
        return 0.95 if _wanted(text.split(first)[0] or []) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _wanted(names: Sequence[str]) -> bool:
    return kamailio.looks(names) and not kamailio.is_opensips(names)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    return kamailio_sqlite.read_export(path, settings, after_line, _wanted)
