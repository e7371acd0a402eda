"""What providers and sources may know of a campaign: its name, and what is their own (A1.6, XC.1)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import Scope
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign, Candidate
from tests.portal.factories import make_key, make_provider_person, make_source_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meridian(client: Client, ssa: Campaign, five: list[Provider]) -> Client:
    """Somebody at Meridian, no member, which was asked three times and is waited for once."""
    Campaign.objects.update(message="Your benefits are suspended.", brands=["Social Security Administration"])
    Campaign.objects.create(name="Cruise prize", opened_at=ssa.opened_at)
    return sign_in(client, make_provider_person(five[2]))


def test_a_provider_sees_the_names_of_what_it_was_asked_about(meridian: Client) -> None:
    page = meridian.get("/campaigns/")
    assert [(row.name, row.own, row.own_waiting) for row in page.context["page"]] == [("SSA benefit suspension", 3, 1)]
    assert meridian.get("/campaigns/?format=csv")["Content-Type"].startswith("text/html"), "files are staff's"


def test_a_provider_s_page_has_no_word_of_the_calls_and_no_provider(meridian: Client, ssa: Campaign) -> None:
    """XC.1: the message is proprietary; that others are on the paths is a secret."""
    page = meridian.get(reverse("campaigns:one", args=[ssa.public_id])).content.decode()
    assert "SSA benefit suspension" in page
    for kept_back in ("suspended.", "Social Security", "Sable", "Harbor", "38 ", "0142", "TB-2026"):
        assert kept_back not in page


def test_another_campaign_is_missing(meridian: Client) -> None:
    other = Campaign.objects.get(name="Cruise prize")
    assert meridian.get(reverse("campaigns:one", args=[other.public_id])).status_code == 404


def test_a_source_sees_those_of_its_own_calls(client: Client, ssa: Campaign) -> None:
    candidate = Candidate.objects.earliest("pk")
    sign_in(client, make_source_person(candidate.source))
    page = client.get("/campaigns/")
    assert [(row.name, row.own) for row in page.context["page"]] == [("SSA benefit suspension", 1)]
    assert client.get(reverse("campaigns:one", args=[ssa.public_id])).status_code == 200


def test_the_api_tells_each_key_what_its_owner_may_know(meridian: Client, five: list[Provider], rosa: Any) -> None:
    _, secret = make_key(make_provider_person(five[2], "Jules Pruitt"), Scope.CAMPAIGNS)
    theirs = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/campaigns").json()
    ssa = Campaign.objects.get(name="SSA benefit suspension")
    own = {"id": ssa.public_id, "name": ssa.name, "state": "open", "own": 3, "own_waiting": 1}
    assert theirs == {"items": [own]}
    _, secret = make_key(rosa, Scope.CAMPAIGNS, label="team")
    team = Client(headers={"Authorization": f"Bearer {secret}"})
    (one,) = team.get("/api/v1/campaigns?state=open&limit=1").json()["items"]
    assert (one["message"], one["tracebacks"]) == ("Your benefits are suspended.", 3)
    assert team.get(f"/api/v1/campaigns/{ssa.public_id}").json() == one


def test_a_key_without_the_scope_is_refused(five: list[Provider]) -> None:
    _, secret = make_key(make_provider_person(five[2]), Scope.HOPS)
    refused = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/campaigns")
    assert refused.status_code == 403
