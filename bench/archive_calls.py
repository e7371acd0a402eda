"""Made-up calls of a tandem provider as its switch would export them: a CSV of any length.

Row n is the same in every run, so a benchmark can ask for it and knows what has to be found.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from hopback.carrier.cdr.archive.engine import engine, literal

DAYS = 30
FIRST = datetime(2026, 10, 1, tzinfo=UTC)
HEADING = ("started", "ani", "dnis", "trunk", "seconds", "cause")
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
zone = "UTC"
form = "%Y-%m-%d %H:%M:%S"
"""
_NUMBER = (
    "(2 + {h} % 8) * 1000000000 + ({h} // 8 % 100) * 10000000 + (2 + {h} // 800 % 8) * 1000000 + {h} // 6400 % 1000000"
)


def columns(calls: int) -> str:
    """Row `i` of so many in SQL: in the order of time, two calls to a number on average, a twentieth to busy ones."""
    callee = f"CASE WHEN i % 20 = 7 THEN hash(i, 1) % 2000 ELSE 2000 + hash(i, 2) % {max(calls // 2, 1)} END"
    return f"""
        make_timestamp(({int(FIRST.timestamp())} + i * {DAYS * 86400} // {calls}) * 1000000::BIGINT) AS started,
        {_NUMBER.format(h="hash(i, 3)")} AS ani,
        {_NUMBER.format(h=f"hash({callee}, 4)")} AS dnis,
        'tg-' || lpad((hash(i, 5) % 200)::VARCHAR, 3, '0') || '-in' AS trunk,
        CASE WHEN hash(i, 6) % 10 < 4 THEN 0
             ELSE (-80 * ln(1 - (hash(i, 7) % 100000) / 100000.0))::BIGINT END AS seconds,
        CASE WHEN hash(i, 6) % 10 < 4 THEN 17 + hash(i, 8) % 3 ELSE 16 END AS cause
    """


def write(path: Path, calls: int) -> None:
    """The CSV, its first call in line 2."""
    query = f"SELECT {columns(calls)} FROM range({calls}) AS rows(i)"
    with engine(path.parent / ".spill", memory_mb=4000) as db:
        db.execute(f"COPY ({query}) TO {literal(path)} (HEADER, DELIMITER ',')")


def rows(numbers: Sequence[int], calls: int, scratch: Path) -> list[tuple[int, datetime, int, int, str]]:
    """(line, started, ani, dnis, trunk) of these rows."""
    wanted = ", ".join(f"({n})" for n in numbers)
    chosen = f"SELECT n::BIGINT AS i FROM (VALUES {wanted}) AS t(n)"
    query = f"SELECT i + 2, started, ani, dnis, trunk FROM (SELECT i, {columns(calls)} FROM ({chosen}))"
    with engine(scratch) as db:
        found = db.execute(query).fetchall()
    return [(line, at.replace(tzinfo=UTC), *rest) for line, at, *rest in found]
