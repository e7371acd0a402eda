"""`python -m bench archive_bulk`: 10,000 searches at once among 100 million calls (ms).

Ours gives whole records, a list for each search. The peer is DuckDB's hash join over the same files, whole rows. The
limit is to find the rows only: the two sorted columns of the pages that can hold them.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

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
    with Archive(found.archive) as store, _rows(found, store, asked) as least:
        we_find = _ours(store, asked)
        for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for both
            used = time.process_time()
            ours.append(_timed(we_find))
            cpu.append(1000 * (time.process_time() - used))
            peer.append(_timed(peer_finds))
            limit.append(_timed(least))
    more = {"cpu_ms": round(min(cpu)), "recall": 1.0, "load": round(os.getloadavg()[0], 1)}
    return Result("archive_bulk", min(ours), min(peer), min(limit), "ms", found.calls, more)


def _timed(work: Callable[[], int]) -> float:
    begun = time.perf_counter()
    right = work()
    taken = 1000 * (time.perf_counter() - begun)
    if right < N:
        raise SystemExit(f"only {right} of {N} were found")
    return taken


def _ours(store: Archive, asked: list[Asked]) -> Callable[[], int]:
    """Whole records; how many searches found their call."""
    searches = [((each.key,), (each.near,)) for each in asked]

    def finds() -> int:
        found = store.called_many(searches)
        return sum(any(r.place.line == each.line for r in records) for records, each in zip(found, asked, strict=True))

    return finds


@contextmanager
def _rows(found: World, store: Archive, asked: list[Asked]) -> Iterator[Callable[[], int]]:
    """How many rows are found, in files that are open already, by who knows which files they are in."""
    with ExitStack() as stack:
        near: list[tuple[PartReader, list[Wanted]]] = []
        times = [micros(each.at) for each in asked]
        for part in store.parts():
            reader = stack.enter_context(closing(PartReader.open(found.archive, part)))
            numbered = enumerate(zip(asked, times, strict=True))
            near.append((reader, [Wanted(n, each.key, (at, at)) for n, (each, at) in numbered
                                  if part.first_us <= at <= part.last_us]))  # fmt: skip
        yield lambda: sum(
            len(reader.found(page, here)) for reader, wanted in near for page, here in reader.pages(wanted).items()
        )
