"""Each party reads its own part of the register: page, CSV, JSON and API (XA.8, XC.2)."""

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import of_user
from hopback.portal.tracebacks import actions as tracebacks
from tests.portal.factories import NOW, make_key, make_provider_person, sign_in
from tests.portal.tracebacks.asked import Asked, meridian_is_asked

pytestmark = [pytest.mark.django_db, pytest.mark.once]

REGISTER = reverse("disclosures:register")


@pytest.fixture
def story() -> Asked:
    found = meridian_is_asked()
    tracebacks.reveal(traceback=found.traceback, reason="Compared with Belvoir’s", by=of_user(found.rosa), now=NOW)
    return found


def test_a_provider_reads_what_was_shown_of_its_own_without_names_or_reasons(client: Client, story: Asked) -> None:
    sign_in(client, make_provider_person(story.path[0], "Noor Haddad"))
    page = client.get(REGISTER).content.decode()
    assert story.traceback.number in page
    assert "The traceback team" in page
    for secret in ("Rosa Ortega", "Belvoir", story.traceback.public_id, "Meridian"):
        assert secret not in page
    assert "Nothing fits these words" in client.get(f"{REGISTER}?q=Rosa").content.decode()
    (row,) = client.get(f"{REGISTER}?format=json").json()["disclosures"]
    assert (row["what"], row["shown_to"], row["about"]) == ("called number", "The traceback team", "")
    assert "of" not in row


def test_a_provider_of_which_nothing_was_shown_reads_that(client: Client, story: Asked) -> None:
    sign_in(client, story.dana)
    assert "Nothing was shown to anybody" in client.get(REGISTER).content.decode()


def test_staff_read_all_of_it_with_whose_it_is(client: Client, story: Asked) -> None:
    sign_in(client, story.rosa)
    page = client.get(f"{REGISTER}?q={story.path[0].public_id}").content.decode()
    assert "Cardinal Wireless" in page
    assert "Rosa Ortega" in page
    rows = client.get(f"{REGISTER}?format=json").json()["disclosures"]
    assert {row["of_name"] for row in rows} == {"Cardinal Wireless", "YouMail"}


def test_a_machine_reads_the_same(story: Asked) -> None:
    administrator = make_provider_person(story.path[0], "Noor Haddad")
    _, secret = make_key(administrator, Scope.HOPS)
    found = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/disclosures").json()
    assert [(row["what"], row["shown_to"], row["traceback"]) for row in found["items"]] == [
        ("called number", "The traceback team", story.traceback.number)
    ]
