"""A provider's program subscribes by itself, with a key that was made for it."""

from typing import Any

import pytest
from django.test import Client

from hopback.portal.accounts.models import Scope, User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.ground import clock
from hopback.portal.ground.models import KeptResponse
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.portal.webhooks.sending import Outcome
from hopback.portal.webhooks.worker import Worker
from hopback.wire.webhooks import EventType
from tests.portal.factories import NOW, make_key

from .conftest import EVENTS, Receiver, Times

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/hopback"


@pytest.fixture
def program(dana: User) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_key(dana, Scope.WEBHOOKS)[1]}"})


def post(program: Client, path: str = "", message: Any = None, **headers: str) -> Any:
    message = {} if message is None else message
    return program.post(f"/api/v1/webhooks{path}", message, content_type="application/json", headers=headers)


def test_a_program_subscribes_and_hears(program: Client, receiver: Receiver, worker: Worker, times: Times) -> None:
    added = post(program, message={"url": receiver.url, "events": ["hop.asked"]})
    assert added.status_code == 201
    receiver.secrets.append(added.json()["secret"])
    tested = post(program, f"/{added.json()['id']}/test")
    assert tested.status_code == 202
    times.now = clock.now()
    worker.deliver_due()
    event_id, event = receiver.got[0]
    assert (event_id, event["type"], event["data"]) == (
        tested.json()["event"], "webhook.test", {"webhook": added.json()["id"]},
    )  # fmt: skip


def test_all_events_unless_told_otherwise(program: Client) -> None:
    assert post(program, message={"url": URL}).json()["events"] == list(EVENTS)


def test_what_is_listed_has_no_secret(program: Client) -> None:
    added = post(program, message={"url": URL}).json()
    listed = program.get("/api/v1/webhooks").json()
    assert listed["next_cursor"] is None
    assert set(listed["items"][0]) == set(added) - {"secret"}
    assert listed["items"][0]["state"] == "new"
    assert program.get(f"/api/v1/webhooks/{added['id']}").json() == listed["items"][0]


def test_how_it_fares(program: Client, harbor: Provider) -> None:
    added = post(program, message={"url": URL}).json()
    states = []
    for outcome in (Outcome(204), Outcome(500, "Answered 500."), Outcome(410, "Answered 410.")):
        actions.post(event=EventType.HOP_ASKED, party=harbor.public_id, hop="hop_x", by=SYSTEM, now=NOW)
        row = Delivery.objects.latest("pk")
        actions.claim(delivery=row, by=SYSTEM, now=NOW)
        now = NOW.replace(minute=10 + len(states))
        act = actions.accept if outcome.is_accepted else actions.give_up if outcome.is_gone else actions.put_off
        act(delivery=row, outcome=outcome, by=SYSTEM, now=now)
        shown = program.get(f"/api/v1/webhooks/{added['id']}").json()
        states.append((shown["state"], shown["disabled_why"]))
    assert states == [("working", ""), ("failing", ""), ("disabled", "gone")]
    refused = post(program, f"/{added['id']}/test")
    assert refused.status_code == 422
    assert "enable it" in refused.json()["detail"]


def test_the_same_request_twice_adds_one_and_shows_the_same_secret(program: Client) -> None:
    """What is kept for the second time lies encrypted."""
    first = post(program, message={"url": URL}, **{"Idempotency-Key": "a"})
    again = post(program, message={"url": URL}, **{"Idempotency-Key": "a"})
    assert again["Idempotency-Replayed"] == "true"
    assert first.json() == again.json()
    assert Endpoint.objects.count() == 1
    assert first.json()["secret"] not in str(KeptResponse.objects.values())


def test_a_new_secret_and_the_end(program: Client) -> None:
    added = post(program, message={"url": URL}).json()
    renewed = post(program, f"/{added['id']}/secret").json()
    assert renewed["secret"] != added["secret"]
    gone = program.delete(f"/api/v1/webhooks/{added['id']}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert program.delete(f"/api/v1/webhooks/{added['id']}").status_code == 404
    assert program.get("/api/v1/webhooks").json()["items"] == []


@pytest.mark.parametrize(
    ("message", "pointer", "said"),
    [
        ({"url": "http://192.0.2.1/"}, "#/url", "https is needed"),
        ({"url": "https://169.254.169.254/latest"}, "#/url", "This address is private"),
        ({"url": "https://nobody@hooks.example/"}, "#/url", "No user name"),
        ({"url": URL, "events": ["hop.answered"]}, "#/events/0", "Input should be 'hop.asked'"),
        ({"url": URL, "events": []}, "#/events", "at least 1 item"),
        ({}, "#/url", "Field required"),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_where(program: Client, message: Any, pointer: str, said: str) -> None:
    refused = post(program, message=message)
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert said in refused.json()["errors"][0]["detail"]


def test_a_key_made_for_hops_is_told_so(dana: User) -> None:
    other = Client(headers={"Authorization": f"Bearer {make_key(dana, Scope.HOPS)[1]}"})
    refused = other.get("/api/v1/webhooks")
    assert refused.status_code == 403
    assert "no scope “webhooks”" in refused.json()["detail"]


def test_a_session_is_no_key(client: Client, dana: User) -> None:
    client.force_login(dana)
    assert client.get("/api/v1/webhooks").status_code == 401
    assert of_user(dana).is_admin
