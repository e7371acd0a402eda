"""The world is made once for all cells of a module, and each request is undone."""

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import urls
from django.db import transaction
from django.http import HttpResponseNotFound

from tests.portal.drawing import draw_plainly
from tests.portal.factories import NOW

from .world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _drawn_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_plainly(monkeypatch)


@pytest.fixture(autouse=True)
def _what_is_missing_is_said_without_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four of five cells end there, and the page says the same to each of them
    (`test_what_is_missing_is_called_the_same_everywhere`)."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound())
