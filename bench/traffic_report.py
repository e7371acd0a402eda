"""`python -m bench traffic_report`: the whole traffic report over 100 million calls (calls/s).

Ours counts every part of every day from nothing, scores everybody and looks at those that stand out. The peer is, for
each part, the faster of DuckDB's and Polars' hand-written queries over the same files, all parts added up; they score
nobody. The limit is to read the five columns that are needed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.archive_world import world
from bench.result import Result
from bench.traffic_child import PARTS, days


def run() -> Result:
    found = world()
    ways = {way: _measured(way, found.archive) for way in ("ours", "duckdb", "polars")}
    ours = ways["ours"]
    if ours["calls"] != found.calls:
        raise SystemExit(f"{ours['calls']:,} calls were counted, of {found.calls:,}")
    best = sum(min(ways[peer][part] for peer in ("duckdb", "polars")) for part in PARTS)
    more = {**ways, "best_of_each_part_s": round(best, 2), "load": round(os.getloadavg()[0], 1)}
    speeds = (found.calls / seconds for seconds in (ours["whole"], best, _read(found.archive)))
    return Result("traffic_report", *speeds, "calls/s", found.calls, more)


def _measured(way: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.traffic_child", way, str(folder)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def _read(folder: Path) -> float:
    from hopback.carrier.cdr.archive.engine import engine

    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch, engine(Path(scratch)) as db:
        for files in days(folder):
            query = 'SELECT sum(called), sum(calling), max("at"), sum(duration_s), max(ingress_trunk) FROM'
            db.execute(f"{query} read_parquet({files})").fetchall()
    return time.perf_counter() - begun
