"""A long list in pages: nothing twice, nothing lost, whatever is added meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from ninja.errors import HttpError

from hopback.portal.ground.models import ClockShift, KeptResponse
from hopback.portal.ground.pages import page

MONDAY = datetime(2026, 10, 19, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def keep(name: str, hours: int) -> None:
    at = MONDAY + timedelta(hours=hours)
    KeptResponse.objects.create(caller="key:7", key=name, fingerprint="", status=200, body={}, made_at=at)


def names(order: tuple[str, ...], limit: int, *, between: str = "") -> list[str]:
    cursor, seen = "", []
    while True:
        found = page(KeptResponse.objects.all(), cursor=cursor, limit=limit, order=order)
        seen += [row.key for row in found.items]
        assert len(seen) < 20, "the same rows again and again"
        if between:
            keep(between, 99)
            between = ""
        if found.next_cursor is None:
            return seen
        cursor = found.next_cursor


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 50])
def test_pages_of_any_size_hold_every_row_once(limit: int) -> None:
    for name, hours in [("a", 1), ("b", 1), ("c", 1), ("d", 2), ("e", 0)]:
        keep(name, hours)
    assert names(("-made_at", "-pk"), limit) == ["d", "c", "b", "a", "e"]
    assert names(("made_at", "pk"), limit) == ["e", "a", "b", "c", "d"]


def test_a_row_added_meanwhile_moves_no_other() -> None:
    for name, hours in [("a", 1), ("b", 2), ("c", 3), ("d", 4)]:
        keep(name, hours)
    assert names(("-made_at", "-pk"), 2, between="new") == ["d", "c", "b", "a"]


def test_a_cursor_serves_the_list_it_came_from_and_no_other() -> None:
    keep("a", 1), keep("b", 2)
    cursor = page(KeptResponse.objects.all(), limit=1).next_cursor
    assert cursor
    assert KeptResponse.__name__ not in cursor
    with pytest.raises(HttpError, match="not one that we gave out"):
        page(ClockShift.objects.all(), cursor=cursor)
    with pytest.raises(HttpError, match="not one that we gave out"):
        page(KeptResponse.objects.all(), cursor=cursor + "x")


def test_nobody_gets_the_whole_list_at_once() -> None:
    KeptResponse.objects.bulk_create(
        KeptResponse(caller="", key=str(n), fingerprint="", status=200, body={}, made_at=MONDAY) for n in range(201)
    )
    assert len(page(KeptResponse.objects.all(), limit=9999).items) == 200
    assert len(page(KeptResponse.objects.all(), limit=-1).items) == 1
