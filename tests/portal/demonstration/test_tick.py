"""`tick`: deadlines happen when they come, whoever started the command."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError

from hopback.portal.demonstration.play import Play
from hopback.portal.demonstration.stage import Stage
from hopback.portal.tracebacks.management.commands import tick
from hopback.portal.tracebacks.models import Hop
from hopback.world import ALL_HONEST, Network
from tests.portal.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Iterator[Hop]:
    """Cardinal Wireless was asked 49 hours ago and has said nothing."""
    then = NOW - timedelta(hours=49)
    network = Network.build(seed=1, calls=1, mix=ALL_HONEST, until=then)
    Play(network, Stage(network, then)).open(network.calls[0], then)
    with time_machine.travel(NOW, tick=False):
        yield Hop.objects.get()


def test_once_does_what_is_due_and_ends(asked: Hop, capsys: Any) -> None:
    """A3.6: after the deadline and a day more, a silent hop closes by itself."""
    call_command("tick", "--once")
    asked.refresh_from_db()
    assert asked.state == "no_response"
    # four of the hop, the head of the log, and the answers about listed numbers are looked at
    assert capsys.readouterr().out == "6 deadlines happened.\n0 signatures looked at.\n"
    call_command("tick", "--once")
    assert capsys.readouterr().out == "0 deadlines happened.\n0 signatures looked at.\n"


def test_it_goes_on_until_told_to_stop(asked: Hop, monkeypatch: Any) -> None:
    stop, looks = threading.Event(), []

    def look(**_: Any) -> int:
        looks.append(len(looks))
        if len(looks) == 2:
            raise OperationalError("the database is away")
        if len(looks) == 3:
            stop.set()
        return 0

    monkeypatch.setattr(tick.actions, "tick", look)
    monkeypatch.setattr(tick, "EVERY", 0.01)
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    tick.keep_ticking(stop)
    assert len(looks) == 3
