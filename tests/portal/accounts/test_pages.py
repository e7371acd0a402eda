"""The pages of people and keys, for each who may open them; without JavaScript throughout."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts import actions
from hopback.portal.accounts.models import Invitation, Kind, Role, User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.ground import clock
from tests.portal.factories import (
    make_key,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _clean(body: str) -> None:
    """One main landmark, one heading, a language, nothing inline that the CSP would stop."""
    assert body.count("<main") == body.count("<h1") == 1
    assert '<html lang="en' in body
    assert not re.search(r'<script(?![^>]*src=)(?![^>]*type="application/json")', body)
    assert not re.search(r"\s(style|on[a-z]+)=", body)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_the_pages_of_strangers_are_clean(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    _clean(page.content.decode())
    assert "script-src 'self'" in page["Content-Security-Policy"]


PAGES = [
    "accounts:people",
    "accounts:invite",
    "accounts:keys",
    "accounts:make_key",
    "accounts:me",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_staff_are_clean(client: Client, name: str) -> None:
    rosa = make_staff()
    make_key(rosa, "tracebacks")
    _invite(rosa)
    sign_in(client, rosa)
    page = client.get(reverse(name))
    assert page.status_code == 200
    _clean(page.content.decode())


@pytest.mark.parametrize("name", PAGES[:8])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
def test_the_pages_of_provider_people(client: Client, name: str, role: str) -> None:
    sign_in(client, make_provider_person(make_provider(), role=role))
    hidden = role == Role.MEMBER and name in {"accounts:invite", "accounts:keys", "accounts:make_key"}
    page = client.get(reverse(name))
    assert page.status_code == (404 if hidden else 200)
    _clean(page.content.decode())


def _invite(by: User, **more: str) -> Invitation:
    fields = {"email": "new@here.example", "kind": by.kind, "party": by.party, "role": Role.MEMBER, **more}
    return actions.invite(**fields, by=of_user(by), now=clock.now())


def test_staff_invite_for_anybody_by_form(client: Client) -> None:
    sign_in(client, make_staff())
    harbor, ftc = make_provider(), make_source()
    form = {"email": "x@y.example", "name": "Lee Okafor", "role": "member"}
    for kind, party in (("provider", harbor.public_id), ("source", ftc.public_id), ("staff", "")):
        done = client.post(reverse("accounts:invite"), {**form, "kind": kind, "party": party}, follow=True)
        assert "on its way to x@y.example" in done.content.decode()
    assert set(Invitation.objects.values_list("kind", flat=True)) == set(Kind.values)


@pytest.mark.parametrize("wrong", ["none for a provider", "one for the team", "a source as provider"])
def test_an_invitation_that_does_not_fit_is_explained(client: Client, wrong: str) -> None:
    sign_in(client, make_staff())
    harbor, ftc = make_provider(), make_source()
    kind, party = {
        "none for a provider": ("provider", ""),
        "one for the team": ("staff", harbor.public_id),
        "a source as provider": ("provider", ftc.public_id),
    }[wrong]
    form = {"email": "x@y.example", "role": "member", "kind": kind, "party": party}
    page = client.post(reverse("accounts:invite"), form)
    assert page.status_code == 200
    assert page.context["form"].errors["party"]
    assert not Invitation.objects.exists()


def test_a_providers_administrator_cannot_smuggle_in_another_party(client: Client) -> None:
    """XC.1: what the form does not ask, it does not take."""
    dana = make_provider_person(make_provider())
    sable = make_provider("Sable Route Ltd.")
    sign_in(client, dana)
    form = {"email": "x@y.example", "role": "admin", "kind": "staff", "party": sable.public_id}
    client.post(reverse("accounts:invite"), form)
    assert list(Invitation.objects.values_list("kind", "party")) == [("provider", dana.party)]


def test_a_page_comes_filled_in_from_a_providers_page(client: Client) -> None:
    sign_in(client, make_staff())
    party = make_provider().public_id
    page = client.get(reverse("accounts:invite"), {"kind": "provider", "party": party}).content.decode()
    assert f'<option value="{party}" selected>' in page


def test_somebody_already_here_is_said_at_the_field(client: Client) -> None:
    rosa = make_staff()
    sign_in(client, rosa)
    form = {"email": rosa.email, "role": "member", "kind": "staff", "party": ""}
    page = client.post(reverse("accounts:invite"), form)
    assert "Rosa Ortega signs in with this address already." in page.content.decode()


def test_staff_see_everybody_and_filter_by_address(client: Client) -> None:
    make_provider_person(make_provider())
    make_source_person(make_source())
    sign_in(client, make_staff())
    everybody = client.get(reverse("accounts:people")).content.decode()
    providers = client.get(reverse("accounts:people"), {"kind": "provider"}).content.decode()
    for name, shown in (("Dana Whitfield", True), ("Ines Calder", False)):
        assert name in everybody
        assert (name in providers) is shown


def test_a_stranger_cannot_open_somebody(client: Client) -> None:
    """XC.1: the people of another provider are pages that do not exist."""
    dana = make_provider_person(make_provider())
    sign_in(client, make_provider_person(make_provider("Sable Route Ltd."), "Ana Choc"))
    for name in ("person", "deactivate", "reactivate"):
        url = reverse(f"accounts:{name}", args=[dana.public_id])
        assert client.get(url).status_code == client.post(url, {"role": "member"}).status_code == 404
    dana.refresh_from_db()
    assert (dana.role, dana.is_active) == (Role.ADMIN, True)


def test_roles_and_ways_out_by_page(client: Client) -> None:
    harbor = make_provider()
    sign_in(client, make_provider_person(harbor))
    lee = make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER)
    client.post(reverse("accounts:person", args=[lee.public_id]), {"role": "admin"})
    lee.refresh_from_db()
    assert lee.role == Role.ADMIN
    out, back = (reverse(f"accounts:{n}", args=[lee.public_id]) for n in ("deactivate", "reactivate"))
    asked = client.get(out).content.decode()
    _clean(asked)
    assert "Deactivate Lee Okafor?" in asked
    lee.refresh_from_db()
    assert lee.is_active
    client.post(out)
    lee.refresh_from_db()
    assert not lee.is_active
    client.post(back)
    lee.refresh_from_db()
    assert lee.is_active


def test_the_last_administrator_is_told_why_not(client: Client) -> None:
    rosa = make_staff()
    sign_in(client, rosa)
    page = client.post(reverse("accounts:person", args=[rosa.public_id]), {"role": "member"})
    assert "last administrator" in page.content.decode()
    refused = client.post(reverse("accounts:deactivate", args=[rosa.public_id]))
    assert refused.status_code == 409
    assert "last administrator" in refused.content.decode()


def test_withdrawing_asks_first(client: Client) -> None:
    rosa = make_staff()
    invitation = _invite(rosa)
    sign_in(client, rosa)
    url = reverse("accounts:withdraw_invitation", args=[invitation.public_id])
    _clean(client.get(url).content.decode())
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    client.post(url)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at
    assert client.get(url).status_code == 404


def test_ones_own_page_saves_name_and_zone(client: Client) -> None:
    dana = make_provider_person(make_provider())
    sign_in(client, dana)
    _clean(client.get(reverse("accounts:me")).content.decode())
    client.post(reverse("accounts:me"), {"name": "Dana W. Field", "zone": "America/Chicago"})
    dana.refresh_from_db()
    assert (dana.name, dana.zone) == ("Dana W. Field", "America/Chicago")
    wrong = client.post(reverse("accounts:me"), {"name": "", "zone": "Mars/Olympus"})
    assert set(wrong.context["form"].errors) == {"name", "zone"}


def test_empty_lists_say_what_to_do(client: Client) -> None:
    sign_in(client, make_provider_person(make_provider()))
    page = client.get(reverse("accounts:keys")).content.decode()
    assert "No keys yet" in page
    assert reverse("accounts:make_key") in page


def test_too_many_attempts_is_a_page_too(client: Client) -> None:
    for _ in range(31):
        page = client.post(reverse("account_login"), {"login": "a@b.example", "password": "x"})
    assert page.status_code == 429
    _clean(page.content.decode())


def test_passkeys_of_others_are_out_of_reach(client: Client) -> None:
    tom = make_staff("Tom Ibarra")
    key = Authenticator.objects.create(user=tom, type="webauthn", data={"name": "Blue key", "credential": {}})
    sign_in(client, make_staff())
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
