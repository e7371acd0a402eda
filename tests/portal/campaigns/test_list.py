"""The list of campaigns: search, filters and order are addresses; CSV and JSON hold every row (A1.6)."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hopback.portal.campaigns import actions
from hopback.portal.sourcing.models import Campaign
from tests.portal.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(ssa: Campaign, by: dict[str, Any]) -> dict[str, Campaign]:
    prize = Campaign.objects.create(name="Cruise prize", opened_at=NOW, volume_a_month=5)
    text = {"kind": "transcript", "language": "en", "text": "You have won a cruise.", "told_by": "YouMail"}
    actions.add_text(campaign=prize, **text, **by)
    actions.close_campaign(campaign=prize, why="Silent since June.", **by)
    bank = Campaign.objects.create(name="Bank alert", opened_at=NOW - timedelta(days=9), brands=["Chase"])
    return {"ssa": ssa, "prize": prize, "bank": bank}


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/campaigns/{query}")
    assert response.status_code == 200
    return [row.name for row in response.context["page"]]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=won+a+cruise", ["Cruise prize"]),
        ("?q=chase", ["Bank alert"]),
        ("?q=(202)+555-0142", ["SSA benefit suspension"]),
        ("?q=%2B15135550168", []),  # a called number
        ("?state=closed", ["Cruise prize"]),
        ("?state=open&sort=name", ["Bank alert", "SSA benefit suspension"]),
        ("?sort=volume", ["SSA benefit suspension", "Cruise prize", "Bank alert"]),
        ("?sort=traced", ["SSA benefit suspension", "Bank alert", "Cruise prize"]),
        ("?state=nonsense&sort=nonsense", ["Cruise prize", "Bank alert", "SSA benefit suspension"]),
    ],
)
def test_what_is_asked_for_is_found(staff: Client, query: str, found: list[str]) -> None:
    assert names(staff, query) == found


def test_counts_are_not_multiplied(staff: Client, three: dict[str, Campaign]) -> None:
    row = next(row for row in staff.get("/campaigns/").context["page"] if row.pk == three["ssa"].pk)
    assert (row.calls, row.traced, row.still_open) == (3, 3, 1)


def test_a_merged_campaign_is_seen_when_asked_for(staff: Client, three: dict[str, Campaign], by: Any) -> None:
    actions.merge_campaigns(campaign=three["bank"], into=three["ssa"], **by)
    assert "Bank alert" not in names(staff)
    assert names(staff, "?state=merged") == ["Bank alert"]


@pytest.mark.usefixtures("three")
def test_csv_and_json_say_the_same(staff: Client) -> None:
    text = staff.get("/campaigns/?format=csv&state=open&sort=name").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    told = staff.get("/campaigns/?format=json&state=open&sort=name").json()["campaigns"]
    assert [line["name"] for line in lines] == [one["name"] for one in told] == ["Bank alert", "SSA benefit suspension"]
    assert (lines[1]["tracebacks"], told[1]["tracebacks"], told[0]["brands"]) == ("3", 3, "Chase")
