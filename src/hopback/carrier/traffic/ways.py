"""A day by customer and way in: counted for everybody, in memory that does not grow with the calls or the callers.

Sums are exact. How many different numbers there were is a sketch (HyperLogLog): `exact` counts them for those that
stand out.
"""

import duckdb
import pyarrow as pa

from .reading import Calls
from .records import HEARD_S, HOURS, SHORT_S, WAYS

_SUMS = {
    "answered": "answered",
    "short": f"answered AND talk <= {SHORT_S}",
    "heard": f"answered AND talk > {HEARD_S}",
    "domestic": "domestic",
    "anonymous": "anonymous",
    "invalid": "invalid",
    "unassigned": "unassigned",
    "neighbour": "neighbour",
    "local": '"local"',
} | {name: f'hour("at") = {hour}' for hour, name in enumerate(HOURS)}
_ATTESTED = {
    "attested_a": "attestation = 'A'",
    "attested_b": "attestation = 'B'",
    "attested_c": "attestation = 'C'",
    "unsigned": "attestation = 'none'",
}
_NAMED = "count(caller_name) AS named, min(caller_name) AS one_name, max(caller_name) AS other_name"
_NAMELESS = "0 AS named, NULL AS one_name, NULL AS other_name"
_COUNTED = """
    SELECT {keys}, count(*) AS calls, {sums}, {names}, coalesce(sum(talk) FILTER (answered), 0) AS talk_s,
        approx_count_distinct(called) AS called, approx_count_distinct(calling) AS callers,
        approx_count_distinct(called // 100) AS blocks, approx_count_distinct(area) AS areas,
        min("at") AS first_at, max("at") AS last_at
    FROM ({every}) GROUP BY {keys}
"""


def count(db: duckdb.DuckDBPyConnection, calls: Calls, listed: str) -> pa.Table:
    """As `WAYS` says, in one scan of the calls. `listed`: SQL that says whether a calling number is on a list."""
    told = _SUMS | dict.fromkeys(_ATTESTED, "") | (_ATTESTED if calls.attested else {}) | {"listed": listed}
    sums = ", ".join(f'{f"coalesce(count_if({test}), 0)" if test else 0} AS "{name}"' for name, test in told.items())
    keys, both = ("customer, way", "*") if calls.apart else ("way", "way AS customer, *")
    names = _NAMED if calls.named else _NAMELESS
    counted = _COUNTED.format(keys=keys, sums=sums, names=names, every=calls.every)
    whole = f"SELECT {both}, greatest({', '.join(HOURS)}) AS busiest FROM ({counted})"  # noqa: S608 - our own names
    return db.sql(f"{whole} ORDER BY calls DESC, customer, way").to_arrow_table().select(WAYS.names).cast(WAYS)
