"""It is Tuesday, 20 October 2026. Rosa Ortega knows of the campaign “SSA benefit suspension”."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.tracebacks import staged

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def by(rosa: User) -> dict[str, Any]:
    return {"by": of_user(rosa), "now": NOW}


@pytest.fixture
def staff(client: Client, rosa: User) -> Client:
    return sign_in(client, rosa)


@pytest.fixture
def five() -> list[Provider]:
    return staged.the_five()


@pytest.fixture
def ssa(five: list[Provider], rosa: User) -> Campaign:
    """Three paths through Meridian: one to its end in Belize, one that Harbor denies, one that waits."""
    end = staged.traced(five, rosa, opened_at=NOW - 30 * HOUR)
    staged.answered(end, NOW - 19 * HOUR, kind="originated", customer={"name": "Lark Dialing LLC"})
    denied = staged.traced(five[:4], rosa, opened_at=NOW - 29 * HOUR, calling="+15135550199", calling_raw="5135550199")
    staged.answered(denied, NOW - 20 * HOUR, kind="not_found", searched="90 days, every switch")
    staged.traced(five[:3], rosa, opened_at=NOW - 8 * HOUR, called="+16145550123", attestation="")
    return Campaign.objects.get(name="SSA benefit suspension")
