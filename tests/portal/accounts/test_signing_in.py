"""Signing in and out: what is asked, what is told to strangers, what is entered in the log (XC.1)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from hopback.portal.accounts.models import User
from hopback.portal.logbook import queries as logbook
from hopback.portal.logbook.models import Entry, Payload
from tests.portal.factories import (
    PASSWORD,
    TOTP_SECRET,
    code_now,
    make_provider,
    make_provider_person,
    make_staff,
    sign_in,
)

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
NEW_PASSWORD = "seven brass kettles humming"


@pytest.fixture
def dana() -> User:
    return make_provider_person(make_provider())


def _try(client: Client, email: str, password: str = PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def _verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_a_provider_person_signs_in_with_address_and_password(client: Client, dana: User) -> None:
    assert _try(client, dana.email.upper())["Location"] == "/"
    assert client.get(reverse("accounts:me")).status_code == 200
    assert _verbs() == ["person.signed_in"]


def test_one_comes_back_to_the_page_one_wanted_and_to_no_other_host(client: Client, dana: User) -> None:
    wanted = client.get(reverse("accounts:people"))
    assert wanted["Location"] == f"{SIGN_IN}?next=/people/"
    form = {"login": dana.email, "password": PASSWORD}
    assert client.post(SIGN_IN, {**form, "next": "/people/"})["Location"] == "/people/"
    client.logout()
    assert client.post(SIGN_IN, {**form, "next": "https://evil.example/"})["Location"] == "/"


def test_staff_are_asked_for_the_second_factor_and_are_nobody_until_then(client: Client) -> None:
    rosa = make_staff()
    assert _try(client, rosa.email)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:me")).status_code == 302
    assert "person.signed_in" not in _verbs()
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code_now()})["Location"] == "/"
    assert client.get(reverse("accounts:me")).status_code == 200
    assert _verbs() == ["sign_in.failed", "person.signed_in"]


def test_a_code_works_once(client: Client) -> None:
    rosa, code = make_staff(), code_now()
    _try(client, rosa.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    _try(other, rosa.email)
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


@pytest.mark.parametrize(
    "path", ["accounts:people", "accounts:keys", "accounts:me", "logbook:log", "account_change_password"]
)
def test_staff_without_a_second_factor_can_only_set_one_up(client: Client, path: str) -> None:
    sign_in(client, make_staff(second_factor=False))
    for answer in (client.get(reverse(path)), client.post(reverse(path), {})):
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    for open_to_them in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"):
        assert client.get(reverse(open_to_them)).status_code == 200


def test_removing_the_last_second_factor_closes_the_pages_again(client: Client) -> None:
    rosa = make_staff()
    sign_in(client, rosa)
    assert client.get(reverse("accounts:people")).status_code == 200
    Authenticator.objects.filter(user=rosa).delete()
    assert client.get(reverse("accounts:people"))["Location"] == reverse("mfa_index")


def test_recovery_codes_alone_are_no_second_factor(client: Client) -> None:
    rosa = make_staff(second_factor=False)
    Authenticator.objects.create(user=rosa, type=Authenticator.Type.RECOVERY_CODES, data={})
    sign_in(client, rosa)
    assert client.get(reverse("accounts:people"))["Location"] == reverse("mfa_index")


def test_providers_may_do_without_a_second_factor(client: Client, dana: User) -> None:
    sign_in(client, dana)
    assert client.get(reverse("accounts:people")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_draws_the_code_into_the_page(client: Client) -> None:
    """No `data:` image, which the CSP would not show; the secret is encrypted at rest; the owner is told."""
    rosa = make_staff(second_factor=False)
    sign_in(client, rosa)
    page = client.get(reverse("mfa_activate_totp"))
    body = page.content.decode()
    assert '<svg class="qr"' in body
    assert "data:image" not in body
    secret = page.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert secret not in str(Authenticator.objects.values())
    assert "second_factor.added" in _verbs()
    assert [m.to for m in mail.outbox] == [[rosa.email]]
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("accounts:people")).status_code == 200


def test_a_stranger_learns_nothing_from_the_sign_in_page(client: Client, dana: User) -> None:
    """Known, unknown and deactivated addresses with a wrong password get the same page."""
    make_provider_person(make_provider("Sable Route Ltd."), "Ana Choc", email="ana@sable.example", is_active=False)
    pages = []
    for email in (dana.email, "nobody@nowhere.example", "ana@sable.example"):
        page = _try(Client(), email, "wrong wrong wrong")
        pages.append((page.status_code, _without_what_varies(page.content.decode(), email)))
    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 200


def _without_what_varies(body: str, email: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body).replace(email, "")


def test_a_stranger_learns_nothing_from_asking_for_a_password(client: Client, dana: User) -> None:
    """And a stranger's address gets no mail."""
    pages = [client.post(reverse("account_reset_password"), {"email": e}) for e in (dana.email, "no@where.example")]
    assert {p["Location"] for p in pages} == {reverse("account_reset_password_done")}
    assert [m.to for m in mail.outbox] == [[dana.email]]


