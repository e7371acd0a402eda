"""The matrix is tested too: a view that forgets its guard is caught, whatever it forgets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches, get_resolver, resolve, reverse, set_urlconf

from hopback.portal.logbook.models import Entry
from hopback.portal.tracebacks.models import Hop, Traceback

from .cells import cells, faults_of, odd_method_faults
from .matrix import ROWS
from .people import Who
from .row import Row
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
type View = Callable[..., HttpResponse]


@contextmanager
def planted(route: str, view: View, world: World) -> Iterator[Row]:
    """This route leads to that view instead."""
    row = next(row for row in ROWS if row.route == route)
    names = world.things[row.things[0]].names if row.things else {}
    match = resolve(reverse(route, kwargs=names))
    patterns = [one for one in _all(get_resolver().url_patterns) if one.callback is match.func and one.name]
    pattern = next(one for one in patterns if one.name == match.url_name)
    kept, pattern.callback = pattern.callback, view
    clear_url_caches()
    world.asked.clear()
    try:
        yield row
    finally:
        pattern.callback = kept
        world.asked.clear()
        clear_url_caches()


def _all(patterns: Any) -> Iterator[Any]:
    for each in patterns:
        yield from _all(each.url_patterns) if hasattr(each, "url_patterns") else (each,)


def faults(row: Row, world: World) -> list[str]:
    return [fault for cell in cells(row, world) for fault in faults_of(world, cell)]


def test_a_view_without_a_guard_is_caught(world: World) -> None:
    def unguarded(request: HttpRequest, traceback: str) -> HttpResponse:
        return HttpResponse(f"Traceback {traceback}")

    with planted("tracebacks:detail", unguarded, world) as row:
        found = faults(row, world)
    assert any(f"by {Who.NOBODY}" in fault for fault in found)
    assert any(f"by {Who.DOWNSTREAM}" in fault for fault in found)


def test_a_view_that_shows_every_hop_to_every_provider_is_caught(world: World) -> None:
    """Signed in is not enough: whose hop is it?"""

    def anybodys(request: HttpRequest, hop: str) -> HttpResponse:
        if request.viewer is None:  # type: ignore[attr-defined]
            return resolve("/inbox/").func(request)
        if not Hop.objects.filter(public_id=hop).exists() or request.viewer.kind != "provider":  # type: ignore[attr-defined]
            return HttpResponse(status=404)
        return HttpResponse("Who sent you this call?")

    with planted("tracebacks:answered", anybodys, world) as row:
        found = faults(row, world)
    assert any("hop:answered" in fault and f"by {Who.WAITING}" in fault for fault in found)
    assert not any(f"by {Who.SOURCE}" in fault and "let in" in fault for fault in found)


def test_a_refusal_that_tells_that_something_is_there_is_caught(world: World) -> None:
    def talkative(request: HttpRequest, traceback: str) -> HttpResponse:
        there = Traceback.objects.filter(public_id=traceback).exists()
        return HttpResponse("Not yours to see." if there else "Nothing here.", status=404)

    with planted("tracebacks:note", talkative, world) as row:
        found = faults(row, world)
    assert any("does not look like a missing one" in fault for fault in found)


def test_a_refusal_that_acts_all_the_same_is_caught(world: World) -> None:
    real = resolve(reverse("tracebacks:withdraw", kwargs=world.things["traceback:open"].names)).func

    def acts(request: HttpRequest, traceback: str) -> HttpResponse:
        try:
            return real(request, traceback=traceback)
        except Http404:
            last = Entry.objects.latest("seq")
            Entry.objects.create(seq=last.seq + 1, at=last.at, verb="withdrawn", entry_hash="planted")
            raise

    with planted("tracebacks:withdraw", acts, world) as row:
        found = faults(row, world)
    assert any("the log has 1 more" in fault for fault in found)


def test_a_method_that_nobody_named_is_caught(world: World) -> None:
    def takes_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse("Deleted.")

    with planted("tracebacks:list", takes_all, world) as row:
        found = odd_method_faults(world, row, Who.NOBODY)
    assert len(found) == 5


def test_the_pages_of_a_demonstration_are_shut_by_a_setting(world: World) -> None:
    """Shown to everybody where it is on: that is why production has no way to them."""
    with override_settings(DEMONSTRATION=True):
        row = next(row for row in ROWS if row.route == "caught_mails")
        world.asked.clear()
        assert faults(row, world)
    set_urlconf(None)
    world.asked.clear()
    assert not faults(row, world)
