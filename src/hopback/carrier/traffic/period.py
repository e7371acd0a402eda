"""The kept figures of many days made one: by customer, by way in, by calling number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import duckdb

from hopback.carrier.cdr.archive.engine import literal

from .figures import Figures, What
from .kept import Day
from .records import HOURS, KEY, SUMS
from .signs import SHORTEST

_ADDED = (*SUMS, *HOURS, "from_abroad", "called", "blocks")
_MOST_AT_ONCE = ("callers", "areas", "busiest")  # what a day had most of


def gathered(db: duckdb.DuckDBPyConnection, days: Sequence[Day], abroad: Sequence[str]) -> None:
    """Makes the views `all_ways` and `all_callers`. `abroad`: ways in that come from another country."""
    foreign = f"way IN ({', '.join(literal(each) for each in abroad)})" if abroad else "false"
    for name, more in (("ways", f", CASE WHEN {foreign} THEN domestic ELSE 0 END AS from_abroad"), ("callers", "")):
        files = ", ".join(literal(day.table(name)) for day in days)
        db.execute(f"CREATE OR REPLACE TEMP VIEW all_{name} AS SELECT *{more} FROM read_parquet([{files}])")  # noqa: S608


def by(db: duckdb.DuckDBPyConnection, what: What) -> Iterator[Figures]:
    """Every customer, or every way in, with calls enough to say anything; the busiest first."""
    key, other = ("customer", "way") if what is What.CUSTOMER else ("way", "customer")
    daily = ", ".join(f'sum("{name}") AS "{name}"' for name in (*_ADDED, *_MOST_AT_ONCE))
    added = ", ".join(f'sum("{name}")::BIGINT AS "{name}"' for name in _ADDED)
    most = ", ".join(f'max("{name}")::BIGINT AS "{name}"' for name in _MOST_AT_ONCE)
    rows = db.execute(f"""
        SELECT {key} AS name, count(*) AS days, {added}, {most}, min(one_name) AS one_name,
            max(other_name) AS other_name, min(first_at) AS first_at, max(last_at) AS last_at,
            list_sort(list_distinct(flatten(list(others))))[:6] AS seen_with
        FROM (
            SELECT {key}, day, {daily}, min(one_name) AS one_name, max(other_name) AS other_name,
                min(first_at) AS first_at, max(last_at) AS last_at, list(DISTINCT {other})[:6] AS others
            FROM all_ways GROUP BY {key}, day
        ) GROUP BY {key} HAVING sum(calls) >= {SHORTEST} ORDER BY sum(calls) DESC, {key}
    """)  # noqa: S608 - our own names
    yield from (_way(what, row) for row in _rows(rows))


def numbers(db: duckdb.DuckDBPyConnection, most: int) -> list[Figures]:
    """The calling numbers with the most calls, of those that had many on a day."""
    rows = db.execute(f"""
        SELECT calling, count(DISTINCT day) AS days, sum(calls)::BIGINT AS calls, sum(answered)::BIGINT AS answered,
            sum(short)::BIGINT AS short, sum(heard)::BIGINT AS heard, sum(talk_s) AS talk_s,
            sum(called)::BIGINT AS called, sum(blocks)::BIGINT AS blocks, sum(neighbour)::BIGINT AS neighbour,
            bool_or(invalid) AS invalid, bool_or(unassigned) AS unassigned, bool_or(domestic) AS domestic,
            list_sort(list(DISTINCT customer))[:6] AS seen_with, min(first_at) AS first_at, max(last_at) AS last_at
        FROM all_callers GROUP BY calling ORDER BY sum(calls) DESC, calling LIMIT {int(most)}
    """)  # noqa: S608 - a number
    return [_number(row) for row in _rows(rows)]


def with_days(db: duckdb.DuckDBPyConnection, found: Sequence[Figures]) -> list[Figures]:
    """The same with their calls of each day. All of one kind."""
    if not found:
        return []
    what = found[0].what
    table, key = "all_callers" if what is What.NUMBER else "all_ways", KEY[what]
    names: list[str] | list[int] = [int(e.name) if what is What.NUMBER else e.name for e in found]  # type: ignore[assignment]
    rows = db.execute(
        f"SELECT {key}::VARCHAR, day::VARCHAR, sum(calls)::BIGINT FROM {table} WHERE list_contains(?, {key})"  # noqa: S608
        " GROUP BY ALL ORDER BY ALL",
        [names],
    ).fetchall()
    days: dict[str, list[tuple[str, int]]] = {}
    for name, day, calls in rows:
        days.setdefault(name, []).append((day, int(calls)))
    return [replace(each, by_day=tuple(days.get(each.name, ()))) for each in found]


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in result.description or ()]
    while some := result.fetchmany(1000):
        yield from (dict(zip(names, row, strict=True)) for row in some)


def _way(what: What, row: dict[str, Any]) -> Figures:
    names = dict.fromkeys(name for name in (row["one_name"], row["other_name"]) if name)
    return Figures(
        what=what, name=row["name"], days=row["days"], called=row["called"], callers=row["callers"],
        blocks=row["blocks"], areas=row["areas"], busiest_hour=row["busiest"], from_abroad=row["from_abroad"],
        hours=tuple(row[name] for name in HOURS), names=tuple(names), seen_with=tuple(row["seen_with"]),
        first_at=row["first_at"].replace(tzinfo=UTC), last_at=row["last_at"].replace(tzinfo=UTC),
        **{name: row[name] for name in SUMS},
    )  # fmt: skip


def _number(row: dict[str, Any]) -> Figures:
    calls = row["calls"]
    return Figures(
        what=What.NUMBER, name=str(row["calling"]), days=row["days"], calls=calls, answered=row["answered"],
        short=row["short"], heard=row["heard"], talk_s=row["talk_s"], called=row["called"], blocks=row["blocks"],
        neighbour=row["neighbour"], invalid=calls if row["invalid"] else 0, domestic=calls if row["domestic"] else 0,
        unassigned=calls if row["unassigned"] else 0, seen_with=tuple(row["seen_with"]),
        first_at=row["first_at"].replace(tzinfo=UTC), last_at=row["last_at"].replace(tzinfo=UTC),
    )  # fmt: skip
