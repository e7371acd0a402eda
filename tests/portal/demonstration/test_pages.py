"""The demonstration's page and its clock, and that production has neither."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.demonstration import actions, queries
from hopback.portal.demonstration.admission import admit_the_others, first_administrator
from hopback.portal.demonstration.people import PASSWORD, PEOPLE
from hopback.portal.demonstration.play import Play
from hopback.portal.demonstration.stage import Stage
from hopback.portal.ground import clock
from hopback.portal.tracebacks.models import Hop
from hopback.world import ALL_HONEST, Network
from tests.portal.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OVERVIEW, CLOCK = "/demonstration/", "/demonstration/clock/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def demonstration(settings: Any) -> Any:
    settings.DEMONSTRATION = True
    return settings


@pytest.fixture
def network() -> Network:
    return Network.build(seed=1, calls=1, mix=ALL_HONEST, until=NOW)


def admitted(network: Network) -> Stage:
    actions.mark(seed=1, by=SYSTEM, now=NOW - timedelta(days=2))
    stage = Stage(network, NOW - timedelta(days=2), staff=of_user(first_administrator(NOW - timedelta(days=2))))
    secret = admit_the_others(stage, NOW - timedelta(days=2))
    actions.keep_key(secret=secret, by=SYSTEM, now=NOW)
    return stage


@pytest.mark.parametrize("page", [OVERVIEW, CLOCK])
def test_production_has_no_such_page(client: Client, settings: Any, page: str) -> None:
    settings.DEMONSTRATION = False
    assert client.get(page).status_code == 404
    assert client.post(page, {"forward": "1d"}).status_code in (404, 405)
    assert clock.shift() == timedelta()


def test_it_says_who_can_sign_in_and_with_what(client: Client, demonstration: Any, network: Network) -> None:
    admitted(network)
    page = client.get(OVERVIEW).content.decode()
    for person in PEOPLE:
        assert person.name in page
        assert person.email in page
    for expected in (PASSWORD, queries.current_code(), queries.api_key(), "Harbor Voice LLC", "/demonstration/mail/"):
        assert expected in page
    assert queries.api_key().startswith("hbk_")


def test_before_it_is_seeded_it_says_so(client: Client, demonstration: Any) -> None:
    assert "Nobody yet" in client.get(OVERVIEW).content.decode()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_everybody_on_it_can_sign_in(client: Client, demonstration: Any, network: Network, person: Any) -> None:
    admitted(network)
    answer = client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD}, follow=True)
    if person.is_staff:
        where = answer.redirect_chain[-1][0]
        answer = client.post(where, {"code": queries.current_code()}, follow=True)
    assert answer.wsgi_request.user.is_authenticated
    assert answer.status_code == 200


def test_the_key_opens_the_api(client: Client, demonstration: Any, network: Network) -> None:
    admitted(network)
    answer = client.get("/api/v1/hops?state=open", headers={"Authorization": f"Bearer {queries.api_key()}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(("forward", "hours"), [("1h", 1), ("12h", 12), ("1d", 24), ("2d", 48)])
def test_the_clock_moves_forward(client: Client, demonstration: Any, forward: str, hours: int) -> None:
    answer = client.post(CLOCK, {"forward": forward}, follow=True)
    assert clock.now() == NOW + timedelta(hours=hours)
    assert "The clock moved by" in answer.content.decode()


@pytest.mark.parametrize("forward", ["", "10y", "-1h"])
def test_it_moves_by_nothing_else(client: Client, demonstration: Any, forward: str) -> None:
    answer = client.post(CLOCK, {"forward": forward}, follow=True)
    assert clock.now() == NOW
    assert "Choose by how much" in answer.content.decode()


def test_looking_at_the_clock_moves_nothing(client: Client, demonstration: Any) -> None:
    assert client.get(CLOCK, {"forward": "1d"}).status_code == 200
    assert clock.now() == NOW


def test_what_falls_due_on_the_way_happens_at_once(client: Client, demonstration: Any, network: Network) -> None:
    """A3.6: a silent hop closes by itself."""
    play = Play(network, admitted(network))
    play.open(network.calls[0], NOW)
    client.post(CLOCK, {"forward": "2d"})
    assert list(Hop.objects.values_list("state", flat=True)) == ["no_response"]


def test_every_page_says_that_it_is_a_demonstration(client: Client, demonstration: Any) -> None:
    assert 'class="demo"' in client.get("/account/sign-in/").content.decode()
    demonstration.DEMONSTRATION = False
    assert 'class="demo"' not in client.get("/account/sign-in/").content.decode()
