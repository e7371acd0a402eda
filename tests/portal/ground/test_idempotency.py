"""The same request twice has one effect and one answer (design 6)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings

from hopback.portal.ground import actions
from hopback.portal.ground.models import ClockShift, KeptResponse


@pytest.fixture(autouse=True)
def _doors() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.portal.ground.doors", MIDDLEWARE=[]):
        yield


def post(key: str | None = "7c1e", called: str = "+15135550123", caller: int = 7) -> Any:
    headers = {"Authorization": f"Bearer {caller}"} | ({"Idempotency-Key": key} if key is not None else {})
    return Client().post(
        "/api/calls", {"calls": [{"called": called}]}, content_type="application/json", headers=headers
    )


@pytest.mark.django_db
def test_the_same_request_is_answered_the_same_and_done_once() -> None:
    first, second = post(), post()
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert ClockShift.objects.count() == 1


@pytest.mark.django_db
def test_another_request_with_the_same_key_is_refused() -> None:
    post()
    other = post(called="+13305550117")
    assert (other.status_code, other.json()["title"]) == (422, "Key used before")
    assert ClockShift.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_of_another_caller_is_another_key() -> None:
    post(caller=7)
    assert "Idempotency-Replayed" not in post(caller=8)
    assert ClockShift.objects.count() == 2


@pytest.mark.django_db
def test_without_a_key_each_request_is_its_own() -> None:
    post(None), post(None)
    assert (ClockShift.objects.count(), KeptResponse.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_refused_request_leaves_nothing_and_frees_its_key() -> None:
    assert post(called="refuse").json()["clause"] == "A1.8"
    assert (ClockShift.objects.count(), KeptResponse.objects.count()) == (0, 0)
    assert post().status_code == 201


@pytest.mark.django_db
def test_what_was_answered_is_kept_for_a_week() -> None:
    post()
    made_at = KeptResponse.objects.get().made_at
    for age, left in ((actions.KEPT_FOR, 1), (actions.KEPT_FOR + timedelta(seconds=1), 0)):
        actions.sweep(by=None, now=made_at + age)
        assert KeptResponse.objects.count() == left


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_a_length(key: str) -> None:
    assert post(key).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_done_once() -> None:
    """On SQLite one writer waits for the other; on PostgreSQL the unique index lets one through."""
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has no second writer; the same test runs on PostgreSQL")

    def send(_: int) -> HttpResponse:
        try:
            return post()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as senders:
        said = list(senders.map(send, range(8)))
    assert {(s.status_code, s.content) for s in said} == {(201, b'{"kept": 1}')}
    assert sum("Idempotency-Replayed" in s for s in said) == 7
