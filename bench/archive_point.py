"""`python -m bench archive_point`: one call among 100 million, warm, half of them faster than this (ms).

Ours is the archive, whole records. The peer is the fastest analytic engine over the same calls; every engine is told
beside, with ours at its 99th percentile, cold (a process's first look into files the system has not cached), and
*recall*. The limit is one random read of as many bytes.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench import archive_peers
from bench.archive_world import Asked, World, world
from bench.result import Result
from hopback.carrier.cdr.archive.archive import Archive

N, PEER_N, COLD_N = 4_000, 12, 60
READ = 40_000  # bytes, about what a look reads


def run() -> Result:
    found = world()
    asked = found.asked(N, seed=1)
    ours, on_cpu, recall = _ours(found, asked)
    peers = {name: _peer(name, found, asked[:PEER_N]) for name in archive_peers.PEERS}
    again = _ours(found, asked)[0]  # before and after the peers: a busy machine is busy for all
    ours = min(ours, again, key=lambda taken: taken[N // 2])
    best = min(taken for taken in peers.values() if taken)
    more = {
        "p99_ms": round(ours[int(N * 0.99)], 3), "cold_ms": round(_cold(found), 3), "recall": recall,
        "on_the_processor_ms": {"p50": round(on_cpu[N // 2], 3), "p99": round(on_cpu[int(N * 0.99)], 3)},
        "peers_ms": {name: taken and round(taken, 2) for name, taken in peers.items()},
        "postgres": archive_peers.postgres_speed(found), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    return Result("archive_point", ours[N // 2], best, _limit(found), "ms", found.calls, more)


def _ours(found: World, asked: Sequence[Asked]) -> tuple[list[float], list[float], float]:
    """By the clock, and by what the processor did, which other programs stretch less; and how many were found."""
    with Archive(found.archive) as store:
        for each in asked[: N // 4]:
            store.called((each.key,), (each.near,))
        taken, worked, right = [], [], 0
        for each in asked:
            begun, idle = time.perf_counter(), time.thread_time()
            records = store.called((each.key,), (each.near,))
            worked.append(1000 * (time.thread_time() - idle))
            taken.append(1000 * (time.perf_counter() - begun))
            right += any((r.place.line, r.ingress_trunk) == (each.line, each.trunk) for r in records)
    return sorted(taken), sorted(worked), right / len(asked)


def _peer(name: str, found: World, asked: Sequence[Asked]) -> float | None:
    try:
        with archive_peers.PEERS[name](found) as look:
            for each in asked[:3]:
                archive_peers.once(look, each)
            taken = sorted(archive_peers.once(look, each) for each in asked)
    except ImportError:
        return None
    return taken[len(taken) // 2]


def _cold(found: World) -> float:
    """The median of looks into files that the system has been told to forget, each opened anew."""
    taken = []
    for each in found.asked(COLD_N, seed=2):
        for file in found.archive.glob(f"day={each.at:%Y-%m-%d}/*"):
            _forget(file)
        with Archive(found.archive) as store:
            store.parts()
            begun = time.perf_counter()
            store.called((each.key,), (each.near,))
            taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[COLD_N // 2]


def _forget(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


def _limit(found: World) -> float:
    dice, taken = Random(3), []
    for _ in range(500):
        handle = os.open(dice.choice(found.files), os.O_RDONLY)
        place = dice.randrange(max(os.fstat(handle).st_size - READ, 1))
        begun = time.perf_counter()
        os.pread(handle, READ, place)
        taken.append(1000 * (time.perf_counter() - begun))
        os.close(handle)
    return sorted(taken)[len(taken) // 2]
