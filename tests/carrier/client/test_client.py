"""The portal as a provider's machine speaks to it: patient where it helps, loud where not, never in the open."""

import json
import os
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from hopback.carrier.client import (
    KeyMissingError,
    KeyRefusedError,
    NotThereError,
    Portal,
    RefusedError,
    Sending,
    UnreachableError,
    read_key,
)

KEY = SecretStr("hbk_cardinal")
ANSWER = Sending("hop_a.1", "/hops/hop_a/answer", '{"kind":"not_found"}')
HOP = {
    "id": "hop_a", "traceback": "TB-2026-00001", "purpose": "traceback", "state": "asked", "campaign": "",
    "calling": "+12025550142", "called": "+15135550168", "called_at": "2026-10-19T13:41:27Z", "sent_to": "",
    "received_at": None, "due_at": None, "closes_at": None, "late": False, "certification": "", "answer": None,
    "end": "",
}  # fmt: skip


@pytest.fixture
def portal(httpserver: HTTPServer) -> Iterator[Portal]:
    with Portal(httpserver.url_for(""), KEY, timeout_s=2) as portal:
        yield portal


def problem(status: int, **more: str) -> Response:
    body = {"title": "Refused", "status": status, "detail": "This hop was answered already.", **more}
    return Response(json.dumps(body), status, content_type="application/problem+json")


def test_a_page_of_hops_and_the_next(portal, httpserver):
    first = {"items": [HOP], "next_cursor": "more"}
    last = {"items": [HOP | {"id": "hop_b"}], "next_cursor": None}
    query = {"state": "open", "limit": "100"}
    httpserver.expect_ordered_request("/api/v1/hops", query_string=query | {"wait": "30"}).respond_with_json(first)
    httpserver.expect_ordered_request("/api/v1/hops", query_string=query | {"cursor": "more"}).respond_with_json(last)
    assert [hop.id for hop in portal.hops(wait_s=30)] == ["hop_a", "hop_b"]
    assert httpserver.log[0][0].headers["Authorization"] == "Bearer hbk_cardinal"


def test_words_of_a_newer_portal_are_passed_over(portal, httpserver):
    httpserver.expect_request("/api/v1/hops/hop_a").respond_with_json(HOP | {"mood": "sunny"})
    assert portal.hop("hop_a").id == "hop_a"


def test_a_portal_that_is_busy_is_asked_again_when_it_says(portal, httpserver):
    seen: list[tuple[str, str]] = []

    def busy_once(request: Request) -> Response:
        seen.append((request.headers["Idempotency-Key"], request.get_data(as_text=True)))
        if len(seen) == 1:
            return Response("", 429, headers={"Retry-After": "1"})
        return Response("{}", 503) if len(seen) == 2 else Response('{"id":"hop_a"}', 200)

    httpserver.expect_request("/api/v1/hops/hop_a/answer", method="POST").respond_with_handler(busy_once)
    assert portal.post(ANSWER) == (200, '{"id":"hop_a"}')
    assert seen == [("hop_a.1", '{"kind":"not_found"}')] * 3


def test_a_refusal_comes_once_in_the_portals_own_words(portal, httpserver):
    httpserver.expect_request("/api/v1/hops/hop_a/answer").respond_with_response(problem(422, clause="A3.2"))
    with pytest.raises(RefusedError) as told:
        portal.post(ANSWER)
    assert str(told.value) == "Refused: This hop was answered already. (A3.2)"
    assert len(httpserver.log) == 1


def test_a_fault_of_the_portal_itself_is_not_repeated_at_once(portal, httpserver):
    httpserver.expect_request("/api/v1/hops").respond_with_response(problem(500))
    with pytest.raises(UnreachableError):
        portal.hops()
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_taken_is_an_end(portal, httpserver, status):
    httpserver.expect_request("/api/v1/hops").respond_with_response(problem(status))
    with pytest.raises(KeyRefusedError) as told:
        portal.hops()
    assert "hbk_" not in str(told.value)


def test_what_is_not_ours_is_not_there(portal, httpserver):
    httpserver.expect_request("/api/v1/hops/hop_b").respond_with_response(problem(404))
    with pytest.raises(NotThereError):
        portal.hop("hop_b")


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"items": [1], "next_cursor": null}'])
def test_something_else_at_the_portals_address(portal, httpserver, body):
    httpserver.expect_request("/api/v1/hops").respond_with_data(body)
    with pytest.raises(UnreachableError):
        portal.hops()


def test_a_redirect_is_not_followed_with_our_key(portal, httpserver):
    httpserver.expect_request("/api/v1/hops").respond_with_data("", 302, headers={"Location": "/elsewhere"})
    with pytest.raises(UnreachableError, match="Is the URL right"):
        portal.hops()
    assert len(httpserver.log) == 1


def test_nobody_at_the_address():
    with Portal("http://127.0.0.1:9", KEY, attempts=1) as nobody, pytest.raises(UnreachableError, match="not answer"):
        nobody.hops()


@pytest.mark.parametrize("url", ["http://portal.example", "ftp://portal.example", "portal.example", "http://"])
def test_the_key_never_travels_in_the_open(url):
    with pytest.raises(ValueError, match=r"https"):
        Portal(url, KEY)


def test_the_key_stands_in_no_text_about_it():
    assert "cardinal" not in repr(KEY)


def test_a_key_from_the_environment_or_a_file_that_only_we_can_read(tmp_path):
    assert read_key(None, {"HOPBACK_API_KEY": " hbk_x\n"}).get_secret_value() == "hbk_x"
    file = tmp_path / "portal.key"
    file.write_text("hbk_y\n")
    os.chmod(file, 0o600)
    assert read_key(file, {}).get_secret_value() == "hbk_y"
    os.chmod(file, 0o644)
    with pytest.raises(KeyMissingError, match="chmod 600"):
        read_key(file, {})


@pytest.mark.parametrize("key", ["", "two words", "hbk_\x07"])
def test_no_key_or_none_that_could_be_one(key):
    with pytest.raises(KeyMissingError):
        read_key(None, {"HOPBACK_API_KEY": key})
