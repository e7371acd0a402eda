"""Imports one file many times over, each in a process of its own that kills itself at its n-th step on the disk.

`python -m tests.carrier.cdr.importing.killed FILE FOLDER quick|rows STRIDE` kills (SIGKILL) at every so manieth step
and prints at which. One interpreter loads the libraries; every import is a fork of it.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from hopback.carrier.cdr.archive import catalog, fence, part, writing
from hopback.carrier.cdr.importing import progress, rejects
from tests.carrier.cdr.importing import files

STEPS: tuple[tuple[Any, str], ...] = (
    (part, "_settle"),
    (fence, "write"),
    (writing, "remove"),
    (rejects, "write"),
    (pq.ParquetWriter, "write_table"),
    (pq.ParquetWriter, "close"),
    (catalog.Catalog, "transaction"),
)


class Step:
    """Counts what is done to the disk; before (or after) the n-th it is over."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self) -> None:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **more: Any) -> Any:
            self()
            done = work(*args, **more)
            self()
            return done

        return stepping

    def around_commit(self, work: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def stepping(*args: Any) -> Any:
            self()
            with work(*args) as db:
                yield db
                self()
            self()

        return stepping


def dies(file: Path, archive: Path, quick: bool, step: int) -> bool:
    """Did the import die there?"""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    stepping, os.fsync = Step(step), lambda _: None
    for owner, name in STEPS:
        around = stepping.around_commit if name == "transaction" else stepping.around
        setattr(owner, name, around(getattr(owner, name)))
    files.brought(archive, file, how=files.wish(quick=quick))
    os._exit(0)


def main(file: Path, folder: Path, quick: bool, stride: int) -> list[int]:
    progress.COMMIT, progress.COMMIT_BYTES, progress.BATCH = 30, 1, 10
    died = []
    while dies(file, folder / str(step := 1 + stride * len(died)), quick, step):
        died.append(step)
    return died


if __name__ == "__main__":
    print(*main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "quick", int(sys.argv[4])))
