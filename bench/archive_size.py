"""`python -m bench archive_size`: bytes of disk a call, fences and catalog included.

The peer is DuckDB's own file of the same columns. The limit is what a CSV of them takes, packed as one.
`more` has the memory of a process that did 10,000 searches, in MiB.
"""

import json
import subprocess
import sys
from datetime import datetime

from bench import archive_peers
from bench.archive_world import World, world
from bench.processes import peak_mib
from bench.result import Result

SEARCHES = 10_000


def run() -> Result:
    found = world()
    size = sum(path.stat().st_size for path in found.archive.rglob("*") if path.is_file())
    peer, packed = _duckdb(found)
    more = {"memory_mib": _memory_of_searches(found)}
    return Result("archive_size", size / found.calls, peer, packed, "bytes", found.calls, more)


def _duckdb(found: World) -> tuple[float, float]:
    """Of some of the files: its own file, and a CSV packed by zstd."""
    import duckdb

    files = found.files[: max(len(found.files) // 10, 1)]
    file, packed = found.folder / "size.duckdb", found.folder / "size.csv.zst"
    with duckdb.connect(str(file)) as db:
        db.execute(f"CREATE TABLE calls AS SELECT {archive_peers.quoted()} FROM read_parquet({files})")
        db.execute("CHECKPOINT")
        count = db.execute("SELECT count(*) FROM calls").fetchall()[0][0]
        db.execute(f"COPY calls TO '{packed}' (FORMAT csv, COMPRESSION zstd)")
    sizes = file.stat().st_size / count, packed.stat().st_size / count
    file.unlink()
    packed.unlink()
    return sizes


def _memory_of_searches(found: World) -> float:
    """At most, in a process of its own, which is told what to look for."""
    asked = [
        (each.key, each.near.begin.isoformat(), each.near.end.isoformat()) for each in found.asked(SEARCHES, seed=6)
    ]
    command = [sys.executable, "-m", "bench.archive_size", str(found.archive)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, input=json.dumps(asked))
    return float(ran.stdout)


def _search(archive: str) -> None:
    from hopback.carrier.cdr.archive.archive import Archive
    from hopback.carrier.cdr.store import Span

    with Archive(archive) as store:
        for key, begin, end in json.load(sys.stdin):
            store.called((key,), (Span(datetime.fromisoformat(begin), datetime.fromisoformat(end)),))
    print(round(peak_mib(), 1))


if __name__ == "__main__":
    _search(sys.argv[1])
