"""Looking up providers by machine (A3.3): names and countries, never contacts."""

from typing import Any

import pytest
from django.test import Client

from hopback.portal.accounts.models import Scope, User
from hopback.portal.providers import actions
from tests.portal.factories import (
    NOW,
    make_key,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    make_team,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/providers"


def get(secret: str, query: str) -> Any:
    return Client().get(f"{URL}?{query}", headers={"Authorization": f"Bearer {secret}"})


def key_of(user: User, *scopes: str) -> str:
    return make_key(user, *scopes)[1]


@pytest.fixture
def secret() -> str:
    return key_of(make_provider_person(make_provider("Blue Ridge Telecom")), Scope.PROVIDERS)


def test_a_provider_looks_up_another_by_part_of_its_name(secret: str) -> None:
    harbor = make_provider(domain="harborvoice.example", trade_name="HarborTel")
    actions.change_contact(
        provider=harbor, kind="primary", full_name="Dana Whitfield", email="dana@secret.example", phone="305-555-0117",
        by=make_team(), now=NOW,
    )  # fmt: skip
    said = get(secret, "q=arbor+vo")
    assert said.json() == {
        "items": [
            {
                "id": harbor.public_id,
                "name": "Harbor Voice LLC",
                "trade_name": "HarborTel",
                "country": "US",
                "domain": "harborvoice.example",
            }
        ],
        "next_cursor": None,
    }
    assert "secret.example" not in said.content.decode()


def test_pages_hold_every_match_once(secret: str) -> None:
    for number in range(7):
        make_provider(f"Valley {number}")
    seen, cursor = [], ""
    while True:
        said = get(secret, f"q=valley&limit=3&cursor={cursor}").json()
        seen += [provider["name"] for provider in said["items"]]
        if not (cursor := said["next_cursor"]):
            break
    assert seen == [f"Valley {number}" for number in range(7)]


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("", 422, "q"),
        ("q=x", 422, "at least 2 characters"),
        ("q=valley&limit=0", 422, "limit"),
        ("q=valley&cursor=guess", 400, "not one that we gave out"),
    ],
)
def test_bad_questions_are_told_what_is_wrong(secret: str, query: str, status: int, told: str) -> None:
    said = get(secret, query)
    assert (said.status_code, said["Content-Type"]) == (status, "application/problem+json")
    assert told in said.content.decode()


def test_who_may_not_look_up_is_told_nothing() -> None:
    make_provider()
    person = make_provider_person(make_provider("Blue Ridge Telecom"))
    hops_only = key_of(person, Scope.HOPS)
    source = key_of(make_source_person(make_source()), Scope.CANDIDATES)
    for secret, status in [("hbk_guess", 401), ("", 401), (hops_only, 403), (source, 403)]:
        said = get(secret, "q=harbor")
        assert (said.status_code, "Harbor" in said.content.decode()) == (status, False)


def test_a_session_is_no_key(client: Client) -> None:
    client.force_login(make_staff())
    assert client.get(f"{URL}?q=harbor").status_code == 401


def test_the_openapi_document_is_there() -> None:
    said = Client().get("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    looked_up = said["paths"][URL]["get"]
    assert looked_up["security"] == [{"BearerKey": []}]
    assert list(looked_up["responses"]["422"]["content"]) == ["application/problem+json"]
    assert said["components"]["securitySchemes"]["BearerKey"]["scheme"] == "bearer"
    post = said["paths"]["/api/v1/candidates"]["post"]
    assert [p["name"] for p in post["parameters"]] == ["Idempotency-Key"]
