"""Twenty million calls screened against a million listed numbers, with the numbering plan, beside DuckDB and Polars
that only look them up. The peer is the faster of both; all count how many were listed. The limit reads the numbers
once.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.dno_world import calls, listed
from bench.result import Result

N = 20_000_000
ROUNDS = 3


def run() -> Result:
    from hopback.carrier.gateway.screening import Screen, Verdict
    from hopback.carrier.gateway.screening.layout import lay_out

    of = listed()
    asked = calls(N, of)
    screen = Screen(lay_out(of, (), ()))
    works: dict[str, Callable[[], int]] = {
        "ours": lambda: int(np.count_nonzero(screen.batch(asked) == Verdict.LISTED)),
        "duckdb": _duckdb(asked, of),
        "polars": _polars(asked, of),
        "limit": lambda: int(np.bitwise_xor.reduce(asked)),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    found: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, work in works.items():
            begun = time.perf_counter()
            found[name] = work()
            taken[name].append(time.perf_counter() - begun)
    speed = {name: N / min(each) for name, each in taken.items()}
    if not found["ours"] == found["duckdb"] == found["polars"]:
        raise SystemExit(f"They do not agree: {found}")
    more = {"duckdb": round(speed["duckdb"]), "polars": round(speed["polars"]), "listed": found["ours"]}
    peer = max(speed["duckdb"], speed["polars"])
    return Result("dno_batch", speed["ours"], peer, speed["limit"], "calls/s", N, more)


def _duckdb(asked: Any, of: Any) -> Callable[[], int]:
    import duckdb
    import pyarrow as pa

    db = duckdb.connect()
    for name, values in (("calls", asked), ("listed", of)):
        db.register("given", pa.table({"number": values}))
        db.execute(f"CREATE TABLE {name} AS SELECT number FROM given")
    query = "SELECT count(*) FROM calls SEMI JOIN listed USING (number)"
    return lambda: int((db.execute(query).fetchone() or (0,))[0])


def _polars(asked: Any, of: Any) -> Callable[[], int]:
    import polars as pl

    left, right = pl.DataFrame({"number": asked}), pl.DataFrame({"number": of})
    return lambda: left.join(right, on="number", how="semi").height
