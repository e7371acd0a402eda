"""Staff say what a campaign is, close it, and find that two are one; the log keeps what was before (A1.6)."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.campaigns import actions
from hopback.portal.campaigns.models import Text, Volume
from hopback.portal.campaigns.refusals import CampaignRefused
from hopback.portal.logbook.models import Entry
from hopback.portal.logbook.queries import told
from hopback.portal.sourcing.models import Campaign, Candidate
from hopback.portal.sourcing.queries import Known
from tests.portal.factories import NOW

pytestmark = pytest.mark.django_db
TOLD = {"message": "Press one.", "pattern": "", "volume_a_month": 7}


@pytest.fixture
def prize() -> Campaign:
    return Campaign.objects.create(name="Cruise prize", opened_at=NOW)


def last(verb: str) -> dict[str, Any]:
    return told(Entry.objects.filter(verb=verb))[-1].payload


def test_what_it_was_before_is_kept(prize: Campaign, by: dict[str, Any]) -> None:
    actions.change_campaign(
        campaign=prize, name="Cruise prize, 2026", brands=["Carnival", " ", "Carnival"], **TOLD, **by
    )
    prize.refresh_from_db()
    assert (prize.name, prize.brands, prize.message) == ("Cruise prize, 2026", ["Carnival"], "Press one.")
    assert last("campaign.changed")["before"]["name"] == "Cruise prize"


def test_nothing_changed_is_no_entry(prize: Campaign, by: dict[str, Any]) -> None:
    actions.change_campaign(
        campaign=prize, name=prize.name, brands=[], message="", pattern="", volume_a_month=None, **by
    )
    assert not Entry.objects.filter(verb="campaign.changed").exists()


def test_a_name_is_taken_once(prize: Campaign, ssa: Campaign, by: dict[str, Any]) -> None:
    with pytest.raises(CampaignRefused, match="merge the two"):
        actions.change_campaign(campaign=prize, name=ssa.name.upper(), brands=[], **TOLD, **by)


def test_it_closes_and_opens_again(prize: Campaign, by: dict[str, Any]) -> None:
    actions.close_campaign(campaign=prize, why="Silent since June.", **by)
    with pytest.raises(CampaignRefused, match="closed already"):
        actions.close_campaign(campaign=prize, why="Again.", **by)
    actions.reopen_campaign(campaign=prize, **by)
    prize.refresh_from_db()
    assert prize.closed_at is None
    with pytest.raises(CampaignRefused, match="is open"):
        actions.reopen_campaign(campaign=prize, **by)


def test_a_figure_is_worth_its_source_and_the_newer_one_replaces_the_older(prize: Campaign, by: dict[str, Any]) -> None:
    for calls in (5, 9):
        actions.tell_volume(campaign=prize, month_on=date(2026, 9, 17), calls=calls, told_by="YouMail", **by)
    volume = Volume.objects.get()
    assert (volume.month_on, volume.calls, last("campaign.volume_told")["before"]) == (date(2026, 9, 1), 9, 5)
    with pytest.raises(CampaignRefused, match="who tells it"):
        actions.tell_volume(campaign=prize, month_on=date(2026, 9, 1), calls=1, told_by=" ", **by)
    with pytest.raises(CampaignRefused, match="has not begun"):
        actions.tell_volume(campaign=prize, month_on=date(2026, 11, 1), calls=1, told_by="YouMail", **by)


def test_a_merge_moves_everything_and_leads_there(
    staff: Client, ssa: Campaign, prize: Campaign, by: dict[str, Any]
) -> None:
    text = {"kind": "message", "language": "en", "text": "Press one.", "told_by": "YouMail"}
    actions.add_text(campaign=ssa, **text, **by)
    for campaign, calls in ((ssa, 5), (prize, 7)):
        actions.tell_volume(campaign=campaign, month_on=date(2026, 9, 1), calls=calls, told_by="YouMail", **by)
    actions.tell_volume(campaign=ssa, month_on=date(2026, 8, 1), calls=4, told_by="YouMail", **by)
    actions.merge_campaigns(campaign=ssa, into=prize, **by)
    assert set(Candidate.objects.values_list("campaign", flat=True)) == {prize.pk}
    assert Text.objects.get().campaign == prize
    assert sorted(prize.volumes.values_list("calls", flat=True)) == [4, 7], "one figure of a source for a month"
    ssa.refresh_from_db()
    assert (ssa.merged_into, ssa.closed_at) == (prize, NOW)
    assert len(last("campaign.merged")["candidates"]) == 3
    there = staff.get(reverse("campaigns:one", args=[ssa.public_id]))
    assert there["Location"] == reverse("campaigns:one", args=[prize.public_id])
    with pytest.raises(CampaignRefused, match="merged into another"):
        actions.close_campaign(campaign=ssa, why="Over.", **by)


def test_a_campaign_is_not_merged_with_itself(prize: Campaign, by: dict[str, Any]) -> None:
    with pytest.raises(CampaignRefused, match="another campaign"):
        actions.merge_campaigns(campaign=prize, into=prize, **by)


def test_a_merge_is_shown_before_it_is_done(staff: Client, ssa: Campaign, prize: Campaign) -> None:
    address = reverse("campaigns:merge", args=[ssa.public_id])
    asked = staff.post(address, {"into": prize.public_id})
    assert "Calls with their tracebacks: 3." in asked.content.decode()
    assert Campaign.objects.filter(merged_into=None).count() == 2, "nothing is done yet"
    done = staff.post(address, {"into": prize.public_id, "confirmed": "True"})
    assert done["Location"] == reverse("campaigns:one", args=[prize.public_id])
    ssa.refresh_from_db()
    assert ssa.merged_into == prize


def test_a_candidate_that_names_a_merged_campaign_belongs_to_where_it_went(
    ssa: Campaign, prize: Campaign, by: Any
) -> None:
    actions.merge_campaigns(campaign=ssa, into=prize, **by)
    known = Known.of([{"campaign": "ssa benefit suspension"}], None, [], NOW)
    assert known.campaign("SSA benefit suspension") == prize


def test_only_staff_change_a_campaign(prize: Campaign) -> None:
    ines = Viewer(kind="source", name="Ines Calder", party="src_222222222222")
    with pytest.raises(Http404):
        actions.close_campaign(campaign=prize, why="Mine.", by=ines, now=NOW)
