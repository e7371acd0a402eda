"""One writer at a time: an advisory lock on a file of the archive, gone when its process is gone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = ".writer"


class BusyError(Exception):
    """Another import is writing into this archive. Wait until it is done, and try again."""


@contextmanager
def writer_lock(folder: Path, *, wait: bool = False) -> Iterator[None]:
    with (folder / _NAME).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError(f"{BusyError.__doc__} ({folder})") from error
        yield
