"""A recording is heard by staff who say why, for a quarter of an hour, and by nobody else (A1.6, XC.2)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hopback.portal.demonstration.campaign_scene import tone
from hopback.portal.ground.uploads import judge
from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign
from tests.portal.factories import NOW, make_source, make_staff, sign_in
from tests.portal.tracebacks.staged import CALLED_AT

pytestmark = pytest.mark.django_db
WHY = {"reason": "The voice is compared with another recording."}


@pytest.fixture
def sound(by: dict[str, Any]) -> dict[str, Any]:
    prize = Campaign.objects.create(name="Cruise prize", opened_at=NOW)
    details = {
        "calling": "202-555-0142", "called": "+16145550171", "called_at": CALLED_AT, "nature": "fraudulent",
        "evidence": "A voicemail.", "basis": "protection_222d2", "campaign": prize,
    }  # fmt: skip
    files = [judge("voicemail.wav", tone(0.1)), judge("letter.txt", b"They called again.\n")]
    told = sourcing.submit_candidate(source=make_source(), details=details, files=files, **by)
    return {"campaign": prize.public_id, "recording": told.files.get(name="voicemail.wav").pk}


def test_the_reason_opens_it_and_the_log_keeps_it(staff: Client, sound: dict[str, Any]) -> None:
    page = staff.post(reverse("campaigns:listen", kwargs=sound), WHY)
    address = reverse("campaigns:sound", kwargs=sound)
    assert f'<audio controls preload="metadata" src="{address}"' in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    heard = staff.get(address)
    assert (heard["Content-Type"], heard.content) == ("audio/wav", tone(0.1))
    assert "no-store" in heard["Cache-Control"]
    assert Entry.objects.filter(verb="cpni.revealed").count() == 1


def test_without_a_reason_nothing_is_heard(staff: Client, sound: dict[str, Any]) -> None:
    assert staff.post(reverse("campaigns:listen", kwargs=sound), {"reason": " "}).status_code == 422
    assert staff.get(reverse("campaigns:sound", kwargs=sound)).status_code == 404


def test_after_a_quarter_of_an_hour_it_is_closed_again(staff: Client, sound: dict[str, Any]) -> None:
    staff.post(reverse("campaigns:listen", kwargs=sound), WHY)
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert staff.get(reverse("campaigns:sound", kwargs=sound)).status_code == 404


def test_what_one_opened_another_does_not_hear(staff: Client, sound: dict[str, Any]) -> None:
    staff.post(reverse("campaigns:listen", kwargs=sound), WHY)
    theo = sign_in(Client(), make_staff("Theo Lindqvist"))
    assert theo.get(reverse("campaigns:sound", kwargs=sound)).status_code == 404


def test_a_letter_is_no_recording(staff: Client, sound: dict[str, Any]) -> None:
    letter = {**sound, "recording": sound["recording"] + 1}
    assert staff.get(reverse("campaigns:listen", kwargs=letter)).status_code == 404
