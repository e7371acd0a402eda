"""What goes wrong becomes a problem (RFC 9457) that says what and where, and nothing of the inside."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

KEY = {"Authorization": "Bearer 7"}


@pytest.fixture(autouse=True)
def _doors() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.portal.ground.doors", MIDDLEWARE=[]):
        yield


def ask(path: str, headers: dict[str, str] = KEY, status: int = 0, **more: Any) -> dict[str, Any]:
    client = Client(raise_request_exception=False)
    said = client.post(f"/api/{path}", headers=headers, **more) if more else client.get(f"/api/{path}", headers=headers)
    assert said["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = said.json()
    assert problem["status"] == said.status_code == status
    return problem


def test_a_refusal_names_its_clause_and_the_field() -> None:
    problem = ask("wrong/refused", status=422)
    assert problem["clause"] == "A1.8"
    assert "Article 1" in problem["place"]
    assert problem["errors"] == [{"detail": "“09:41” has no time zone.", "pointer": "#/calls/0/called_at"}]


def test_forbidden_looks_exactly_like_missing() -> None:
    assert ask("wrong/missing", status=404) == ask("wrong/forbidden", status=404)


def test_an_unknown_key_is_told_how_to_send_one() -> None:
    assert "Bearer" in ask("wrong/missing", {}, 401)["detail"]
    said = Client().get("/api/many", headers={"Authorization": "Bearer guess"})
    assert (said.status_code, said["WWW-Authenticate"]) == (401, 'Bearer realm="hopback"')


def test_a_wrong_field_is_pointed_at() -> None:
    body = {"calls": [{"called": "+15135550123"}, {"called": "1", "times": "often"}]}
    problem = ask("calls", status=422, data=body, content_type="application/json")
    assert [e["pointer"] for e in problem["errors"]] == ["#/calls/1/called", "#/calls/1/times"]
    assert problem["detail"].startswith("calls/1/called: String should have at least 3 characters (1 more")


def test_a_wrong_parameter_is_named() -> None:
    assert ask("many?limit=all", status=422)["errors"][0]["parameter"] == "limit"


def test_an_invalid_value_says_what_is_wrong() -> None:
    assert ask("wrong/invalid", status=422)["errors"] == [
        {"detail": "Eastern is not a time zone.", "pointer": "#/zone"}
    ]
    assert ask("wrong/invalid-whole", status=422)["detail"] == "Say more."


def test_a_body_that_is_no_json_is_said_to_be_none() -> None:
    assert ask("calls", status=400, data="{", content_type="application/json")["detail"] == "The body is not JSON."


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2048)
def test_too_large_a_body_is_refused_with_the_most_it_may_have() -> None:
    problem = ask("calls", status=413, data={"calls": ["x" * 4096]}, content_type="application/json")
    assert "at most 2 KB" in problem["detail"]


def test_our_own_fault_shows_nothing_of_the_inside(caplog: pytest.LogCaptureFixture) -> None:
    problem = ask("wrong/broken", status=500)
    assert "secret" not in str(problem)
    assert "ZeroDivision" not in str(problem)
    assert "ZeroDivisionError: a secret of the house" in caplog.text, "the log has the trace"
