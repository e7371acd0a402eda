"""The API of webhooks against its own OpenAPI document: what it says is what it does."""

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from hopback.portal.accounts.models import ApiKey, Scope
from hopback.portal.accounts.viewer import of_user
from hopback.portal.webhooks import actions
from tests.portal.documented import CHECKS, operations, undone
from tests.portal.factories import NOW, make_key, make_provider, make_provider_person

KEPT: dict[str, str] = {}


def test_there_is_something_to_ask(api_document: Any) -> None:
    assert sum(1 for _ in api_document.include(tag="webhooks").get_all_operations()) == 6


@pytest.mark.once
@pytest.mark.django_db
@operations("webhooks").parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_does_what_the_document_says(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Good and bad requests, made from the document; no name is really looked up."""
    monkeypatch.setattr(socket, "getaddrinfo", _public)
    told = _story()
    if "webhook" in (case.path_parameters or {}):
        case.path_parameters["webhook"] = told.webhook
    with undone():
        case.call_and_validate(headers={"Authorization": f"Bearer {told.secret}"}, checks=CHECKS)


def _public(host: str, port: int, **_: Any) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))]


def _story() -> SimpleNamespace:
    """Staged once in the transaction of a test; later examples find it there."""
    if not ApiKey.objects.exists():
        dana = make_provider_person(make_provider())
        _, KEPT["secret"] = make_key(dana, Scope.WEBHOOKS)
        made, _ = actions.add_endpoint(url="https://93.184.215.14/", events=["hop.asked"], by=of_user(dana), now=NOW)
        KEPT["webhook"] = made.public_id
    return SimpleNamespace(**KEPT)
