"""What makes thousands of questions needless is tested itself: it takes no door for shut that looked."""

import pytest
from django.conf import urls
from django.http import HttpResponseNotFound
from django.test import Client

from hopback.portal.accounts.models import Scope, User

from .factories import make_key, make_provider, make_provider_person, sign_in
from .shut_doors import looks

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _what_is_missing_is_said_without_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bar of places looks many things up."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound())


@pytest.fixture
def dana() -> User:
    return make_provider_person(make_provider())


def is_shut(client: Client, address: str) -> bool:
    with looks() as seen:
        response = client.get(address)
    return seen.shut(response.status_code)


def test_a_door_for_others_shuts_before_it_looks(dana: User) -> None:
    assert is_shut(sign_in(Client(), dana), "/candidates/")
    assert is_shut(Client(), "/candidates/")


def test_a_door_that_looks_for_the_thing_is_not_shut(dana: User) -> None:
    client = sign_in(Client(), dana)
    assert not is_shut(client, "/inbox/hop_nothing/")
    assert not is_shut(client, "/inbox/")


def test_a_key_of_somebody_else_is_a_thing_too(dana: User) -> None:
    other = make_provider_person(make_provider("Cardinal Wireless"), "Odile Brandt")
    key, _ = make_key(other, Scope.HOPS)
    assert not is_shut(sign_in(Client(), dana), f"/keys/{key.public_id}/revoke/")
