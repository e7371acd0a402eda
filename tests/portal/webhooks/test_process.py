"""The worker as `hopback serve` runs it: a process of its own on the same database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import clock
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.wire.webhooks import EventType

from .conftest import Receiver

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60.0  # seconds, on a busy machine


def database() -> str:
    """The test's own database, as DATABASE_URL says it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}@" if told["USER"] else ""
    return f"postgresql://{who}{told['HOST']}:{told['PORT']}/{told['NAME']}"


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    told = {**os.environ, "DATABASE_URL": database(), "HOPBACK_WEBHOOK_LOOPBACK": "1"}
    told["DJANGO_SETTINGS_MODULE"] = "hopback.portal.settings"
    running = subprocess.Popen([sys.executable, "-m", "django", "webhooks"], env=told)
    yield running
    running.kill()
    running.wait()


def _until(number: int, receiver: Receiver, process: subprocess.Popen[bytes]) -> float:
    until = time.monotonic() + PATIENCE
    while len(receiver.got) < number:
        assert process.poll() is None
        assert time.monotonic() < until, "no event arrived"
        time.sleep(0.002)
    return time.monotonic()


def test_events_arrive_soon_after_they_are_committed_and_sigterm_ends_it(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, dana: User, process: subprocess.Popen[bytes]
) -> None:
    def happens() -> float:
        told = {"party": harbor.public_id, "hop": "hop_8Qd2wXyZabcd", "by": SYSTEM, "now": clock.now()}
        actions.post(event=EventType.HOP_ASKED, **told)
        return time.monotonic()

    happens()
    _until(1, receiver, process)  # it has started
    took = []
    for number in range(2, 12):
        began = happens()
        took.append(_until(number, receiver, process) - began)
        time.sleep(0.03)
    assert sorted(took)[len(took) // 2] < 2.0, took
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert Delivery.objects.filter(accepted_at__isnull=False).count() == 11
