"""One thread of a process hears what other processes committed, over a connection of its own."""

import threading
import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError, connection

LOOK_EVERY = 0.02  # seconds, on SQLite, while anybody waits
STEP = 1.0  # seconds between two looks whether to stop, or whether a database that was away is back

log = structlog.get_logger()


class Ear(threading.Thread):
    """`hear(word)` for each word; `hear_all()` when words may have been missed. `hears`: it listens at the moment."""

    def __init__(self, channel: str, hear: Callable[[str], None], hear_all: Callable[[], None]) -> None:
        super().__init__(name="hopback-listening", daemon=True)
        self._channel, self._hear, self._hear_all = channel, hear, hear_all
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self.hears = False

    def wanted(self, yes: bool) -> None:
        """Whether anybody waits: nobody looks where nobody does."""
        (self._wanted.set if yes else self._wanted.clear)()

    def stop(self) -> None:
        self._stopped.set()
        self._wanted.set()
        self.join()

    def run(self) -> None:
        listen = self._on_postgresql if connection.vendor == "postgresql" else self._on_sqlite
        while not self._stopped.is_set():
            try:
                listen()
            except (DatabaseError, OSError):
                log.warning("listening.waits_for_the_database", exc_info=True)
                self._stopped.wait(STEP)
            finally:
                self.hears = False
                connection.close()

    def _begin(self) -> None:
        """From here on everything is heard; what happened before may not have been."""
        self.hears = True
        self._hear_all()

    def _on_postgresql(self) -> None:
        """Its connection is none of the pool's, and does nothing else."""
        with connection.wrap_database_errors, connection.Database.connect(**connection.get_connection_params()) as own:
            own.autocommit = True
            own.execute(f'LISTEN "{self._channel}"')
            self._begin()
            connection.close()  # the look that this took is over: back to the pool with it
            while not self._stopped.is_set():
                for notice in own.notifies(timeout=STEP):
                    self._hear(notice.payload)

    def _on_sqlite(self) -> None:
        """The number changes when another connection, of whichever process, has committed."""
        known = None
        while not self._stopped.is_set():
            if not self._wanted.wait(STEP) or self._stopped.is_set():
                continue
            with connection.cursor() as cursor:
                number = cursor.execute("PRAGMA data_version").fetchone()
            if number != known:
                known = number
                self._begin()
            time.sleep(LOOK_EVERY)
