"""Calls told twice are brought together: the same call, the same number and minute, the same text (A1.6, A4.3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.planted import Planted, planted
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.alike import Told, grouped, words_of
from hopback.portal.sourcing.models import Candidate, Source
from tests.portal.factories import NOW, make_source
from tests.portal.sourcing.calls import CALLED_AT, ROSA, details, kept, row

MESSAGE = (
    "This is the Social Security Administration. Your benefits will be suspended today because of activity in Texas. "
    "Press one now to speak with an officer about your case."
)


def told(key: str, calling: str, called: str, seconds: int, **groups: int) -> Told:
    return Told(key, calling, calling.startswith("+"), called, CALLED_AT + timedelta(seconds=seconds), **groups)


def test_a_burst_is_less_than_a_minute_from_its_first_call() -> None:
    found = grouped(
        told(name, "+12025550142", called, at)
        for name, called, at in [("a", "+1", 0), ("b", "+1", 25), ("c", "+2", 59), ("d", "+1", 60), ("e", "+3", 300)]
    )
    assert found["a"] == found["b"]
    assert None not in found["a"]
    assert found["c"] == (None, found["a"][1])
    assert found["d"] == found["e"] == (None, None)


def test_a_caller_that_is_no_number_is_the_same_only_where_the_same_number_was_called() -> None:
    """“anonymous” is not one caller."""
    found = grouped([told("a", "anonymous", "+1", 0), told("b", "anonymous", "+1", 9), told("c", "anonymous", "+2", 9)])
    assert found["a"] == found["b"]
    assert found["a"][1] is None
    assert found["c"] == (None, None)


def test_a_call_between_two_groups_makes_them_one() -> None:
    early = [told("a", "+12025550142", "+1", 30, call_group=7, minute_group=8)]
    late = [told("b", "+12025550142", "+1", 70, call_group=5, minute_group=6)]
    assert grouped([*early, *late]) == {"a": (5, 6), "b": (5, 6)}


def test_short_evidence_is_no_text_to_compare() -> None:
    assert words_of("The recording says that benefits are suspended.") == ""
    assert words_of(MESSAGE + " Ref 4711, 10:30.").endswith("case ref # # #")


@pytest.fixture
def ftc() -> Source:
    return make_source()


@pytest.mark.django_db
def test_what_another_source_told_of_the_same_call_is_found(ftc: Source) -> None:
    first = kept(ftc)
    later = CALLED_AT + timedelta(seconds=20)
    second = kept(make_source("YouMail"), calling="1-202-555-0142", called="+1 513 555 0168", called_at=later)
    apart = kept(ftc, called_at=CALLED_AT + timedelta(hours=1))
    for one in (first, apart):
        one.refresh_from_db()
    assert (first.call_group, first.minute_group) == (second.call_group, second.minute_group)
    assert None not in (first.call_group, first.minute_group)
    assert (apart.call_group, apart.minute_group) == (None, None)


@pytest.mark.django_db
def test_a_message_misheard_is_the_same_text_and_another_script_is_not(ftc: Source) -> None:
    heard = MESSAGE.replace("because of", "due to").replace("officer", "official").upper()
    other = (
        "Hello, we have been trying to reach you about the warranty of your car, which is about to run out. Press two "
        "to be removed from our list or one to keep it."
    )
    rows = [kept(ftc, evidence=text, calling=f"202 555 01{n}") for n, text in enumerate((MESSAGE, heard, other), 10)]
    assert rows[0].wording_id == rows[1].wording_id
    assert rows[2].wording_id not in (None, rows[0].wording_id)


def _pairs(rows: list[Planted], group_of: Callable[[int], Any]) -> set[tuple[int, int]]:
    keys = [group_of(n) for n in range(len(rows))]
    return {(a, b) for b in range(len(rows)) for a in range(b) if keys[a] is not None and keys[a] == keys[b]}


@pytest.mark.django_db
def test_planted_duplicates_are_found_and_nothing_else(ftc: Source) -> None:
    """The bench `candidates` does the same with 10,000."""
    rows = planted(270, now=NOW)
    taken: list[actions.Taken] = []
    for part in (rows[:100], rows[100:]):
        taken += actions.submit_rows(source=ftc, rows=[one.message for one in part], by=ROSA, now=NOW)
    names = ("call_group", "minute_group", "wording_id")
    found = {values[0]: values[1:] for values in Candidate.objects.values_list("public_id", *names)}
    for way in range(3):
        ours = _pairs(rows, lambda n, way=way: found[taken[n].public_id][way])
        true = _pairs(rows, lambda n, way=way: rows[n].truth[way])
        assert len(true) >= 10
        assert len(ours & true) / len(ours) >= 0.99, names[way]
        assert len(ours & true) / len(true) >= 0.99, names[way]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [3, 60])
def test_many_rows_ask_no_more_questions_than_few(ftc: Source, count: int) -> None:
    kept(ftc)
    rows = [row(calling=f"202 555 {n:04}", evidence=f"{MESSAGE} {'word ' * n}") for n in range(count)]
    with CaptureQueriesContext(connection) as asked:
        actions.submit_rows(source=ftc, rows=rows, by=ROSA, now=NOW)
    inserts = [query["sql"] for query in asked if "band" in query["sql"] and query["sql"].startswith("INSERT")]
    assert len(asked) - len(inserts) <= 24, [query["sql"][:80] for query in asked]
    assert details()["called_at"] == CALLED_AT
