"""The whole report: every day counted or found counted, everybody scored, those that stand out looked at closely."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from hopback.carrier.cdr.archive.engine import engine
from hopback.carrier.cdr.archive.writing import SCRATCH

from . import exact, kept, period
from .figures import Figures, What
from .leaving_out import Measure
from .listed import Lists
from .records import Records
from .scoring import Scored, scored

MEMORY_MB = 512
CLOSER = 200  # of each kind that are looked at call by call
_WORTH = 12.0  # first score from which on
NUMBERS = 2000  # calling numbers that are scored at all
SHOWN = 200  # of them that are told


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is about. `abroad`: ways in from another country; `known`: who stands behind a name."""

    since: str = ""
    until: str = ""
    abroad: tuple[str, ...] = ()
    lists: Lists = field(default_factory=Lists)
    known: Callable[[str], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, the highest score first. `new_days`: counted now, the others before."""

    days: tuple[str, ...]
    new_days: int
    calls: int
    customers: tuple[Scored, ...]
    upstreams: tuple[Scored, ...]  # empty where the records name no customers apart from the ways in
    numbers: tuple[Scored, ...]
    by_day: tuple[tuple[str, int], ...]
    by_hour: tuple[int, ...]
    all_customers: int  # also those with too few calls to be scored
    made_at: datetime
    listed: bool = False
    abroad: tuple[str, ...] = ()
    left_out: Mapping[Measure, tuple[str, ...]] = field(default_factory=dict)

    @property
    def suspects(self) -> tuple[Scored, ...]:
        return tuple(each for each in self.customers if each.suspect)


def made(records: Records, asked: Asked, *, now: datetime, told: kept.Told, beside: Path) -> Report:
    """The report. Figures of each day are kept in the folder `beside`, which the engine may spill into too.

    Raises what `records` raise.
    """
    folder, filed = beside / kept.FOLDER, records.days()
    days = kept.days(filed, asked.lists, folder, asked.since, asked.until)
    kept.tidy(folder, {each.day for each in filed})
    new = kept.counted(records, days, asked.lists, told)
    with engine(beside / SCRATCH, memory_mb=MEMORY_MB) as db:
        if not days:
            return Report((), 0, 0, (), (), (), (), (0,) * 24, 0, now)
        period.gathered(db, days, asked.abroad)
        look = _Look(db, records, days, asked)
        customers = look.scored(period.by(db, What.CUSTOMER))
        apart = bool(db.execute("SELECT 1 FROM all_ways WHERE customer <> way LIMIT 1").fetchall())
        return Report(
            days=tuple(day.day for day in days), new_days=new, calls=sum(_counted(db).values()), customers=customers,
            upstreams=look.scored(period.by(db, What.UPSTREAM)) if apart else (),
            numbers=look.scored(period.numbers(db, NUMBERS))[:SHOWN], by_day=tuple(sorted(_counted(db).items())),
            by_hour=_hours(customers), all_customers=_one(db, "SELECT count(DISTINCT customer) FROM all_ways"),
            made_at=now, listed=bool(asked.lists.says), abroad=asked.abroad,
            left_out=records.left_out(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    db: duckdb.DuckDBPyConnection
    records: Records
    days: Sequence[kept.Day]
    asked: Asked

    def scored(self, found: Iterable[Figures]) -> tuple[Scored, ...]:
        unknown = frozenset(self.records.left_out())
        first = [scored(replace(each, known_as=self.asked.known(each.name), unknown=unknown)) for each in found]
        first.sort(key=_surest)
        near = [each.figures for each in first[:CLOSER] if each.score >= _WORTH]
        closer = {each.name: each for each in self._closer(near)} if near else {}
        again = [scored(closer[each.figures.name]) if each.figures.name in closer else each for each in first]
        again.sort(key=_surest)
        return tuple(again)

    def _closer(self, near: Sequence[Figures]) -> list[Figures]:
        sources = self.records.sources()
        found: list[Figures] = []
        for group, days in zip(exact.fitting(near), (self.days, self.days[-1:]), strict=True):
            if group:
                names, when = [each.name for each in group], [day.day for day in days]
                calls = self.records.calls(group[0].what, names, when, self.asked.lists)
                found += exact.looked_at(self.db, group, calls, sources)
        return period.with_days(self.db, found)


def _surest(each: Scored) -> tuple[int, int, str]:
    """The surest first; of those that are as sure, whoever calls more."""
    return -round(each.score), -each.figures.calls, each.figures.name


def _counted(db: duckdb.DuckDBPyConnection) -> Counter[str]:
    rows = db.execute("SELECT day::VARCHAR, sum(calls)::BIGINT FROM all_ways GROUP BY day").fetchall()
    return Counter({str(day): int(calls) for day, calls in rows})


def _hours(customers: Sequence[Scored]) -> tuple[int, ...]:
    return tuple(sum(each.figures.hours[hour] for each in customers) for hour in range(24))


def _one(db: duckdb.DuckDBPyConnection, query: str) -> int:
    row = db.execute(query).fetchone()
    return int(row[0]) if row else 0
