"""Mapped files of calls, imported into archives, and what is in an archive as plain values that can be compared."""

import csv
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from hopback.carrier.cdr.archive.catalog import Catalog
from hopback.carrier.cdr.archive.rows import Numbering, Telling
from hopback.carrier.cdr.archive.schema import as_python
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.importing.job import Job
from hopback.carrier.cdr.importing.wish import Imported, Wish
from hopback.carrier.cdr.reading import Settings
from hopback.carrier.cdr.record import CallRecord

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HEADING = "started,ani,dnis,trunk,seconds,cause\n"
MAPPING = """
[source]
format = "csv"
switch = "sw-chi-1"
[columns]
at = "started"
calling = "ani"
called = "dnis"
ingress_trunk = "trunk"
duration = "seconds"
code = "cause"
[time]
zone = "America/Chicago"
form = "%Y-%m-%d %H:%M:%S"
"""


def dialect(mapping: str = MAPPING) -> Mapped:
    return Mapped(parse(mapping))


def wish(mapping: str = MAPPING, *, quick: bool = True) -> Wish:
    found = dialect(mapping)
    numbers = found.mapping.numbers
    return Wish(
        settings=Settings(zone=ZoneInfo("America/Chicago"), tech_prefixes=numbers.tech_prefixes),
        zone_said=True,
        numbering=Numbering(numbers.country, numbers.tech_prefixes),
        dialect=found,
        quick=quick,
    )


def brought(archive: Path, *files: Path, how: Wish | None = None) -> list[Imported]:
    """What came of each file."""
    with Writer(archive) as writer:
        job = Job(writer, how or wish(), now=NOW)
        return [job.run(file) for file in files]


def held(archive: Path) -> dict[tuple[str, int], CallRecord]:
    """Every record by its place."""
    return {(record.place.source, record.place.line): record for record, _ in filed(archive)}


def filed(archive: Path) -> list[tuple[CallRecord, int]]:
    """Every row of every listed file, as any engine reads it: its record, and the key it is filed under."""
    found = []
    with closing(Catalog(archive)) as catalog:
        for part in catalog.parts():
            table = pq.ParquetFile(archive / part.name).read()
            telling = Telling({}, catalog.sources())
            found += [(telling.record(row)[1], row["called"]) for row in as_python(table)]
    return sorted(found, key=lambda row: (row[0].place.source, row[0].place.line, row[1]))


def rejected(archive: Path) -> list[tuple[int, str, str]]:
    """(line, reason, row) of every bad row, as the archive keeps them."""
    found = []
    for path in sorted(archive.glob("rejects/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(int(row["line"]), row["reason"], row["row"]) for row in csv.DictReader(file)]
    return sorted(found)


def call(n: int, *, day: int = 9) -> str:
    """One good line."""
    hour, minute, second = n // 3600 % 24, n // 60 % 60, n % 60
    return (
        f"2026-11-{day:02} {hour:02}:{minute:02}:{second:02},2025550{n % 900 + 100},513555{n % 7000 + 1000},"
        f"tg-{n % 7}-in,{n % 61},{16 + n % 3}\n"
    )
