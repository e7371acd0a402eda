"""The worker: due events to their receivers, many at once, few to the same one, so that a slow one holds up nobody.

Threads carry parcels and know no database; this loop alone claims, signs and settles.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import clock
from hopback.portal.ground.listening import Ear
from hopback.portal.ground.sealing import Unreadable

from . import actions, queries, signing
from .actions.posting import CHANNEL
from .models import Delivery
from .sending import Outcome, Parcel, send

LINES = 48  # tries at once
LINES_TO_ONE = 4  # of them to one endpoint
LINES_TO_A_FAILING_ONE = 1
PAUSE = 1.0  # seconds between looks while nothing wakes it: what is to be tried again comes no later than so
WITHOUT_AN_EAR = 0.2  # the same while nothing can be heard

log = structlog.get_logger()


@dataclass
class Worker:
    """`now` is the portal's clock; `real` what other machines' clocks say, for the signature."""

    now: Callable[[], datetime] = clock.now
    real: Callable[[], datetime] = clock.real
    sender: Callable[[Parcel], Outcome] = send
    lines: int = LINES
    _under_way: dict[Future[Outcome], Delivery] = field(default_factory=dict, init=False)
    _failing: set[int] = field(default_factory=set, init=False)
    _woken: threading.Event = field(default_factory=threading.Event, init=False)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.lines, thread_name_prefix="webhook")

    def run(self, stop: threading.Event) -> None:
        """Until told to stop; what is on the line is finished. A database that is away is waited for."""
        ear = Ear(CHANNEL, lambda _: self._woken.set(), self._woken.set)
        ear.wanted(True)
        ear.start()
        while not stop.is_set():
            try:
                self.look()
            except DatabaseError:
                log.exception("webhooks.worker_waits_for_the_database")
                close_old_connections()
            self._woken.wait(PAUSE if ear.hears else WITHOUT_AN_EAR)
            self._woken.clear()
        ear.stop()
        self.finish()

    def look(self) -> int:
        """Settle what came back, begin what is due; how many were begun."""
        self._settle_what_came_back()
        begun = 0
        while (free := self.lines - len(self._under_way)) > 0:
            found = queries.due(self.now(), busy=self._busy(), limit=free)
            started = sum(self._begin(one) for one in found)
            begun += started
            if not started:
                break
        return begun

    def finish(self) -> None:
        self._threads.shutdown(wait=True)
        self._settle_what_came_back()

    def deliver_due(self) -> int:
        """What is due now, to the end; for one look, and for tests."""
        begun = self.look()
        while self._under_way:
            self._woken.wait()
            self._woken.clear()
            begun += self.look()
        return begun

    def _busy(self) -> set[int]:
        """Endpoints with no line free."""
        taken = Counter(one.endpoint_id for one in self._under_way.values())
        return {pk for pk, lines in taken.items() if lines >= self._lines_to(pk)}

    def _lines_to(self, endpoint: int) -> int:
        return LINES_TO_A_FAILING_ONE if endpoint in self._failing else LINES_TO_ONE

    def _begin(self, delivery: Delivery) -> bool:
        if delivery.endpoint_id in self._busy():
            return False
        if not actions.claim(delivery=delivery, by=SYSTEM, now=self.now()):
            return False
        try:
            parcel = self._parcel(delivery)
        except Unreadable:
            outcome = Outcome(None, "Its secret cannot be read any more: give it a new one.")
            actions.put_off(delivery=delivery, outcome=outcome, by=SYSTEM, now=self.now())
            return True
        going = self._threads.submit(self.sender, parcel)
        self._under_way[going] = delivery
        going.add_done_callback(lambda _: self._woken.set())
        return True

    def _parcel(self, delivery: Delivery) -> Parcel:
        endpoint, body = delivery.endpoint, delivery.body
        keys = signing.secrets_of(endpoint, self.now())
        headers = signing.headers(keys, event_id=delivery.event_id, sent_at=self.real(), body=body)
        return Parcel(endpoint.url, body, headers)

    def _settle_what_came_back(self) -> None:
        for going in [one for one in self._under_way if one.done()]:
            self._settle(self._under_way[going], _outcome(going))
            del self._under_way[going]

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        told = {"delivery": delivery, "outcome": outcome, "by": SYSTEM, "now": self.now()}
        if outcome.is_accepted:
            self._failing.discard(delivery.endpoint_id)
            actions.accept(**told)
        elif outcome.is_gone:
            actions.give_up(**told)
        else:
            self._failing.add(delivery.endpoint_id)
            actions.put_off(**told)


def _outcome(going: Future[Outcome]) -> Outcome:
    """A fault of ours is one more try that failed, and stands in the log of the process."""
    try:
        return going.result()
    except Exception:
        log.exception("webhooks.try_failed")
        return Outcome(None, "Our mistake: it is tried again.")
