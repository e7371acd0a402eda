"""The world is made once for all tests of a module, and taken back."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from tests.portal.factories import NOW

from .world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        made = World().build()
        clock.move_to(made.now)
        yield made
        transaction.set_rollback(True)
