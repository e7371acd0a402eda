"""A CSV made searchable, each way in a process of its own: how long it took, and how much memory at most.

`python -m bench.archive_child WAY CSV FOLDER` prints it as one object.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import archive_calls
from bench.processes import peak_mib

MEMORY_MB = 1800  # what a peer is allowed


@dataclass(frozen=True, slots=True)
class Ingest:
    seconds: float
    cpu_s: float
    peak_mb: float
    bytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu_s:.1f} s of processor, {self.peak_mb:.0f} MB, {self.bytes:,} bytes"


def measured(way: str, csv: Path, folder: Path) -> Ingest:
    """`folder` is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "bench.archive_child", way, str(csv), str(folder)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return Ingest(**json.loads(ran.stdout.splitlines()[-1]))


def ours(csv: Path, folder: Path, *, quick: bool = True) -> None:
    from hopback.carrier.cdr.archive.compacting import compact
    from hopback.carrier.cdr.archive.engine import for_imports
    from hopback.carrier.cdr.archive.writing import Writer
    from hopback.carrier.cdr.dialects.mapped.files import parse
    from hopback.carrier.cdr.dialects.mapped.reading import Mapped
    from hopback.carrier.cdr.importing.job import Job
    from hopback.carrier.cdr.importing.wish import Wish
    from hopback.carrier.cdr.reading import Settings

    for_imports()
    wish = Wish(settings=Settings(), zone_said=True, dialect=Mapped(parse(archive_calls.MAPPING)), quick=quick)
    with Writer(folder) as writer:
        result = Job(writer, wish, now=datetime.now(UTC)).run(csv)
        compact(writer)
    if result.rejected or result.quick is not quick:
        raise SystemExit(f"not as it should be: {result}")


def duckdb(csv: Path, folder: Path) -> None:
    import duckdb as engine

    folder.mkdir(parents=True)
    with engine.connect() as db:
        db.execute(f"SET memory_limit = '{MEMORY_MB}MB'; SET temp_directory = '{folder}.spill'")
        db.execute(
            f"COPY (SELECT * FROM read_csv('{csv}') ORDER BY dnis, started) TO '{folder}/calls.parquet'"
            " (COMPRESSION zstd, ROW_GROUP_SIZE 8192)"
        )
    shutil.rmtree(f"{folder}.spill", ignore_errors=True)


def polars(csv: Path, folder: Path) -> None:
    """In one piece: its sort wants all of it in memory, so its peak is told beside."""
    import polars as engine

    folder.mkdir(parents=True)
    frame = engine.scan_csv(csv, try_parse_dates=True).sort("dnis", "started")
    frame.sink_parquet(folder / "calls.parquet", compression="zstd", row_group_size=8192)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "ours": ours,
    "rows": lambda csv, folder: ours(csv, folder, quick=False),
    "duckdb": duckdb,
    "polars": polars,
}


def main(way: str, csv: Path, folder: Path) -> None:
    begun = time.perf_counter()
    WAYS[way](csv, folder)
    os.sync()
    taken = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_SELF)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(json.dumps({
        "seconds": taken, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": peak_mib(), "bytes": size,
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
