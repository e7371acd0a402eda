"""Rows that say again what is known: a second file with the same calls, told by the switch's own ids.

A row is a copy when its call or leg id and everything else it says are there already; only its place differs. Calls
without such an id are never copies: two calls can be equal in all a switch writes.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .engine import engine, literal, quoted
from .schema import SCHEMA, whole

_IDS = ("call", "leg")
_PLACE = ("source", "line")
_SAID = tuple(name for name in SCHEMA.names if name not in _PLACE)
_SQL_TYPES = {
    pa.int64(): "BIGINT", pa.int32(): "INTEGER", pa.int8(): "TINYINT", pa.string(): "VARCHAR", pa.bool_(): "BOOLEAN",
    pa.float64(): "DOUBLE", pa.timestamp("us"): "TIMESTAMP",
}  # fmt: skip


def identified(table: pa.Table) -> bool:
    """Does any row carry an id of its call?"""
    return any(name in table.column_names and table.column(name).null_count < len(table) for name in _IDS)


def without_copies(table: pa.Table, known: list[Path], scratch: Path) -> tuple[pa.Table, int]:
    """The table without rows that the known files or its own earlier rows hold, and how many records were left out."""
    full = whole(table)
    numbered = full.append_column("row", pa.array(range(len(full)), pa.int64()))
    selects = [f"SELECT row, source, line, {_hashed(set(SCHEMA.names))} FROM numbered WHERE {_has_id}"]  # noqa: S608
    selects += [_select(path) for path in known]
    query = f"""
        SELECT row FROM ({" UNION ALL ".join(selects)}) WHERE row IS NOT NULL OR "at" IN (SELECT "at" FROM numbered)
        QUALIFY row_number() OVER (PARTITION BY "at", called, said ORDER BY row NULLS FIRST) > 1 AND row IS NOT NULL
    """  # noqa: S608
    with engine(scratch) as connection:
        connection.register("numbered", numbered)
        copies = connection.sql(query).to_arrow_table().column("row")
    if not len(copies):
        return table, 0
    kept = pc.invert(pc.is_in(numbered.column("row"), value_set=copies.combine_chunks()))
    dropped = full.filter(pc.invert(kept))
    return table.filter(kept), dropped.column("alias").null_count


_has_id = "(call IS NOT NULL OR leg IS NOT NULL)"


def _select(path: Path) -> str:
    there = set(pq.read_schema(path).names)
    ids = " OR ".join(f"{name} IS NOT NULL" for name in _IDS if name in there) or "false"
    return f"SELECT NULL, source, line, {_hashed(there)} FROM read_parquet({literal(path)}) WHERE {ids}"  # noqa: S608


def _hashed(there: set[str]) -> str:
    """`called`, `at`, and one number for all that a row says."""
    typed = (
        f'CAST({quoted(f.name) if f.name in there else "NULL"} AS {_SQL_TYPES[f.type]})'
        for f in SCHEMA
        if f.name in _SAID
    )  # fmt: skip
    return f'called, "at", hash({", ".join(typed)}) AS said'
