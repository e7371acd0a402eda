"""`python -m bench archive_bulk`: 10,000 searches at once among 100 million calls (ms).

Ours gives whole records, a list for each search. The peer is DuckDB's hash join over the same files, whole rows. The
limit is to find the rows only: the two sorted columns of the pages that can hold them.
"""

import os
import time
from collections.abc import Callable

from bench import archive_peers
from bench.archive_world import Asked, World, world
from bench.result import Result
from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.looking import PartReader, Wanted
from hopback.carrier.cdr.archive.schema import micros

N = 10_000
ROUNDS = 2


def run() -> Result:
    found = world()
    asked = found.asked(N, seed=5)
    peer_finds = archive_peers.duckdb_many(found, asked)
    ours, peer, limit, cpu = [], [], [], []
    with Archive(found.archive) as store:
        for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for both
            used = time.process_time()
            ours.append(_timed(lambda: _ours(store, asked)))
            cpu.append(1000 * (time.process_time() - used))
            peer.append(_timed(peer_finds))
            limit.append(_timed(lambda: _least(found, store, asked)))
    more = {"cpu_ms": round(min(cpu)), "recall": 1.0, "load": round(os.getloadavg()[0], 1)}
    return Result("archive_bulk", min(ours), min(peer), min(limit), "ms", found.calls, more)


def _timed(work: Callable[[], int]) -> float:
    begun = time.perf_counter()
    right = work()
    taken = 1000 * (time.perf_counter() - begun)
    if right < N:
        raise SystemExit(f"only {right} of {N} were found")
    return taken


def _ours(store: Archive, asked: list[Asked]) -> int:
    found = store.called_many([((each.key,), (each.near,)) for each in asked])
    return sum(any(r.place.line == each.line for r in records) for records, each in zip(found, asked, strict=True))


def _least(found: World, store: Archive, asked: list[Asked]) -> int:
    readers = [PartReader.open(found.archive, part) for part in store.parts()]

    def read(reader: PartReader) -> None:
        part = reader.part
        near = [each for each in asked if part.first_us <= micros(each.at) <= part.last_us]
        for page in reader.pages(Wanted(0, each.key, (micros(each.at), micros(each.at))) for each in near):
            reader.keyed(page)
        reader.close()

    for reader in readers:
        read(reader)
    return len(asked)