def test_both_unknown_and_known_addresses_cost_one_hashing(client: Client, dana: User, monkeypatch) -> None:
    """The time taken says nothing either."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    whole = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append("x") or whole(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashed.append("x") or verify(*a))
    counts = []
    for email in (dana.email, "nobody@nowhere.example"):
        hashed.clear()
        _try(client, email, "wrong wrong wrong")
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_a_failed_sign_in_is_logged_without_what_was_typed(client: Client, dana: User) -> None:
    _try(client, dana.email, "wrong wrong wrong")
    _try(client, "my-password-by-mistake@x.example", "wrong")
    newest, older = logbook.latest()
    assert (older.verb, older.about, older.payload["person"]) == ("sign_in.failed", dana.public_id, "Dana Whitfield")
    assert (newest.verb, newest.about) == ("sign_in.failed", "")
    kept = str(Entry.objects.values()) + str(Payload.objects.values())
    assert "wrong" not in kept
    assert "mistake" not in kept


def test_guessing_is_slowed_down(client: Client, dana: User) -> None:
    for _ in range(5):
        _try(client, dana.email, "wrong wrong wrong")
    refused = _try(client, dana.email)
    assert "Too many" in refused.content.decode()
    assert client.get(reverse("accounts:me")).status_code == 302


def test_nobody_signs_up() -> None:
    for name in ("account_signup", "account_email", "account_confirm_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_signing_out_takes_a_post_and_is_logged(client: Client, dana: User) -> None:
    sign_in(client, dana)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("accounts:me")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("accounts:me")).status_code == 302
    assert _verbs() == ["person.signed_out"]


def test_a_deactivated_person_is_told_so_only_with_the_right_password(client: Client, dana: User) -> None:
    User.objects.filter(pk=dana.pk).update(is_active=False)
    assert _try(client, dana.email)["Location"] == reverse("account_inactive")
    assert "deactivated" in client.get(reverse("account_inactive")).content.decode()
    assert client.get(reverse("accounts:me")).status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail_once(client: Client, dana: User) -> None:
    session = sign_in(Client(), dana)
    client.post(reverse("account_reset_password"), {"email": dana.email})
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)
    assert link
    page = client.get(link[1], follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert session.get(reverse("accounts:me")).status_code == 302
    assert "does not work" in Client().get(link[1], follow=True).content.decode()
    assert _try(client, dana.email, NEW_PASSWORD)["Location"] == "/"
    assert _verbs() == ["password.reset", "person.signed_in"]
    assert "was changed" in mail.outbox[1].body


def test_a_new_password_by_mail_leaves_the_second_factor_in_place(client: Client) -> None:
    rosa = make_staff()
    client.post(reverse("account_reset_password"), {"email": rosa.email})
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)
    page = client.get(link[1], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert _try(client, rosa.email, NEW_PASSWORD)["Location"] == reverse("mfa_authenticate")
    assert Authenticator.objects.filter(user=rosa, type="totp").exists()


def test_changing_the_password_ends_all_other_sessions(client: Client, dana: User) -> None:
    sign_in(client, dana)
    other = sign_in(Client(), dana)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(reverse("account_change_password"), fields).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200
    assert other.get(reverse("accounts:me")).status_code == 302
    assert _verbs() == ["password.changed"]


def test_the_portal_key_alone_opens_the_secrets() -> None:
    """TOTP secrets are bound to SECRET_KEY: a stolen database makes no codes."""
    from hopback.portal.accounts.adapter import SecondFactorAdapter
    from hopback.portal.ground.sealing import Unreadable

    kept = SecondFactorAdapter().encrypt(TOTP_SECRET)
    assert SecondFactorAdapter().decrypt(kept) == TOTP_SECRET
    from django.test import override_settings

    with (
        override_settings(SECRET_KEY="another key of fifty characters and a few more, yes"),
        pytest.raises(Unreadable),
    ):
        SecondFactorAdapter().decrypt(kept)
