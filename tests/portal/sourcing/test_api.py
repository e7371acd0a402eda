"""Candidates by machine (A4.4): a result for each row, once for each key."""

from typing import Any

import pytest
from django.test import Client

from hopback.portal.accounts.models import Scope
from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing.models import Candidate, Source
from tests.portal.factories import (
    make_key,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
)
from tests.portal.sourcing.calls import row

pytestmark = pytest.mark.django_db
URL = "/api/v1/candidates"


@pytest.fixture
def ftc() -> Source:
    return make_source()


@pytest.fixture
def secret(ftc: Source) -> str:
    return make_key(make_source_person(ftc), Scope.CANDIDATES)[1]


def post(secret: str, *rows: Any, key: str = "", **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
    return Client().post(URL, {"candidates": list(rows), **more}, content_type="application/json", headers=headers)


def test_the_good_rows_are_kept_and_the_bad_ones_reported(secret: str, ftc: Source) -> None:
    said = post(
        secret,
        row(score=0.97, characteristics=["transcript"], source_ip="198.51.100.24"),
        row(called_at="2026-10-19T09:41:27"),
        row(calling="anonymous", nature="odd", extra=1),
        row(calling="anonymous", volume=3),
    ).json()
    assert (said["accepted"], said["refused"]) == (2, 2)
    assert [bool(result["id"]) for result in said["results"]] == [True, False, False, True]
    assert "has no time zone" in said["results"][1]["errors"][0]["detail"]
    assert {error["field"] for error in said["results"][2]["errors"]} == {"nature", "extra"}
    kept = Candidate.objects.select_related("incident").order_by("pk")
    assert [c.public_id for c in kept] == [said["results"][0]["id"], said["results"][3]["id"]]
    assert {c.source for c in kept} == {ftc}
    assert (kept[0].score, kept[0].incident.source_ip) == (0.97, "198.51.100.24")
    assert (kept[0].submitted_by, Entry.objects.filter(verb="candidates.submitted").count()) == ("prod-2", 1)


def test_the_same_request_is_done_once(secret: str) -> None:
    first, second = post(secret, row(), key="7c1e"), post(secret, row(), key="7c1e")
    assert (first.content, second["Idempotency-Replayed"]) == (second.content, "true")
    assert Candidate.objects.count() == 1
    assert post(secret, row(calling="anonymous"), key="7c1e").json()["title"] == "Key used before"
    again = post(secret, row(), key="another").json()
    assert "submitted already" in again["results"][0]["errors"][0]["detail"]
    assert (again["duplicates"], again["refused"]) == (1, 0)


def test_each_row_is_told_what_became_of_it_and_by_which_clause(secret: str, ftc: Source) -> None:
    """A4.4: taken, duplicate of, or refused with field, reason and clause; nothing is half-written."""
    first = post(secret, row()).json()["results"][0]["id"]
    twice = row(calling="202 555 0199")
    rows = (row(), twice, twice, row(basis="customer_approval", calling="202 555 0111"), row(calling="", called="x"))
    said = post(secret, *rows).json()
    assert (said["accepted"], said["duplicates"], said["refused"]) == (1, 2, 2)
    told = [(one["result"], one["duplicate_of"]) for one in said["results"]]
    assert told[:3] == [("duplicate", first), ("taken", ""), ("duplicate", said["results"][1]["id"])]
    errors = [[(fault["field"], fault["clause"]) for fault in one["errors"]] for one in said["results"][3:]]
    assert errors == [[("approval", "A4.1")], [("calling", "A1.8")]]
    assert Candidate.objects.count() == 2
    assert all(one.incident.called_raw for one in Candidate.objects.all())


def test_a_row_put_right_is_taken_although_it_stands_above_wrong(secret: str) -> None:
    said = post(secret, row(nature="odd"), row()).json()
    assert [one["result"] for one in said["results"]] == ["refused", "taken"]


def test_what_another_source_told_before_is_taken_and_not_told_of(secret: str) -> None:
    """A source never learns what others told; staff see both together."""
    other = make_key(make_source_person(make_source("YouMail"), "Yara Moss"), Scope.CANDIDATES)[1]
    post(other, row())
    said = post(secret, row()).json()["results"][0]
    assert (said["result"], said["duplicate_of"], said["errors"]) == ("taken", "", [])
    assert len(set(Candidate.objects.values_list("call_group", flat=True)) - {None}) == 1


def test_all_bad_rows_keep_nothing_and_write_no_log(secret: str) -> None:
    before = Entry.objects.count()
    said = post(secret, row(evidence=""), {}, row(called={"a": 1})).json()
    assert (said["accepted"], said["refused"]) == (0, 3)
    assert (Candidate.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"candidates": []}, 422, "at least 1 item"),
        ({"candidates": [{}] * 501}, 422, "at most 500 items"),
        ({"candidates": "all"}, 422, "list"),
        ({}, 422, "Field required"),
        ({"candidates": [{}], "sauce": 1}, 422, "Extra inputs"),
        ({"candidates": ["a call"]}, 422, "dictionary"),
        ({"candidates": [{}], "source": "src_other"}, 422, "its own source only"),
    ],
)
def test_a_request_that_is_none_is_refused_whole(secret: str, body: dict[str, Any], status: int, said: str) -> None:
    answer = Client().post(URL, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert said in answer.content.decode()


def test_staff_say_whose_calls_they_are(ftc: Source) -> None:
    secret = make_key(make_staff(), Scope.CANDIDATES)[1]
    assert "Name the source" in post(secret, row()).json()["detail"]
    assert "Name the source" in post(secret, row(), source="src_nobody").json()["detail"]
    assert post(secret, row(), source=ftc.public_id).json()["accepted"] == 1


def test_others_may_not(secret: str) -> None:
    provider = make_key(make_provider_person(make_provider()), Scope.HOPS)[1]
    assert post(provider, row()).status_code == 403
    assert post("hbk_guess", row()).status_code == 401
    assert Client().get(URL, headers={"Authorization": f"Bearer {secret}"}).status_code == 405
    assert Candidate.objects.count() == 0
