"""The archive that is searched: 100 million calls from one CSV, made once for all benchmarks of a run.

HOPBACK_BENCH_CALLS is how many (try it small), HOPBACK_BENCH_FOLDER where; about 60 bytes of disk a call for the CSV
and 20 for the archive. What is there already is used again; `python -m bench.archive_world` takes it away.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bench import archive_calls
from bench.archive_child import measured
from hopback.carrier.cdr import number
from hopback.carrier.cdr.store import Span

CALLS = int(os.environ.get("HOPBACK_BENCH_CALLS", "100000000"))
FOLDER = Path(os.environ.get("HOPBACK_BENCH_FOLDER", Path(tempfile.gettempdir()) / "hopback-bench")) / f"{CALLS}"
NEAR = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that is in the archive, and where it stands in the CSV."""

    line: int
    at: datetime  # UTC
    key: int
    trunk: str

    @property
    def near(self) -> Span:
        return Span(self.at - NEAR, self.at + NEAR)


@dataclass(frozen=True, slots=True)
class World:
    folder: Path
    calls: int

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def files(self) -> list[str]:
        return sorted(str(path) for path in self.archive.glob("day=*/*.parquet"))

    def asked(self, count: int, seed: int) -> list[Asked]:
        dice = Random(seed)
        rows = archive_calls.rows([dice.randrange(self.calls) for _ in range(count)], self.calls, self.folder / "spill")
        return [Asked(line, at, number.key(str(dnis)), trunk) for line, at, _, dnis, trunk in rows]


@cache
def world() -> World:
    """Made where it is not there yet."""
    found = World(FOLDER, CALLS)
    done = FOLDER / "done"
    if not done.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        archive_calls.write(FOLDER / "calls.csv", CALLS)
        print(f"# the archive: {measured('ours', FOLDER / 'calls.csv', found.archive)}", flush=True)
        (FOLDER / "calls.csv").unlink()
        done.touch()
    return found


if __name__ == "__main__":
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
