"""CPNI is opened only by somebody who proved within 15 minutes that they are there (XC.2)."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from hopback.portal.accounts.decorators import (
    admin_only,
    provider_only,
    staff_only,
    step_up_required,
    viewer_required,
)
from hopback.portal.accounts.models import Role
from tests.portal.factories import (
    PASSWORD,
    code_now,
    make_provider,
    make_provider_person,
    make_staff,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def _say(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.POST.get('reason', '')} for {request.viewer.name}")


urlpatterns = [
    path("", include("hopback.portal.urls")),
    path("reveal/", staff_only(step_up_required(_say))),
    path("for-staff/", staff_only(_say)),
    path("for-providers/", provider_only(_say)),
    path("for-admins/", admin_only(_say)),
    path("for-people/", viewer_required(_say)),
]


def test_a_recent_proof_is_enough(client: Client) -> None:
    sign_in(client, make_staff(), minutes_ago=14)
    assert client.get("/reveal/").status_code == 200


def test_an_old_proof_is_asked_anew_and_one_comes_back(client: Client) -> None:
    sign_in(client, make_staff(), minutes_ago=16)
    asked = client.get("/reveal/")
    assert asked["Location"] == f"{reverse('account_reauthenticate')}?next=%2Freveal%2F"
    assert client.get(asked["Location"]).status_code == 200
    back = client.post(asked["Location"], {"password": PASSWORD, "next": "/reveal/"})
    assert back["Location"] == "/reveal/"
    assert client.get("/reveal/").content == b"GET  for Rosa Ortega"


def test_a_wrong_password_opens_nothing(client: Client) -> None:
    sign_in(client, make_staff(), minutes_ago=16)
    page = client.post(reverse("account_reauthenticate"), {"password": "wrong", "next": "/reveal/"})
    assert page.status_code == 200
    assert client.get("/reveal/").status_code == 302


def test_a_code_from_the_app_proves_it_too(client: Client) -> None:
    sign_in(client, make_staff(), minutes_ago=16)
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(), "next": "/reveal/"})
    assert client.get("/reveal/").status_code == 200


def test_what_was_posted_is_not_lost(client: Client) -> None:
    """The reason typed before the proof is repeated after it."""
    sign_in(client, make_staff(), minutes_ago=16)
    asked = client.post("/reveal/", {"reason": "subscriber called back"})
    done = client.post(asked["Location"], {"password": PASSWORD, "next": "/reveal/"})
    assert done.content == b"POST subscriber called back for Rosa Ortega"


def test_signing_in_is_itself_a_proof(client: Client) -> None:
    rosa = make_staff()
    client.post(reverse("account_login"), {"login": rosa.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get("/reveal/").status_code == 200


def test_the_proof_of_another_person_is_none(client: Client) -> None:
    sign_in(client, make_staff("Tom Ibarra"))
    client.force_login(make_staff())
    assert client.get("/reveal/").status_code == 302


def test_who_may_open_which_page(client: Client) -> None:
    """XC.1: not signed in, to the sign-in page and back; somebody else's page is one that does not exist."""
    harbor = make_provider()
    may = {
        "staff admin": (make_staff(), {"staff", "admins", "people"}),
        "staff member": (make_staff("Tom Ibarra", role=Role.MEMBER), {"staff", "people"}),
        "provider admin": (make_provider_person(harbor), {"providers", "admins", "people"}),
        "responder": (make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER), {"providers", "people"}),
    }
    for page in ("staff", "providers", "admins", "people"):
        asked = Client().get(f"/for-{page}/?x=1")
        assert asked["Location"] == f"{reverse('account_login')}?next=/for-{page}/%3Fx%3D1"
        for who, (user, pages) in may.items():
            status = sign_in(Client(), user).get(f"/for-{page}/").status_code
            assert status == (200 if page in pages else 404), f"{who} at {page}"


def test_a_page_of_somebody_else_looks_exactly_like_a_missing_one(client: Client) -> None:
    sign_in(client, make_provider_person(make_provider()))
    forbidden, missing = client.get("/for-staff/"), client.get("/no-such-page/")
    assert forbidden.status_code == missing.status_code == 404
    token = re.compile(rb'value="[A-Za-z0-9]{64}"')
    assert token.sub(b"", forbidden.content) == token.sub(b"", missing.content)
