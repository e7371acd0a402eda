"""A long poll: woken when the hop is asked, in any process; it holds nothing, and there are not too many (XA.2)."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from hopback.portal.ground import waking
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import Asked, another_call, meridian_is_asked
from tests.portal.tracebacks.machine import Machine

SOON = 0.4  # seconds; a look every half second would take longer, and a waiting place lasts far longer
LONG = 20


@pytest.fixture
def story(transactional_db) -> Asked:
    """Everything that was asked of Meridian is answered."""
    found = meridian_is_asked()
    staged.answered(found.traceback, datetime.now().astimezone(), kind="not_found", searched="All")
    return found


@dataclass
class Waited:
    """What a waiting machine got, and when."""

    body: Any
    status: int
    at: float


@contextmanager
def waiting(machine: Machine, query: str = f"?wait={LONG}"):
    """A machine that waits in a thread of its own, as in the served portal."""
    with ThreadPoolExecutor(1) as pool:
        try:
            found = pool.submit(_wait, machine, query)
            until = time.monotonic() + 10
            while not (waking._exchange._waiting and waking._exchange.listens()) and not found.done():
                assert time.monotonic() < until, "nobody began to wait"
                time.sleep(0.01)
            yield found
        finally:
            pool.submit(lambda: connection.close()).result()  # that of its own thread


def _wait(machine: Machine, query: str) -> Waited:
    response = machine.get(f"/hops{query}")
    return Waited(response.json(), response.status_code, time.monotonic())


def test_a_waiting_machine_is_woken_when_its_provider_is_asked(story: Asked) -> None:
    with waiting(Machine(story.dana)) as found:
        time.sleep(0.2)
        assert not found.done()
        begun = time.monotonic()
        hop = another_call(story)
        committed = time.monotonic()
        woken = found.result(LONG)
    assert [each["id"] for each in woken.body["items"]] == [hop.public_id]
    assert woken.at - begun < committed - begun + SOON


def test_it_is_not_woken_by_what_was_taken_back_nor_by_what_is_asked_of_another(story: Asked) -> None:
    with waiting(Machine(story.dana), "?wait=2") as found:
        begun = time.monotonic()
        with transaction.atomic():
            another_call(story)
            transaction.set_rollback(True)
        staged.traced(story.path[:2], story.rosa, opened_at=datetime.now().astimezone())
        woken = found.result(LONG)
    assert woken.body["items"] == []
    assert woken.at - begun > 1


def test_what_another_process_asks_wakes_it_too(story: Asked) -> None:
    candidate = staged.candidate(story.path[2])
    with waiting(Machine(story.dana)) as found:
        said = _in_another_process(candidate)
        woken = found.result(LONG)
        until = time.monotonic()
    assert [each["id"] for each in woken.body["items"]] == [said]
    assert until - woken.at < LONG


def _in_another_process(candidate: Candidate) -> str:
    """Opens the traceback over a connection that this process knows nothing of."""
    name = connection.settings_dict["NAME"]
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "hopback.portal.settings"}
    argv = [sys.executable, "-c", OPEN, str(candidate.pk)]
    ran = subprocess.run(argv, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout.split()[-1]


OPEN = """
import sys, django
from datetime import UTC, datetime
django.setup()
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
staff = Viewer(kind="staff", name="Rosa Ortega", role="admin")
opened = actions.open_traceback(candidate=Candidate.objects.get(pk=sys.argv[1]), by=staff, now=datetime.now(UTC))
print(opened.hops.get().public_id)
"""


def test_an_answer_that_is_given_back_wakes_it_as_well(story: Asked) -> None:
    given = story.hop.answers.get()
    with waiting(Machine(story.dana)) as found:
        now = datetime.now().astimezone()
        until = now + timedelta(days=1)
        actions.return_answer(answer=given, reason="Look again.", until=until, by=staged.of_user(story.rosa), now=now)
        woken = found.result(LONG)
    assert [each["id"] for each in woken.body["items"]] == [story.hop.public_id]


def test_an_empty_wait_ends_after_its_time(story: Asked) -> None:
    begun = time.monotonic()
    machine = Machine(story.dana)
    with ThreadPoolExecutor(1) as pool:
        woken = pool.submit(_wait, machine, "?wait=1").result(LONG)
        pool.submit(lambda: connection.close()).result()  # that of its own thread
    assert woken.body == {"items": [], "next_cursor": None}
    assert 1 <= woken.at - begun < 5


def test_who_waits_holds_no_connection(story: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite there is nothing to hold."""
    held: list[bool] = []
    real = threading.Event.wait

    def looked_at(self: threading.Event, timeout: float | None = None) -> bool:
        if threading.current_thread().name.startswith("waits") and timeout is not None:  # no start of a thread
            held.append(connection.connection is not None)
        return real(self, timeout)

    monkeypatch.setattr(threading.Event, "wait", looked_at)
    with ThreadPoolExecutor(1, thread_name_prefix="waits") as pool:
        assert pool.submit(_wait, Machine(story.dana), "?wait=1").result(LONG).status == 200
        pool.submit(lambda: connection.close()).result()  # that of its own thread
    assert held
    assert held == [connection.vendor == "sqlite"] * len(held)


def test_when_all_places_are_taken_one_is_told_to_come_back(story: Asked, settings: Any) -> None:
    """The threads that are left are for who answers."""
    settings.MOST_WAITING = 1
    machine = Machine(story.dana)
    with waiting(machine) as found:
        refused = machine.get("/hops?wait=20")
        assert refused.status_code == 503
        assert refused["Retry-After"] == "5"
        assert refused["Content-Type"] == "application/problem+json"
        assert machine.get("/hops").status_code == 200
        hop: Hop = another_call(story)
        assert found.result(LONG).body["items"][0]["id"] == hop.public_id
