"""The first rows of a file as a dialect understands them, and what its times say about its zone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from hopback.carrier.cdr.dialects import text
from hopback.carrier.cdr.reading import Dialect, Rejected, Row, Settings
from hopback.carrier.cdr.record import CallRecord, Place

ROWS = 5
READ = 200_000  # rows at most, to find the last one


@dataclass(frozen=True)
class Seen:
    """What a look into a file showed."""

    calls: tuple[CallRecord, ...] = ()  # the first five
    rejected: tuple[Rejected, ...] = ()  # the first five
    bad: int = 0
    good: int = 0
    skipped: int = 0
    last_at: datetime | None = None
    raws: dict[Place, str] = field(default_factory=dict)  # of the calls, as written


def read(dialect: Dialect, path: Path, settings: Settings) -> Seen:
    calls: list[CallRecord] = []
    rejected: list[Rejected] = []
    counts = {"good": 0, "bad": 0, "skipped": 0}
    last: datetime | None = None
    rows: Iterator[Row] = dialect.read(path, settings)
    for row in islice(rows, READ):
        if isinstance(row, CallRecord):
            counts["good"] += 1
            last = max(last, row.at) if last else row.at
            calls += [row] if len(calls) < ROWS else []
        elif isinstance(row, Rejected):
            counts["bad"] += 1
            rejected += [row] if len(rejected) < ROWS else []
        else:
            counts["skipped"] += 1
    raws = _raws([call.place for call in calls])
    return Seen(tuple(calls), tuple(rejected), counts["bad"], counts["good"], counts["skipped"], last, raws)


def _raws(places: list[Place]) -> dict[Place, str]:
    """The lines these calls stand in, where they stand in lines of text."""
    found: dict[Place, str] = {}
    for source in dict.fromkeys(place.source for place in places):
        wanted = {place.line for place in places if place.source == source}
        path = Path(source)
        if not path.is_file() or b"\0" in text.head(path, 4096):
            continue
        for line in islice(text.lines(path), max(wanted)):
            if line.number in wanted:
                found[Place(source, line.number)] = text.shown(line.text)
    return found


def about_zone(dialect: Dialect, seen: Seen, zone: str, now: datetime) -> list[str]:
    """What is to be said about the zone: that it must be told, or that what was told cannot be."""
    said = []
    if not dialect.zoned and not zone:
        said.append("Its times carry no zone: they were read as UTC. Say which it is: --zone America/Chicago")
    if seen.last_at and seen.last_at > now + timedelta(minutes=5):
        ahead = (seen.last_at - now).total_seconds() / 3600
        said.append(f"Read as {zone or 'UTC'}, the file's last row would be {ahead:.1f} h in the future.")
    return said
