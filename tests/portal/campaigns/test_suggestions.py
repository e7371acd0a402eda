"""Calls without a campaign are held against what campaigns say; a person decides, and can take it back (A1.6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.campaigns import actions
from hopback.portal.campaigns.models import Placing
from hopback.portal.campaigns.queries.suggesting import suggestions
from hopback.portal.campaigns.refusals import CampaignRefused
from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate
from tests.portal.factories import NOW, make_source, make_source_person, sign_in

pytestmark = pytest.mark.django_db
OFFICER = (
    "Hello, this is officer Lena Marsh of the benefits office. We found your benefits number in a stolen car near the "
    "border. Call us back at three one five, two three two, eight two five seven before a warrant is issued."
)
PARCEL = "Your parcel is held at the border since the import duty of $40 is open. Press one to pay the duty today."
PLAIN = "A man called twice and hung up, said the lady who told us; she did not catch a single word of it."


@pytest.fixture
def benefits(by: dict[str, Any]) -> Campaign:
    campaign = sourcing.open_campaign(name="Benefits-StolenCar", **by)
    told = {"kind": "transcript", "language": "en", "text": OFFICER, "told_by": "YouMail"}
    actions.add_text(campaign=campaign, **told, **by)
    return campaign


@pytest.fixture
def calls(by: dict[str, Any]) -> dict[str, Candidate]:
    source = make_source()
    said = {
        "whole": OFFICER, "late": OFFICER[60:].replace("stolen", "stollen"), "parcel": PARCEL,
        "parcel again": PARCEL.replace("40", "35"), "plain": PLAIN, "short": "A voicemail.",
    }  # fmt: skip
    made = {}
    for at, (name, evidence) in enumerate(said.items()):
        details = {
            "calling": f"202-555-01{40 + at}", "called": f"+16145550{140 + at}", "evidence": evidence,
            "called_at": NOW - timedelta(hours=at + 1), "nature": "fraudulent", "basis": "protection_222d2",
        }  # fmt: skip
        made[name] = sourcing.submit_candidate(source=source, details=details, **by)
    return made


def found() -> dict[str, set[str]]:
    return {one.name: {call.candidate.public_id for call in one.calls} for one in suggestions()}


def ids(calls: dict[str, Candidate], *names: str) -> set[str]:
    return {calls[name].public_id for name in names}


def test_calls_are_suggested_with_the_sentences_that_tie_them(
    benefits: Campaign, calls: dict[str, Candidate], staff: Client
) -> None:
    suggested = found()
    assert suggested.pop("Benefits-StolenCar") == ids(calls, "whole", "late")
    assert list(suggested.values()) == [ids(calls, "parcel", "parcel again")]
    page = staff.get(reverse("campaigns:suggestions")).content.decode()
    assert "2 calls look like" in page
    assert "We found your benefits number in a stolen car near the border." in page
    forward = reverse("sourcing:new") + "?purpose=trace_forward&amp;number=%2B13152328257&amp;campaign="
    assert forward + benefits.public_id in page
    assert calls["plain"].public_id not in page
    begun = staff.get(
        reverse("sourcing:new") + f"?purpose=trace_forward&number=%2B13152328257&campaign={benefits.public_id}"
    )
    assert 'value="+13152328257"' in begun.content.decode()
    rows = staff.get(reverse("campaigns:suggestions") + "?format=json").json()["suggestions"]
    assert {row["candidate"] for row in rows} == ids(calls, "whole", "late", "parcel", "parcel again")


def test_a_person_takes_up_turns_down_and_takes_back(
    benefits: Campaign, calls: dict[str, Candidate], staff: Client
) -> None:
    place = reverse("campaigns:place", args=[benefits.public_id])
    shown = {"candidate": sorted(ids(calls, "whole", "late"))}
    staff.post(place, {**shown, "belong": calls["whole"].public_id})
    assert set(benefits.candidates.all()) == {calls["whole"]}
    assert found()["Benefits-StolenCar"] == ids(calls, "late")
    staff.post(place, {**shown, "apart": calls["late"].public_id})
    assert "Benefits-StolenCar" not in found()
    for placing in Placing.objects.all():
        back = reverse("campaigns:take_back", args=[placing.public_id])
        assert "is unsaid" in staff.get(back).content.decode()
        assert staff.post(back).status_code == 302
    assert found()["Benefits-StolenCar"] == ids(calls, "whole", "late")
    assert not benefits.candidates.exists()
    verbs = Entry.objects.filter(about=benefits.public_id).order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-4:] == [
        "campaign.calls_placed", "campaign.calls_turned_down", *["campaign.placing_taken_back"] * 2
    ]  # fmt: skip


def test_all_that_were_shown_are_placed_at_once_and_none_twice(
    benefits: Campaign, calls: dict[str, Candidate], by: dict[str, Any], staff: Client
) -> None:
    shown = {"candidate": sorted(ids(calls, "whole", "late")), "belong": "all"}
    staff.post(reverse("campaigns:place", args=[benefits.public_id]), shown)
    assert benefits.candidates.count() == 2
    again = staff.post(reverse("campaigns:place", args=[benefits.public_id]), shown, follow=True)
    assert "has a campaign by now" in again.content.decode()
    with pytest.raises(CampaignRefused, match="No call was chosen"):
        actions.place_calls(campaign=benefits, candidates=[], belongs=True, **by)


def test_a_campaign_nobody_had_named_is_opened_with_its_calls(
    benefits: Campaign, calls: dict[str, Candidate], staff: Client
) -> None:
    name = next(name for name in found() if name != "Benefits-StolenCar")
    asked = {"name": name, "calls": " ".join(sorted(ids(calls, "parcel", "parcel again")))}
    page = staff.get(reverse("campaigns:open_with"), asked)
    assert "2 calls of nearly one message" in page.content.decode()
    taken = staff.post(reverse("campaigns:open_with"), {**asked, "name": "benefits-stolencar"})
    assert taken.status_code == 422
    assert staff.post(reverse("campaigns:open_with"), asked).status_code == 302
    assert Campaign.objects.get(name=name).candidates.count() == 2


def test_it_is_for_staff_alone(benefits: Campaign, calls: dict[str, Candidate], client: Client) -> None:
    source = calls["whole"].source
    sign_in(client, make_source_person(source))
    assert client.get(reverse("campaigns:suggestions")).status_code == 404
    shown = {"candidate": calls["whole"].public_id, "belong": "all"}
    assert client.post(reverse("campaigns:place", args=[benefits.public_id]), shown).status_code == 404
    assert not benefits.candidates.exists()


def test_with_nothing_to_compare_the_page_says_so(staff: Client) -> None:
    assert "Nothing to suggest" in staff.get(reverse("campaigns:suggestions")).content.decode()
