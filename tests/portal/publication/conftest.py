"""The network is played once for all tests of a module, and undone."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from .network import NOW, Network


@pytest.fixture(scope="module")
def network(django_db_setup: None, django_db_blocker: Any) -> Iterator[Network]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Network().play()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
