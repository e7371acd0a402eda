"""OpenSIPS' acc table (version 7): as Kamailio's, with `duration`, `ms_duration`, `setuptime` and `created`, so that
one row can be a whole call. SQLite file or CSV export with a heading. Call-IDs beyond 64 signs are cut by the table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..reading import Row, Settings
from . import fields, kamailio, kamailio_sqlite, tables, text


class OpenSips:
    name = "opensips"
    title = "OpenSIPS acc (SQLite file or CSV with a heading)"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        if tables.is_sqlite(head):
            return 0.95 if kamailio_sqlite.accounting(path, _wanted) else 0.0
        first = next(iter(text.head_lines(head)), "")
        return 0.95 if _wanted(text.split(first)[0] or []) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _wanted(names: Sequence[str]) -> bool:
    return kamailio.looks(names) and kamailio.is_opensips(names)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    if tables.is_sqlite(text.head(path, 100)):
        return kamailio_sqlite.read_tables(path, settings, after_line, _wanted)
    return kamailio_sqlite.read_export(path, settings, after_line, _wanted)
