"""The archive as what a report reads: its files day by day, through DuckDB in bounded memory."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.catalog import Catalog, Part
from hopback.carrier.cdr.archive.engine import engine
from hopback.carrier.cdr.archive.writing import SCRATCH

from . import heavy, ways
from .figures import What
from .leaving_out import Measure
from .listed import Lists
from .reading import calls
from .records import CALLS, KEY, Counted, Filed

MEMORY_MB = 512

_THEIRS = """
    SELECT place, called, calling, source, line, "at", talk, answered, neighbour, invalid, unassigned,
        {listed} AS listed
    FROM ({every}) AS c JOIN asked ON asked.name = c.{key}
"""


class ArchivedRecords:
    """`Records` of one archive, which is the caller's to close. Spills into `scratch`, else into the archive's own.

    Raises `DamagedError` (or DuckDB's own) where a file cannot be read.
    """

    def __init__(self, archive: Archive, scratch: Path | None = None) -> None:
        self._archive = archive
        self._scratch = scratch or archive.directory / SCRATCH

    def days(self) -> list[Filed]:
        return [
            Filed(day, sum(part.rows for part in parts), _version(parts)) for day, parts in sorted(self._parts.items())
        ]

    def counted(self, days: Sequence[str], lists: Lists) -> Iterator[Counted]:
        with engine(self._scratch, memory_mb=MEMORY_MB) as db, ThreadPoolExecutor(1) as beside:
            db.execute("SET preserve_insertion_order = false")
            lists.register(db)
            for day in days:  # busy callers are looked for by Arrow and NumPy while the engine counts everybody
                of_day = calls(self._paths([day]))
                rows = sum(part.rows for part in self._parts[day])
                callers = beside.submit(heavy.count, db.cursor(), of_day, rows)
                yield Counted(ways.count(db, of_day, lists.says), callers.result())

    def calls(self, what: What, names: Sequence[str], days: Sequence[str], lists: Lists) -> pa.Table:
        with engine(self._scratch, memory_mb=MEMORY_MB) as db:
            lists.register(db)
            keys = pa.array([int(name) for name in names], pa.int64()) if what is What.NUMBER else pa.array(names)
            db.register("asked", pa.table({"place": range(len(names)), "name": keys}))
            every = calls(self._paths(days), KEY[what], nameless="" in names).every
            marked = f"({lists.says})" if lists.says else "false"
            return db.sql(_THEIRS.format(every=every, key=KEY[what], listed=marked)).to_arrow_table().cast(CALLS)

    def sources(self) -> Mapping[int, str]:
        catalog = Catalog(self._archive.directory)
        try:
            return catalog.sources()
        finally:
            catalog.close()

    def left_out(self) -> Mapping[Measure, tuple[str, ...]]:
        return {}

    @cached_property
    def _parts(self) -> dict[str, list[Part]]:
        filed: dict[str, list[Part]] = {}
        for part in self._archive.parts():
            filed.setdefault(part.day, []).append(part)
        return filed

    def _paths(self, days: Sequence[str]) -> list[Path]:
        return [self._archive.directory / part.name for day in days for part in self._parts[day]]


def _version(parts: Sequence[Part]) -> str:
    said = sorted((part.name, part.rows, part.bytes) for part in parts)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
