"""`python -m bench archive_widened`: the called number alone, at every whole and half hour up to 12 off (ms, median).

Ours is one search of the archive. The peer is DuckDB over the same files, asked for the same windows at once. The limit
is our search near the asked time only.
"""

import os
import time
from datetime import timedelta
from statistics import median

import duckdb

from bench import archive_peers
from bench.archive_world import Asked, World, world
from bench.result import Result
from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.store import Span

N, PEER_N = 1_000, 5
SLIP = timedelta(seconds=150)


def run() -> Result:
    found = world()
    asked = found.asked(N, seed=4)
    with Archive(found.archive) as store:
        for each in asked[:50]:
            store.called((each.key,), _slips(each))
        ours = [_timed(store, each, _slips(each)) for each in asked]
        near = [_timed(store, each, (each.near,)) for each in asked]
    peer = _peer(found, asked[:PEER_N])
    more = {"p99_ms": round(sorted(ours)[int(N * 0.99)], 2), "load": round(os.getloadavg()[0], 1)}
    return Result("archive_widened", median(ours), peer, median(near), "ms", found.calls, more)


def _slips(asked: Asked) -> tuple[Span, ...]:
    centres = [asked.at + timedelta(minutes=30 * n) for n in range(-24, 25)]
    return tuple(Span(at - SLIP, at + SLIP) for at in centres)


def _timed(store: Archive, asked: Asked, spans: tuple[Span, ...]) -> float:
    begun = time.perf_counter()
    found = store.called((asked.key,), spans)
    taken = 1000 * (time.perf_counter() - begun)
    if all(record.place.line != asked.line for record in found):
        raise SystemExit(f"line {asked.line} was not found")
    return taken


def _peer(found: World, asked: list[Asked]) -> float:
    taken = []
    with duckdb.connect() as db:
        db.execute("SET parquet_metadata_cache = true")
        for each in asked:
            times = " OR ".join(
                f"\"at\" BETWEEN '{s.begin:%Y-%m-%d %H:%M:%S}' AND '{s.end:%Y-%m-%d %H:%M:%S}'" for s in _slips(each)
            )
            query = f"SELECT {archive_peers.quoted()} FROM read_parquet({found.files}) WHERE called = {each.key}"
            begun = time.perf_counter()
            db.execute(f"{query} AND ({times})").fetchall()
            taken.append(1000 * (time.perf_counter() - begun))
    return median(taken)
