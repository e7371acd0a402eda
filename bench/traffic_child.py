"""The traffic of an archive counted, each way in a process of its own: seconds by part, and how much memory at most.

`python -m bench.traffic_child WAY FOLDER` prints it as one object. The peers are the best queries we could write by
hand, a day at a time, which is kindest to them: a month of callers at once does not fit into a gigabyte.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.processes import peak_mib

MEMORY_MB = 1000  # what a peer is allowed
FLOOR = 25  # calls of a number on a day
PARTS = ("trunks", "caller_ids", "fan_out", "callers")

type Spent = dict[str, float]


def days(folder: Path) -> Iterator[list[str]]:
    for day in sorted(folder.glob("day=*")):
        yield sorted(str(path) for path in day.glob("*.parquet"))


def ours(folder: Path) -> Spent:
    """The whole report, as `hopback traffic report` makes it. `counting`: of it, all that the peers' parts count."""
    from hopback.carrier.cdr.archive.archive import Archive
    from hopback.carrier.traffic import kept
    from hopback.carrier.traffic.archived import ArchivedRecords
    from hopback.carrier.traffic.report import Asked, made

    spent = {"counting": 0.0}
    kept.counted = _timed(kept.counted, spent, "counting")
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as beside, Archive(folder) as archive:
        records = ArchivedRecords(archive, Path(beside))
        report = made(records, Asked(), now=datetime.now(UTC), told=lambda *_: None, beside=Path(beside))
    spent["whole"] = time.perf_counter() - begun
    spent["calls"] = report.calls
    return spent


def duckdb(folder: Path) -> Spent:
    import duckdb as engine

    queries = {
        "trunks": 'SELECT ingress_trunk, hour("at") AS h, count(*), count(*) FILTER (duration_s > 0), sum(duration_s),'
        " count(*) FILTER (duration_s BETWEEN 1 AND 6), count(*) FILTER (duration_s > 15) FROM {calls} GROUP BY 1, 2",
        "caller_ids": "SELECT ingress_trunk, count(*) FILTER (calling // 10000 = called // 10000),"
        " count(*) FILTER (calling // 10000000 = called // 10000000), count(*) FILTER (calling = 0),"
        " count(*) FILTER (calling BETWEEN 12000000000 AND 19999999999),"
        " count(*) FILTER (calling // 10000 % 1000 < 200 OR calling // 10000 % 100 = 11),"
        f" count(*) FILTER (get_bit('{_in_use()}'::BIT, (calling // 10000000 % 1000)::INT) = 0)"
        " FROM {calls} GROUP BY 1",
        "fan_out": "SELECT ingress_trunk, approx_count_distinct(called), approx_count_distinct(calling),"
        " approx_count_distinct(called // 100), approx_count_distinct(calling // 10000000) FROM {calls} GROUP BY 1",
        "callers": f"SELECT calling, count(*) AS n FROM {{calls}} GROUP BY 1 HAVING n >= {FLOOR}",
    }
    with tempfile.TemporaryDirectory() as spill, engine.connect() as db:
        db.execute(f"SET memory_limit = '{MEMORY_MB}MB'; SET temp_directory = '{spill}'")
        db.execute("SET preserve_insertion_order = false")
        return _parts(folder, queries, lambda q, files: db.execute(q.format(calls=f"read_parquet({files})")).fetchall())


def polars(folder: Path) -> Spent:
    import polars as pl

    calling, called, talk = pl.col("calling"), pl.col("called"), pl.col("duration_s")
    in_use = pl.Series([sign == "1" for sign in _in_use()])
    queries: dict[str, Callable[[Any], Any]] = {
        "trunks": lambda f: f.group_by("ingress_trunk", pl.col("at").dt.hour()).agg(
            pl.len(), (talk > 0).sum().alias("a"), talk.sum().alias("s"), talk.is_between(1, 6).sum().alias("b"),
            (talk > 15).sum().alias("h"),
        ),
        "caller_ids": lambda f: f.group_by("ingress_trunk").agg(
            (calling // 10000 == called // 10000).sum().alias("n"),
            (calling // 10000000 == called // 10000000).sum().alias("l"), (calling == 0).sum().alias("z"),
            calling.is_between(12000000000, 19999999999).sum().alias("d"),
            ((calling // 10000 % 1000 < 200) | (calling // 10000 % 100 == 11)).sum().alias("i"),
            (~(calling // 10000000 % 1000).is_in(in_use.arg_true().implode())).sum().alias("u"),
        ),
        "fan_out": lambda f: f.group_by("ingress_trunk").agg(
            called.approx_n_unique().alias("c"), calling.approx_n_unique().alias("k"),
            (called // 100).approx_n_unique().alias("b"), (calling // 10000000).approx_n_unique().alias("a"),
        ),
        "callers": lambda f: f.group_by("calling").len().filter(pl.col("len") >= FLOOR),
    }  # fmt: skip
    return _parts(folder, queries, lambda q, files: q(pl.scan_parquet(files)).collect(engine="streaming"))


def _parts(folder: Path, queries: dict[str, Any], ask: Callable[[Any, list[str]], object]) -> Spent:
    spent = dict.fromkeys(queries, 0.0)
    for files in days(folder):
        for name, query in queries.items():
            begun = time.perf_counter()
            ask(query, files)
            spent[name] += time.perf_counter() - begun
    return spent


def _in_use() -> str:
    from hopback.carrier.traffic.plan import IN_USE

    return IN_USE


def _timed(work: Callable[..., Any], spent: Spent, name: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            spent[name] += time.perf_counter() - begun

    return timed


WAYS: dict[str, Callable[[Path], Spent]] = {"ours": ours, "duckdb": duckdb, "polars": polars}

if __name__ == "__main__":
    found = WAYS[sys.argv[1]](Path(sys.argv[2]))
    more = {"cpu_s": round(time.process_time(), 1), "peak_mb": round(peak_mib())}
    print(json.dumps({name: round(spent, 2) for name, spent in found.items()} | more))
