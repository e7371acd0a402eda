"""The world is made once for all tests of a module, and taken back."""

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import urls
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.defaults import page_not_found

from tests.portal.drawing import draw_plainly
from tests.portal.factories import NOW

from .world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        made = World().build()
        clock.move_to(made.now)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _drawn_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_plainly(monkeypatch)


@pytest.fixture(autouse=True)
def _missing_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of four addresses are nobody's business of this reader, and the page that says so says the same of each
    (`test_what_is_missing_is_called_the_same_everywhere`): each reader gets it once in full."""
    read: set[object] = set()

    def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
        if request.viewer in read:  # type: ignore[attr-defined]
            return HttpResponseNotFound()
        read.add(request.viewer)  # type: ignore[attr-defined]
        return page_not_found(request, exception)

    monkeypatch.setattr(urls, "handler404", missing)
