"""A request that waits for something is woken when it happens, in whichever process that was.

    with waking.place(party) as bell:
        found = look()
        while not found and bell.rings(seconds_left):
            found = look()

`ring(party)` is called in the transaction of what happened and is heard once that is committed: by PostgreSQL's
NOTIFY in every process (one listening connection each), by a look at SQLite's counter of changes every 20 ms. A bell
may ring for nothing, so who waits looks again. While it waits, a request holds no connection to the database.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from .listening import Ear

CHANNEL = "hopback_asked"
type Look = Callable[[Iterable[str]], Iterable[str]]
WITHOUT_AN_EAR = 0.5  # seconds between two looks while nothing can be heard


class Full(Exception):  # noqa: N818 - it reads as what happened
    """As many requests wait here as may: the threads that are left are for those that do something."""


class Bell:
    """One waiting request."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def rings(self, seconds: float) -> bool:
        """Wait until it rings, at most so long; False when the time is over."""
        until = time.monotonic() + seconds
        if seconds <= 0:
            return False
        _let_go_of_the_database()
        heard = self._rung.wait(seconds if self._exchange.listens() else min(seconds, WITHOUT_AN_EAR))
        self._rung.clear()
        return heard or time.monotonic() < until


class Exchange:
    """Who waits for what in this process, and the one thread that hears of it."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self._waiting: dict[str, set[Bell]] = {}
        self._lock = threading.Lock()
        self._ear: Ear | None = None

    def sit_down(self, party: str) -> Bell:
        bell = Bell(self)
        with self._lock:
            if sum(map(len, self._waiting.values())) >= settings.MOST_WAITING:
                raise Full
            self._waiting.setdefault(party, set()).add(bell)
            if self._ear is None or not self._ear.is_alive():
                self._ear = Ear(CHANNEL, self.call, self.call_those_concerned)
                self._ear.start()
            self._ear.wanted(True)
        return bell

    def get_up(self, party: str, bell: Bell) -> None:
        with self._lock:
            bells = self._waiting[party]
            bells.discard(bell)
            if not bells:
                del self._waiting[party]
            if not self._waiting and self._ear:
                self._ear.wanted(False)

    def listens(self) -> bool:
        return self._ear is not None and self._ear.hears

    def call(self, party: str) -> None:
        with self._lock:
            bells = tuple(self._waiting.get(party, ()))
        for bell in bells:
            bell.ring()

    def call_those_concerned(self) -> None:
        """Something happened, to whom was not heard: one look for all who wait, instead of one by each."""
        if waiting := tuple(self._waiting):
            for party in {one for look in self.looks for one in look(waiting)} if self.looks else waiting:
                self.call(party)

    def close(self) -> None:
        """Give its connection back."""
        with self._lock:
            ear, self._ear = self._ear, None
        if ear is not None:
            ear.stop()


_exchange = Exchange()
close = _exchange.close


def look_with(look: Look) -> None:
    """How to tell, of those who wait, for whom something may be there. Each room tells its own."""
    _exchange.looks.append(look)


@contextmanager
def place(party: str) -> Iterator[Bell]:
    """Wait for `party`; nothing that happens from here on is missed. Raises Full."""
    bell = _exchange.sit_down(party)
    try:
        yield bell
    finally:
        _exchange.get_up(party, bell)


def ring(party: str) -> None:
    """Inside a transaction: once it is committed, whoever waits for `party` looks again."""
    transaction.on_commit(lambda: _exchange.call(party))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, party])


def _let_go_of_the_database() -> None:
    """Back to the pool with it. SQLite's is a file held open, which nobody waits for."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()
