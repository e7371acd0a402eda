"""A machine's way in: shown once, kept as a hash, limited to scopes, revocable (XC.1)."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hopback.portal.accounts import actions, queries
from hopback.portal.accounts.middleware import viewer_of
from hopback.portal.accounts.models import ApiKey, Kind, Role
from hopback.portal.accounts.refusals import ScopeNotTheirs
from hopback.portal.accounts.viewer import of_key, of_user
from hopback.portal.logbook.models import Entry, Payload
from tests.portal.factories import (
    NOW,
    make_key,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)

pytestmark = pytest.mark.django_db


def _asking(authorization: str, path: str = "/api/v1/hops") -> HttpRequest:
    return RequestFactory().get(path, headers={"Authorization": authorization})


def test_only_the_hash_of_a_secret_is_kept() -> None:
    key, secret = make_key(make_provider_person(make_provider()), "hops")
    assert secret.startswith("hbk_")
    assert len(secret) == 44
    assert key.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert key.shown_start == secret[:10]
    kept = str(ApiKey.objects.values()) + str(Entry.objects.values()) + str(Payload.objects.values())
    assert secret[10:] not in kept


def test_no_two_secrets_are_alike() -> None:
    dana = make_provider_person(make_provider())
    assert len({make_key(dana, "hops")[1] for _ in range(20)}) == 20


def test_a_key_speaks_for_its_party_with_its_scopes() -> None:
    harbor = make_provider()
    key, secret = make_key(make_provider_person(harbor), "hops", "providers")
    viewer = viewer_of(_asking(f"Bearer {secret}"))
    assert viewer is not None
    assert (viewer.kind, viewer.party, viewer.key_id, viewer.user_id) == ("provider", harbor.public_id, key.pk, None)
    assert viewer.scopes == {"hops", "providers"}
    assert not viewer.is_admin


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer hbk_", "Bearer hbk_" + "x" * 40, "Basic aGJrXw==", "hbk_" + "x" * 40, "Bearer \x00"],
)
def test_an_unknown_key_is_nobody(authorization: str) -> None:
    make_key(make_provider_person(make_provider()), "hops")
    assert viewer_of(_asking(authorization)) is None


def test_a_key_opens_no_page_and_a_session_no_api(client: Client) -> None:
    dana = make_provider_person(make_provider())
    _, secret = make_key(dana, "hops")
    page = client.get(reverse("accounts:me"), headers={"Authorization": f"Bearer {secret}"})
    assert page.status_code == 302
    request = _asking("")
    request.user = dana
    assert viewer_of(request) is None
    request = _asking("", "/me/")
    request.user = dana
    assert viewer_of(request) == of_user(dana)


def test_a_key_is_found_by_one_indexed_read_and_its_use_noted_once_a_minute() -> None:
    key, secret = make_key(make_provider_person(make_provider()), "hops")
    counts = []
    for seconds in (0, 30, 59, 61):
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                viewer_of(_asking(f"Bearer {secret}"))
            counts.append(len(asked))
    assert counts == [2, 1, 1, 2]
    assert "secret_hash" in asked[0]["sql"]
    key.refresh_from_db()
    assert key.last_used_at == NOW + timedelta(seconds=61)


def test_a_revoked_key_is_dead_from_then_on() -> None:
    dana = make_provider_person(make_provider())
    key, secret = make_key(dana, "hops")
    for _ in range(2):
        actions.revoke_key(key=key, by=of_user(dana), now=NOW)
    assert viewer_of(_asking(f"Bearer {secret}")) is None
    assert list(Entry.objects.values_list("verb", flat=True)) == ["key.made", "key.revoked"]


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("provider", {"hops", "providers"}),
        ("source", {"candidates"}),
        ("staff", {"tracebacks", "providers", "candidates"}),
    ],
)
def test_a_key_may_at_most_what_its_kind_may(kind: str, allowed: set[str]) -> None:
    person = {
        "provider": lambda: make_provider_person(make_provider()),
        "source": lambda: make_source_person(make_source()),
        "staff": make_staff,
    }[kind]()
    assert set(make_key(person, *allowed)[0].scopes) == allowed
    for scope in {"hops", "providers", "candidates", "tracebacks", "everything"} - allowed:
        with pytest.raises(ScopeNotTheirs):
            make_key(person, scope)
    with pytest.raises(ScopeNotTheirs, match="at least one"):
        make_key(person)


def test_who_makes_keys_for_whom() -> None:
    harbor, ftc = make_provider(), make_source()
    rosa, dana = of_user(make_staff()), make_provider_person(harbor)

    def made(by: object, **whose: str) -> ApiKey:
        return actions.make_key(label="x", scopes=["candidates"], **whose, by=by, now=NOW)[0]

    assert made(rosa, kind=Kind.SOURCE, party=ftc.public_id).party == ftc.public_id
    refused = [
        (rosa, {"kind": Kind.PROVIDER, "party": harbor.public_id}),
        (rosa, {"kind": Kind.SOURCE, "party": "src_nobody"}),
        (of_user(dana), {"kind": Kind.SOURCE, "party": ftc.public_id}),
        (of_user(dana), {"kind": Kind.STAFF}),
        (of_user(make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER)), {}),
        (of_user(make_staff("Tom Ibarra", role=Role.MEMBER)), {}),
        (of_key(make_key(dana, "hops")[0]), {}),
    ]
    for by, whose in refused:
        with pytest.raises(Http404):
            made(by, **whose)


def test_only_administrators_of_the_party_see_and_revoke_its_keys() -> None:
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.")
    dana = make_provider_person(harbor)
    key, _ = make_key(dana, "hops")
    responder = of_user(make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER))
    stranger = of_user(make_provider_person(sable, "Ana Choc"))
    for viewer in (responder, stranger):
        assert not queries.keys(viewer).exists()
        with pytest.raises(Http404):
            actions.revoke_key(key=key, by=viewer, now=NOW)
    assert set(queries.keys(of_user(dana))) == set(queries.keys(of_user(make_staff()))) == {key}


def _form(client: Client, **fields: object) -> dict[str, object]:
    once = client.get(reverse("accounts:make_key")).context["once"]
    return {"label": "prod-2", "scopes": ["hops"], "once": once, **fields}


def test_the_page_shows_the_secret_once_and_a_reload_makes_no_second_key(client: Client) -> None:
    sign_in(client, make_provider_person(make_provider()))
    form = _form(client)
    page = client.post(reverse("accounts:make_key"), form)
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    again = client.post(reverse("accounts:make_key"), form)
    assert again["Location"] == reverse("accounts:keys")
    assert ApiKey.objects.count() == 1
    listed = client.get(reverse("accounts:keys")).content.decode()
    assert "prod-2" in listed
    assert secret[:10] in listed
    assert secret not in listed


def test_a_key_is_not_made_without_a_recent_proof(client: Client) -> None:
    sign_in(client, make_provider_person(make_provider()), minutes_ago=16)
    page = client.get(reverse("accounts:make_key"))
    assert page["Location"].startswith(reverse("account_reauthenticate"))


def test_a_wrong_form_comes_back_with_what_is_wrong(client: Client) -> None:
    sign_in(client, make_provider_person(make_provider()))
    page = client.post(reverse("accounts:make_key"), _form(client, scopes=["tracebacks"], label=""))
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"label", "scopes"}


def test_revoking_asks_first(client: Client) -> None:
    dana = make_provider_person(make_provider())
    key, _ = make_key(dana, "hops")
    sign_in(client, dana)
    url = reverse("accounts:revoke_key", args=[key.public_id])
    assert "cannot be undone" in client.get(url).content.decode()
    key.refresh_from_db()
    assert key.revoked_at is None
    client.post(url)
    key.refresh_from_db()
    assert key.revoked_at
    assert client.get(url).status_code == 404
