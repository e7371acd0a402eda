"""The pages of candidates: nothing pre-selected, errors beside their fields, nobody else's shown."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Campaign, Candidate, EvidenceFile, Source
from tests.portal.factories import (
    NOW,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)
from tests.portal.sourcing import calls
from tests.portal.sourcing.calls import TESTS, at, kept, page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ftc() -> Source:
    return make_source()


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


def test_nothing_is_pre_selected(staff: Client, ftc: Source) -> None:
    """A4.1, A4.2: a person says each of them."""
    assert " checked" not in page(staff.get(reverse("sourcing:new")))
    assert " checked" not in page(staff.get(at("candidate", kept(ftc))))


def test_a_call_entered_by_staff_is_kept_with_its_file(staff: Client, ftc: Source) -> None:
    cardinal = make_provider("Cardinal Wireless")
    campaign = Campaign.objects.create(name="SSA benefit suspension", opened_at=NOW)
    recording = SimpleUploadedFile("recording.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ")
    said = calls.form(
        source=ftc.public_id, terminating_provider="cardinal wireless", campaign=campaign.public_id, file=recording,
        characteristics=["transcript", "volume_anomaly"], attestation="C", signer_ocn="7421", volume="40000",
    )  # fmt: skip
    answer = staff.post(reverse("sourcing:new"), said)
    made = Candidate.objects.get()
    assert answer.url == at("candidate", made)  # type: ignore[attr-defined]
    assert (made.source, made.first_provider, made.campaign) == (ftc, cardinal, campaign)
    assert (made.incident.called_at, made.incident.volume) == (calls.CALLED_AT, 40000)
    assert EvidenceFile.objects.get().name == "recording.wav"
    shown = page(staff.get(at("candidate", made)))
    for text in ("+1 202 555 0142", "+1 513 555 ••••", "Cardinal Wireless", "C, signed by 7421", "recording.wav"):
        assert text in shown
    assert "5550168" not in shown.replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"zone": ""}, "has no time zone"),
        ({"called_at": "2026-12-01 10:00"}, "is in the future"),
        ({"called": ""}, "This field is required"),
        ({"basis": ""}, "This field is required"),
        ({"basis": "customer_approval"}, "Say who approved the traceback"),
        ({"source_ip": "198.51.100"}, "is not a valid IPv4 or IPv6 address"),
        ({"volume": "many"}, "unable to parse string as an integer"),
        ({"terminating_provider": "Zebra"}, "No listed provider is called “Zebra”"),
        ({"signer_ocn": "12"}, "String should match pattern"),
    ],
)
def test_a_bad_field_says_so_and_the_rest_is_not_lost(
    staff: Client, ftc: Source, change: dict[str, Any], said: str
) -> None:
    shown = page(staff.post(reverse("sourcing:new"), calls.form(source=ftc.public_id, **change)), 422)
    assert said in shown
    assert "The recording says that benefits are suspended." in shown
    assert Candidate.objects.count() == 0


def test_a_file_that_is_not_what_it_says_is_refused(staff: Client, ftc: Source) -> None:
    wrong = SimpleUploadedFile("recording.wav", b"%PDF-1.7")
    shown = page(staff.post(reverse("sourcing:new"), calls.form(source=ftc.public_id, file=wrong)), 422)
    assert "recording.wav is not a WAV file: it begins like a PDF." in shown
    assert Candidate.objects.count() == 0


def test_a_provider_is_found_by_part_of_its_name(staff: Client, ftc: Source) -> None:
    cardinal = make_provider("Cardinal Wireless", city="Cincinnati, OH")
    make_provider("Cardinal Fiber")
    said = calls.form(source=ftc.public_id, terminating_provider="cardinal")
    shown = page(staff.post(reverse("sourcing:new"), {**said, "called": "", "find": "1"}))
    assert "This field is required" not in shown, "nobody said they were done"
    assert "Cardinal Wireless, Cincinnati, OH" in shown
    assert Candidate.objects.count() == 0
    assert staff.post(reverse("sourcing:new"), {**said, "chosen": cardinal.public_id}).status_code == 302
    assert Candidate.objects.get().first_provider == cardinal


def test_a_source_enters_for_itself_and_sees_its_own(client: Client, ftc: Source) -> None:
    """A4.4."""
    other = kept(make_source("YouMail"), calling="833 555 0111")
    sign_in(client, make_source_person(ftc))
    new = page(client.get(reverse("sourcing:new")))
    assert 'name="source"' not in new
    said = calls.form(source=other.source.public_id)
    assert client.post(reverse("sourcing:new"), said).status_code == 302
    made = Candidate.objects.exclude(pk=other.pk).get()
    assert made.source == ftc
    actions.decide(
        candidate=made, **{k: v == "yes" if v in {"yes", "no"} else v for k, v in TESTS.items()},
        by=calls.ROSA, now=NOW,
    )  # fmt: skip
    listed = page(client.get(reverse("sourcing:candidates")))
    assert ("+1 202 555 0142" in listed, "833 555" in listed) == (True, False)
    shown = page(client.get(at("candidate", made)))
    assert "Millions of calls." not in shown, "why staff decided is the team's own"
    assert client.get(at("candidate", other)).status_code == 404
    for name in ("place", "reveal"):
        assert client.get(at(name, made)).status_code == 404
    assert client.post(at("decide", made), TESTS).status_code == 404
    for name in ("sources", "new_source"):
        assert client.get(reverse(f"sourcing:{name}")).status_code == 404


def test_providers_find_nothing_here(client: Client, ftc: Source) -> None:
    made = kept(ftc)
    sign_in(client, make_provider_person(make_provider()))
    for url in (
        reverse("sourcing:candidates"),
        reverse("sourcing:new"),
        reverse("sourcing:import"),
        at("candidate", made),
    ):
        assert client.get(url).status_code == 404


def test_the_list_is_limited_by_its_address(staff: Client, ftc: Source) -> None:
    kept(ftc)
    declined = kept(make_source("YouMail"), calling="anonymous", nature="abusive")
    staff.post(at("decide", declined), {**TESTS, "nature": "no"})
    url = reverse("sourcing:candidates")
    for query, first, second in [
        ("", True, True),
        ("?q=202-555-0142", True, False),
        ("?q=0142", True, False),
        ("?q=youmail", False, True),
        (f"?q={declined.public_id}", False, True),
        ("?state=waiting", True, False),
        ("?state=declined", False, True),
        ("?nature=abusive", False, True),
        (f"?source={ftc.public_id}", True, False),
    ]:
        shown = page(staff.get(url + query))
        assert ("+1 202 555 0142" in shown, ">anonymous<" in shown) == (first, second), query
    assert "No candidate fits these filters" in page(staff.get(url + "?q=zebra"))


@pytest.mark.parametrize("listed", [1, 25])
def test_a_list_of_any_length_asks_the_same_number_of_questions(staff: Client, ftc: Source, listed: int) -> None:
    for number in range(listed):
        kept(ftc, calling=f"202 555 01{number:02}", first_provider=make_provider(f"Valley {number}"))
    with CaptureQueriesContext(connection) as asked:
        page(staff.get(reverse("sourcing:candidates")))
    assert len(asked) <= 7, [q["sql"][:90] for q in asked]
