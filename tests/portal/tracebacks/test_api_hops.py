"""Hops and answers by machine: wait, begin, answer, correct, many at once (A3.2, A3.6, XA.2, XA.3)."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.models import Scope
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import Asked, another_call, meridian_is_asked
from tests.portal.tracebacks.machine import Machine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def story() -> Asked:
    return meridian_is_asked()


@pytest.fixture
def machine(story: Asked) -> Machine:
    return Machine(story.dana)


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()


def test_a_hop_is_read_with_its_question_and_nothing_of_the_path(story, machine):
    """A3.11."""
    [hop] = machine.get("/hops").json()["items"]
    assert hop["id"] == story.hop.public_id
    assert (hop["called"], hop["sent_to"], hop["state"]) == ("+15135550168", "Blue Ridge Telecom", "asked")
    assert hop["called_at"] == "2026-10-19T13:41:27Z"
    assert "222(d)(2)" in hop["certification"]
    assert "Cardinal" not in json.dumps(hop)


def test_another_providers_hop_looks_missing(story):
    harbor = Machine(make_provider_person(story.harbor, "Omar Reyes"))
    assert harbor.get("/hops").json()["items"] == []
    here = f"/hops/{story.hop.public_id}"
    missing = problem(harbor.get("/hops/hop_nothing"), 404)
    assert problem(harbor.get(here), 404) == missing
    said = {"kind": "not_found", "searched": "All"}
    for path, body in (("acknowledge", None), ("answer", said), ("correct", said)):
        assert problem(harbor.post(f"{here}/{path}", body), 404) == missing
    assert not Answer.objects.filter(hop=story.hop).exists()


def test_no_key_an_unknown_key_and_a_key_without_the_scope(story):
    client = Client()
    assert "WWW-Authenticate" in client.get("/api/v1/hops")
    problem(client.get("/api/v1/hops"), 401)
    problem(client.get("/api/v1/hops", headers={"Authorization": "Bearer hbk_forged"}), 401)
    problem(Machine(story.dana, Scope.PROVIDERS).get("/hops"), 403)
    problem(Machine(story.rosa, Scope.TRACEBACKS).get("/hops"), 403)


def test_a_session_is_no_key(story, client):
    client.force_login(story.dana)
    problem(client.get("/api/v1/hops"), 401)


def test_reading_a_hop_before_any_mail_arrived_starts_its_clock(story, machine):
    """XA.3."""
    fresh = actions.open_traceback(candidate=staged.candidate(story.path[2]), by=staged.of_user(story.rosa), now=NOW)
    hop = staged.waiting(fresh)
    assert hop.received_at is None
    read = machine.get(f"/hops/{hop.public_id}").json()
    assert read["received_at"] == "2026-10-20T14:06:00Z"
    assert read["due_at"] == "2026-10-21T14:06:00Z"


def test_begin_answer_correct(story, machine):
    here = f"/hops/{story.hop.public_id}"
    assert machine.post(f"{here}/acknowledge").json()["state"] == "investigating"
    said = {"kind": "upstream", "upstream": story.harbor.public_id, "source_ip": "198.51.100.7", "attestation": "B"}
    answered = machine.post(f"{here}/answer", said).json()
    assert answered["state"] == "answered"
    assert answered["answer"]["source_ip"] == "198.51.100.7"
    assert staged.waiting(story.traceback).provider == story.harbor
    corrected = machine.post(f"{here}/correct", answered["answer"] | {"trunk": "DAL-HV-07"}).json()
    assert corrected["answer"]["trunk"] == "DAL-HV-07"
    assert story.hop.answers.count() == 2


def test_the_same_key_answers_once_however_often_it_is_sent(story, machine):
    here, said = f"/hops/{story.hop.public_id}/answer", {"kind": "not_found", "searched": "Both switches"}
    first = machine.post(here, said, key="7c1e4a90")
    again = machine.post(here, said, key="7c1e4a90")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert story.hop.answers.count() == 1
    problem(machine.post(here, said | {"searched": "Other"}, key="7c1e4a90"), 422)


def test_a_second_answer_is_refused_and_the_first_is_unchanged(story, machine):
    here, said = f"/hops/{story.hop.public_id}/answer", {"kind": "not_found", "searched": "Both switches"}
    machine.post(here, said)
    refused = problem(machine.post(here, said | {"searched": "Other"}), 422)
    assert refused["clause"] == "A3.2"
    assert story.hop.answers.get().searched == "Both switches"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/kind"),
        ({"kind": "perhaps"}, "#/kind"),
        ({"kind": "upstream"}, "#/upstream"),
        ({"kind": "upstream", "upstream": "prv_nobody"}, "#/upstream"),
        ({"kind": "upstream", "upstream": "prv_x", "unlisted": {"name": "Lotus"}}, "#/unlisted/email"),
        ({"kind": "not_found"}, "#/searched"),
        ({"kind": "cannot_answer", "reason": "  "}, "#/reason"),
        ({"kind": "not_found", "searched": "All", "source_ip": "10.0.0.256"}, "#/source_ip"),
        (
            {"kind": "not_found", "searched": "All", "called_at_as_recorded": "2026-10-19T08:41:27"},
            "#/called_at_as_recorded",
        ),
        ({"kind": "not_found", "searched": "All", "searchd": "typo"}, "#/searchd"),
        ({"kind": "not_found", "searched": "x" * 4001}, "#/searched"),
        ({"kind": "not_found", "searched": "a\0b"}, "#/searched"),
        ({"kind": "upstream", "upstream": "prv_\0"}, "#/upstream"),
    ],
)
def test_bad_input_is_a_problem_that_says_where(story, machine, body, pointer):
    said = problem(machine.post(f"/hops/{story.hop.public_id}/answer", body), 422)
    assert pointer in [fault.get("pointer") for fault in said["errors"]]
    assert not story.hop.answers.exists()


def test_what_is_not_json_and_what_is_too_large_is_said(story, machine):
    here = f"/hops/{story.hop.public_id}/answer"
    problem(machine.post(here, raw=b'{"kind": '), 400)
    problem(machine.post(here, raw=b'{"comment": "' + b"x" * 3_000_000 + b'"}'), 413)
    problem(machine.get("/hops?cursor=forged"), 400)
    problem(machine.get("/hops?wait=61"), 422)
    problem(machine.get("/hops?asked_after=yesterday"), 422)


def test_a_late_answer_after_closing_is_marked_late(story, machine):
    """A3.6."""
    actions.tick(by=staged.SYSTEM, now=NOW + timedelta(days=3))
    [hop] = machine.get("/hops?state=no_response").json()["items"]
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        late = machine.post(f"/hops/{hop['id']}/answer", {"kind": "not_found", "searched": "All"}).json()
    assert (late["state"], late["late"]) == ("answered", True)


def test_many_answers_have_a_result_each_and_one_refusal_holds_up_nobody(story, machine):
    good, bad = another_call(story), another_call(story)
    rows = [
        {"hop": good.public_id, "kind": "upstream", "upstream": story.harbor.public_id},
        {"hop": bad.public_id, "kind": "not_found"},
        {"hop": "hop_nothing", "kind": "not_found", "searched": "All"},
        {"hop": story.hop.public_id, "kind": "perhaps"},
        {"hop": good.public_id, "kind": "not_found", "searched": "All"},
        {},
    ]
    said = machine.post("/answers", {"answers": rows}, key="morning-run-1").json()
    assert (said["recorded"], said["refused"]) == (1, 5)
    assert [each["recorded"] for each in said["results"]] == [True, False, False, False, False, False]
    assert [each["errors"][0]["field"] for each in said["results"][1:]] == ["searched", "hop", "kind", "", "kind"]
    assert Answer.objects.filter(hop__in=[good, bad, story.hop]).count() == 1


def test_at_most_500_answers_at_once(machine):
    problem(machine.post("/answers", {"answers": [{}] * 501}), 422)
    problem(machine.post("/answers", {"answers": []}), 422)


def test_pages_follow_a_cursor(story, machine):
    ids = {story.hop.public_id, another_call(story).public_id, another_call(story).public_id}
    first = machine.get("/hops?limit=2").json()
    second = machine.get(f"/hops?limit=2&cursor={first['next_cursor']}").json()
    assert second["next_cursor"] is None
    assert {hop["id"] for hop in first["items"] + second["items"]} == ids


def test_where_it_ended_is_told_once_closed_and_nothing_above(story, machine):
    """A3.11."""
    here = f"/hops/{story.hop.public_id}"
    machine.post(f"{here}/answer", {"kind": "upstream", "upstream": story.harbor.public_id})
    assert machine.get(here).json()["end"] == ""
    staged.answered(story.traceback, NOW, kind="originated", customer={"name": "Brightline Benefits"})
    told = machine.get(here).json()
    assert "Harbor Voice LLC" in told["end"]
    assert "Brightline" not in json.dumps(told)
