"""An orderly end: SIGTERM ends a wait at once, and lets anything else finish."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(Exception):  # noqa: N818 - it reads as what happened
    """Asked to stop while nothing was being done but waiting."""


class Stop:
    """`requested` once a signal came. Inside `waiting()` the signal also ends what is waited for, by an exception."""

    def __init__(self) -> None:
        self.requested = False
        self._waiting = False
        self._told = threading.Event()

    def install(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._came)

    def request(self) -> None:
        self.requested = True
        self._told.set()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Raises Stopped at once where the signal came before."""
        self._waiting = True
        try:
            if self.requested:
                raise Stopped
            yield
        finally:
            self._waiting = False

    def sleep(self, seconds: float) -> None:
        """Until then or until asked to stop."""
        self._told.wait(seconds)

    def _came(self, number: int, frame: FrameType | None) -> None:
        self.request()
        if self._waiting:
            self._waiting = False
            raise Stopped
