"""One campaign's page: what it says, how many, whom it hits, where its paths ended (A1.6, A1.7)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.campaigns import actions
from hopback.portal.campaigns.queries.dossier import Dossier
from hopback.portal.sourcing.models import Campaign, Candidate
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

from .conftest import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page(client: Client, campaign: Campaign) -> str:
    response = client.get(reverse("campaigns:one", args=[campaign.public_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_calling_numbers_are_counted(ssa: Campaign) -> None:
    numbers = {one.shown: one.calls for one in Dossier(ssa, "UTC").numbers}
    assert numbers == {"+1 202 555 0142": 2, "+1 513 555 0199": 1}


def test_area_codes_tell_who_is_hit_and_no_called_number_is_shown(staff: Client, ssa: Campaign) -> None:
    """XC.2"""
    assert Dossier(ssa, "UTC").areas == [("513", 2), ("614", 1)]
    shown = page(staff, ssa)
    assert "555 0168" not in shown
    assert "5550168" not in shown
    assert "614 555" not in shown


def test_characteristics_are_counted_the_most_common_first(ssa: Campaign) -> None:
    """A1.7"""
    first, *others = Candidate.objects.order_by("pk")
    Candidate.objects.filter(pk=first.pk).update(characteristics=["transcript", "volume_anomaly"])
    Candidate.objects.filter(pk=others[0].pk).update(characteristics=["transcript"])
    assert Dossier(ssa, "UTC").sum.suspicious == [("The transcript shows it", 2), ("Unusual volume", 1)]


def test_the_pattern_is_counted_from_the_calls(ssa: Campaign) -> None:
    dossier = Dossier(ssa, "America/New_York")
    counted = dossier.sum.counted
    assert (counted.calls, counted.numbers, counted.neighbours, counted.unsigned) == (3, 2, 1, 1)
    assert dossier.hours[9] == 3, "13:41 UTC is 09:41 in New York"
    assert dossier.sum.attestations == [("Attestation C", 2), ("No signature", 1)]


def test_call_back_numbers_come_from_texts_and_from_what_was_followed(ssa: Campaign, by: dict[str, Any]) -> None:
    """A1.10"""
    told = {"kind": "transcript", "language": "en", "told_by": "YouMail"}
    actions.add_text(campaign=ssa, text="Call (833) 222-4207 now, 833.222.4207!", **told, **by)
    followed = staged.candidate(staged.listed("Lantern SIP"), called="+18332224207", called_raw="833 222 4207")
    Candidate.objects.filter(pk=followed.pk).update(purpose="trace_forward")
    (number, times), *more = Dossier(ssa, "UTC").call_back
    assert (number.shown, number.calls, times, more) == ("+1 833 222 4207", 1, 1, [])
    assert Dossier(ssa, "UTC").sum.counted.calls == 3, "a number that is followed is no call"


def test_a_call_back_number_leads_to_a_trace_forward_until_it_is_followed(
    staff: Client, ssa: Campaign, by: dict[str, Any]
) -> None:
    """A1.10"""
    told = {"kind": "transcript", "language": "en", "told_by": "YouMail"}
    actions.add_text(campaign=ssa, text="Call (833) 222-4207 now!", **told, **by)
    link = f"?purpose=trace_forward&amp;number=%2B18332224207&amp;campaign={ssa.public_id}"
    assert link in page(staff, ssa)
    followed = staged.candidate(staged.listed("Lantern SIP"), called="+18332224207", called_raw="833 222 4207")
    Candidate.objects.filter(pk=followed.pk).update(purpose="trace_forward")
    assert link not in page(staff, ssa)


def test_texts_stand_in_their_own_language(staff: Client, ssa: Campaign, by: dict[str, Any]) -> None:
    text = {"kind": "transcript", "language": "es", "text": "Oprima el uno.", "told_by": "YouMail"}
    actions.add_text(campaign=ssa, **text, **by)
    assert '<blockquote lang="es">Oprima el uno.</blockquote>' in page(staff, ssa)


def test_the_volume_is_drawn_by_month_and_the_newest_word_counts(
    staff: Client, ssa: Campaign, by: dict[str, Any]
) -> None:
    for month, calls, told_by in (
        (7, 11_400_000, "YouMail"),
        (9, 30_000_000, "RoboKiller"),
        (9, 26_000_000, "YouMail"),
    ):
        told = {"month_on": date(2026, month, 1), "calls": calls, "told_by": told_by}
        actions.tell_volume(campaign=ssa, **told, by=by["by"], now=NOW + month * HOUR + HOUR * (told_by == "YouMail"))
    months = Dossier(ssa, "UTC").months
    assert [(f"{month:%b}", calls) for month, calls in months] == [
        ("Jul", 11_400_000), ("Aug", 0), ("Sep", 26_000_000),
    ]  # fmt: skip
    shown = page(staff, ssa)
    assert "million calls" in shown
    assert "30,000,000" in shown, "the table has both"


def test_it_tells_where_its_paths_ended(staff: Client, ssa: Campaign) -> None:
    shown = page(staff, ssa)
    assert "3 paths over 5 providers. Origins: Sable Route Ltd. (1). 1 of them contradicted." in shown
    assert Dossier(ssa, "UTC").statuses == {"origin_found": 1, "contradicted": 1, "open": 1}


def test_a_campaign_that_says_nearly_the_same_is_proposed(staff: Client, by: dict[str, Any]) -> None:
    words = "Your benefits are suspended because of suspicious activity in Texas, press one"
    one = Campaign.objects.create(name="SSA one", message=words, opened_at=NOW)
    other = Campaign.objects.create(name="SSA two", message=f"{words} now", opened_at=NOW)
    assert Dossier(one, "UTC").alike == [(other, 91)]
    assert "Are they one campaign?" in page(staff, one)


def test_a_new_campaign_says_what_is_missing(staff: Client) -> None:
    empty = Campaign.objects.create(name="Cruise prize", opened_at=NOW)
    shown = page(staff, empty)
    for said in (
        "No call of it has been traced",
        "Nobody has written down",
        "No recording",
        "Nobody has told how many",
    ):
        assert said in shown


def test_the_page_asks_the_same_number_of_questions_however_many_calls(
    staff: Client,
    ssa: Campaign,
    five: list[Any],
    rosa: Any,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(24) as few:
        page(staff, ssa)
    for number in range(4):
        staged.traced(five[: 2 + number % 3], rosa, opened_at=NOW - (3 + number) * HOUR)
    with django_assert_num_queries(len(few)):
        page(staff, ssa)
