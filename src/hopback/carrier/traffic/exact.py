"""Those that stand out, counted call by call: how many numbers, in which order, and the calls that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import duckdb
import pyarrow as pa

from .figures import Call, Exact, Figures
from .records import SHORT_S

MOST_CALLS = 1_000_000  # of all that are looked at together
MOST_OF_ONE = 100_000  # of all days: shares of more say no more, and their day has thousands
SHOWN = 8  # calls as evidence

_IN_ORDER = """
    CREATE OR REPLACE TEMP TABLE theirs AS
    SELECT *,
        coalesce(called - lag(called) OVER (PARTITION BY place ORDER BY "at", called) BETWEEN 1 AND 2, false) AS next
    FROM calls
"""
_COUNTED = """
    SELECT place, count(*), count(DISTINCT called), count(DISTINCT calling) FROM theirs GROUP BY place
"""
_MINUTES = """
    SELECT place, max(n)
    FROM (SELECT place, date_trunc('minute', "at") AS m, count(*) AS n FROM theirs GROUP BY place, m) GROUP BY place
"""
_SHOWN = f"""
    SELECT place, count(*) FILTER (next), max_by(
        {{'at': "at", 'calling': calling, 'called': called, 'answered': answered,
          'talk': CASE WHEN answered THEN talk END,
          'source': source, 'line': line, 'short': short, 'near': neighbour, 'invalid': invalid,
          'unassigned': unassigned, 'listed': listed, 'next': next}},
        (listed::INT * 6 + (invalid OR unassigned)::INT * 5 + neighbour::INT * 4 + next::INT * 4 + short::INT * 3)
            * 1e16 + epoch_us("at"), {SHOWN})
    FROM (SELECT *, coalesce(answered AND talk <= {SHORT_S}, false) AS short FROM theirs) GROUP BY place
"""  # noqa: S608
_WHY = {
    "listed": "its caller id is on your list", "invalid": "its caller id cannot exist",
    "unassigned": "its area code is not in use", "near": "shows a neighbour of the called number",
    "next": "the number after the one called before", "short": "over within 6 seconds",
}  # fmt: skip


def fitting(found: Sequence[Figures]) -> tuple[list[Figures], list[Figures]]:
    """Those whose calls of all days can be looked at, the smallest first; and those of whom a day has to do, as many as
    can be looked at so, the surest first. The others keep their sketches."""
    whole: set[str] = set()
    of_all = 0
    for each in sorted(found, key=lambda each: each.calls):
        of_all += each.calls
        if of_all <= MOST_CALLS and each.calls <= MOST_OF_ONE:
            whole.add(each.name)
    large, of_a_day = [], 0.0
    for each in found:
        if each.name not in whole and of_a_day <= MOST_CALLS:
            of_a_day += each.a_day
            large.append(each)
    return [each for each in found if each.name in whole], large


def looked_at(
    db: duckdb.DuckDBPyConnection, found: Sequence[Figures], calls: pa.Table, sources: Mapping[int, str]
) -> list[Figures]:
    """The same with exact counts and evidence, as far as they have any of these calls (as `CALLS` says)."""
    db.register("calls", calls)
    db.execute(_IN_ORDER)
    counted = {place: Exact(n, called, callers, 0, 0) for place, n, called, callers in db.execute(_COUNTED).fetchall()}
    minutes = dict(db.execute(_MINUTES).fetchall())
    exact = {
        place: replace(
            counted[place],
            sequential=sequential,
            peak_minute=minutes[place],
            evidence=tuple(_call(call, sources) for call in shown),
        )
        for place, sequential, shown in db.execute(_SHOWN).fetchall()
    }
    db.execute("DROP TABLE theirs")
    db.unregister("calls")
    return [replace(each, exact=exact.get(place)) for place, each in enumerate(found)]


def _call(said: Mapping[str, Any], sources: Mapping[int, str]) -> Call:
    why = [words for name, words in _WHY.items() if said[name]]
    if said["answered"] is False:
        why.append("nobody answered")
    source = sources.get(said["source"], f"source {said['source']}")
    at = said["at"].replace(tzinfo=UTC)
    return Call(at, said["calling"], said["called"], said["talk"], tuple(why), source, said["line"])
