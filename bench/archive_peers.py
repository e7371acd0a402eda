"""Engines that could do it instead, over the same calls: each finds one call, and many at once."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bench.archive_world import NEAR, Asked, World

COLUMNS = "called, calling, at, line, ingress_trunk, duration_s, code"
POSTGRES_CALLS = int(os.environ.get("HOPBACK_BENCH_POSTGRES_CALLS", "10000000"))
type Look = Callable[[int, datetime, datetime], Sequence[Any]]  # key, from, to (UTC, without zone)


def once(look: Look, asked: Asked) -> float:
    """Milliseconds. Raises where the call is not found."""
    begin, end = (moment.replace(tzinfo=None) for moment in (asked.near.begin, asked.near.end))
    begun = time.perf_counter()
    found = look(asked.key, begin, end)
    taken = 1000 * (time.perf_counter() - begun)
    if not len(found):
        raise SystemExit(f"{look.__qualname__} did not find line {asked.line}")
    return taken


@contextmanager
def duckdb_parquet(world: World) -> Iterator[Look]:
    import duckdb

    with duckdb.connect() as db:
        db.execute("SET parquet_metadata_cache = true")
        query = f'SELECT {quoted()} FROM read_parquet({world.files}) WHERE called = ? AND "at" BETWEEN ? AND ?'
        yield lambda key, begin, end: db.execute(query, (key, begin, end)).fetchall()


@contextmanager
def duckdb_table(world: World) -> Iterator[Look]:
    """Its own file, sorted as ours is."""
    import duckdb

    file = world.folder / "calls.duckdb"
    with duckdb.connect(str(file)) as db:
        db.execute("SET preserve_insertion_order = true; SET memory_limit = '4GB'")
        db.execute(f"CREATE OR REPLACE TABLE calls AS SELECT {quoted()} FROM read_parquet({world.files})")
        query = f'SELECT {quoted()} FROM calls WHERE called = ? AND "at" BETWEEN ? AND ?'
        yield lambda key, begin, end: db.execute(query, (key, begin, end)).fetchall()
    file.unlink()


@contextmanager
def polars(world: World) -> Iterator[Look]:
    import polars as pl

    frame = pl.scan_parquet(world.files)

    def look(key: int, begin: datetime, end: datetime) -> Sequence[Any]:
        chosen = frame.filter((pl.col("called") == key) & pl.col("at").is_between(begin, end))
        return chosen.select(COLUMNS.split(", ")).collect().rows()

    yield look


@contextmanager
def chdb(world: World) -> Iterator[Look]:
    """A MergeTree ordered as ours is."""
    from chdb.session import Session

    folder = world.folder / "chdb"
    shutil.rmtree(folder, ignore_errors=True)
    session = Session(str(folder))
    session.query("CREATE DATABASE b ENGINE = Atomic")
    session.query(
        "CREATE TABLE b.calls (called Int64, calling Int64, at DateTime64(6), line Int64,"
        " ingress_trunk LowCardinality(String), duration_s Float64, code Int64)"
        " ENGINE = MergeTree ORDER BY (called, at)"
    )
    session.query(f"INSERT INTO b.calls SELECT {COLUMNS} FROM file('{world.archive}/day=*/*.parquet', Parquet)")

    def look(key: int, begin: datetime, end: datetime) -> Sequence[Any]:
        said = f"SELECT {COLUMNS} FROM b.calls WHERE called = {key} AND at BETWEEN '{begin}' AND '{end}'"
        return str(session.query(said, "CSV")).splitlines()

    try:
        yield look
    finally:
        session.close()
        shutil.rmtree(folder, ignore_errors=True)


def quoted() -> str:
    return COLUMNS.replace("at,", '"at",')


def duckdb_many(world: World, asked: Sequence[Asked]) -> Callable[[], int]:
    """Its hash join over the same files, whole rows; how many searches found their call."""
    import duckdb
    import pyarrow as pa

    db = duckdb.connect()
    db.register("asked", pa.table({
        "search": range(len(asked)), "key": [each.key for each in asked], "line": [each.line for each in asked],
        "begin": pa.array([(each.at - NEAR).replace(tzinfo=None) for each in asked], pa.timestamp("us")),
        "finish": pa.array([(each.at + NEAR).replace(tzinfo=None) for each in asked], pa.timestamp("us")),
    }))  # fmt: skip
    columns = ", ".join(f"p.{name}" for name in quoted().split(", "))
    query = (
        f"SELECT a.search, a.line, {columns} FROM read_parquet({world.files}) p JOIN asked a ON p.called = a.key"
        ' WHERE p."at" BETWEEN a."begin" AND a."finish"'
    )
    return lambda: sum(row[1] == row[5] for row in db.execute(query).fetchall())


def postgres_speed(world: World) -> dict[str, float] | None:
    """One call by its index, over fewer calls; None unless DATABASE_URL says where (scripts/on_postgresql.sh does)."""
    if "postgres" not in (url := os.environ.get("DATABASE_URL", "")):
        return None
    import duckdb
    import psycopg

    count = min(POSTGRES_CALLS, world.calls)
    with psycopg.connect(url, autocommit=True) as db, duckdb.connect() as reader, db.cursor() as cursor:
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_calls (called bigint, calling bigint, at timestamp, line bigint,"
            " ingress_trunk text, duration_s float8, code bigint)"
        )
        rows = reader.execute(f"SELECT {quoted()} FROM read_parquet({world.files}) LIMIT {count}")
        with cursor.copy(f"COPY bench_calls ({COLUMNS}) FROM STDIN") as copy:
            while some := rows.fetchmany(50_000):
                for row in some:
                    copy.write_row(row)
        cursor.execute("CREATE INDEX ON bench_calls (called, at)")
        cursor.execute("VACUUM ANALYZE bench_calls")
        size = cursor.execute("SELECT pg_total_relation_size('bench_calls')").fetchone()
        some = cursor.execute("SELECT called, at FROM bench_calls TABLESAMPLE SYSTEM (0.05) LIMIT 2000").fetchall()
        query = f"SELECT {COLUMNS} FROM bench_calls WHERE called = %s AND at BETWEEN %s AND %s"
        taken = sorted(_timed(lambda k=key, t=at: cursor.execute(query, (k, t - NEAR, t + NEAR)).fetchall())
                       for key, at in some)  # fmt: skip
        cursor.execute("DROP TABLE bench_calls")
    return {"p50_ms": taken[len(taken) // 2], "bytes_per_call": (size or (0,))[0] / count, "calls": count}


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


PEERS: dict[str, Callable[[World], Any]] = {
    "duckdb_table": duckdb_table,
    "duckdb_parquet": duckdb_parquet,
    "polars": polars,
    "chdb": chdb,
}
