"""The world is made once for all cells of a module, and each request is undone."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from tests.portal.factories import NOW

from .world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        yield build()
        transaction.set_rollback(True)
