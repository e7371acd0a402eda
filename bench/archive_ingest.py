"""`python -m bench archive_ingest`: from a CSV to searchable files, calls a second, checks and commits included.

Ours says bad rows by line, commits as it goes and can be resumed. The peer is DuckDB, which sorts and writes the same
columns; beside them Polars, and our row by row reader. The limit is reading the CSV alone, by as many threads.
HOPBACK_BENCH_INGEST is how many calls.
"""

import os
import time
from pathlib import Path

from bench import archive_calls, archive_world
from bench.archive_child import Ingest, measured
from bench.result import Result

CALLS = int(os.environ.get("HOPBACK_BENCH_INGEST", str(min(archive_world.CALLS, 20_000_000))))
ROWS = 200_000  # row by row
ROUNDS = 2


def run() -> Result:
    folder = archive_world.FOLDER.parent / "ingest"
    folder.mkdir(parents=True, exist_ok=True)
    csv, few = folder / "calls.csv", folder / "few.csv"
    archive_calls.write(csv, CALLS)
    archive_calls.write(few, min(ROWS, CALLS))
    best: dict[str, Ingest] = {}
    for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for all
        for way in ("ours", "duckdb", "polars"):
            found = measured(way, csv, folder / way)
            best[way] = min(found, best.get(way, found), key=lambda each: each.seconds)
    rows = measured("rows", few, folder / "rows")
    limit = _reading(csv)
    for path in (csv, few):
        path.unlink()
    speed = {way: CALLS / each.seconds for way, each in best.items()}
    more = {
        "polars": round(speed["polars"]), "row_by_row": round(min(ROWS, CALLS) / rows.seconds),
        "peak_mb": {way: round(each.peak_mb) for way, each in best.items()},
        "cpu_us_per_call": {way: round(each.cpu_s / CALLS * 1e6, 3) for way, each in best.items()},
        "bytes_per_call": {way: round(each.bytes / CALLS, 2) for way, each in best.items()},
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    return Result("archive_ingest", speed["ours"], speed["duckdb"], limit, "calls/s", CALLS, more)


def _reading(csv: Path) -> float:
    import duckdb

    begun = time.perf_counter()
    with duckdb.connect() as db:
        db.execute(f"SELECT sum(ani), max(started), count(trunk) FROM read_csv('{csv}')").fetchall()
    return CALLS / (time.perf_counter() - begun)
