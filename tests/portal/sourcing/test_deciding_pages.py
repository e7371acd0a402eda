"""Due diligence on the page, and what is opened only with a reason (A4.3, XC.2)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing.models import Candidate, DueDiligence, EvidenceFile, Source
from tests.portal.factories import (
    make_provider,
    make_source,
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


def test_what_holds_is_opened_and_what_does_not_is_declined(staff: Client, ftc: Source) -> None:
    """A4.3: recorded first, then opened by the room above."""
    placed = kept(ftc, first_provider=make_provider("Cardinal Wireless"))
    answer = staff.post(at("decide", placed), TESTS)
    assert (answer.status_code, answer["Location"]) == (307, reverse("tracebacks:open", args=[placed.public_id]))
    assert DueDiligence.objects.get(candidate=placed).opens
    opened = staff.post(answer["Location"], TESTS, follow=True)
    assert "is open: the terminating provider is asked" in page(opened)
    nobody = kept(ftc, calling="anonymous")
    assert staff.post(at("decide", nobody), TESTS)["Location"] == at("candidate", nobody)
    assert "Name the terminating provider" in page(staff.get(at("candidate", nobody)))
    declined = kept(ftc, calling="private")
    assert staff.post(at("decide", declined), {**TESTS, "nature": "no"})["Location"] == at("candidate", declined)
    assert "Declined" in page(staff.get(at("candidate", declined)))
    assert "recorded already" in page(staff.post(at("decide", declined), TESTS), 422)


def test_a_test_without_its_reason_is_pointed_at(staff: Client, ftc: Source) -> None:
    made = kept(ftc)
    shown = page(staff.post(at("decide", made), {**TESTS, "nature_why": "", "warrants_resources": ""}), 422)
    assert shown.count('class="err"') == 2
    assert not DueDiligence.objects.exists()
    assert staff.get(at("decide", made)).status_code == 405


def test_a_candidate_is_placed(staff: Client, ftc: Source) -> None:
    made, cardinal = kept(ftc), make_provider("Cardinal Wireless")
    shown = page(staff.post(at("place", made), {"terminating_provider": "cardin"}), 422)
    assert "Choose one of those below." in shown
    assert staff.post(at("place", made), {"terminating_provider": cardinal.public_id}).status_code == 302
    made.refresh_from_db()
    assert made.first_provider == cardinal


def test_the_called_number_is_shown_once_to_who_is_there_and_says_why(client: Client, ftc: Source) -> None:
    """XC.2."""
    made, rosa = kept(ftc), make_staff()
    sign_in(client, rosa, minutes_ago=60)
    assert client.get(at("reveal", made)).status_code == 302, "proves who they are first"
    sign_in(client, rosa)
    assert "5550168" not in page(client.get(at("reveal", made))).replace(" ", "")
    page(client.post(at("reveal", made), {"reason": ""}), 422)
    answer = client.post(at("reveal", made), {"reason": "The subscriber called back."})
    assert "+1 513 555 0168" in page(answer)
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(verb="cpni.revealed").count() == 1


def test_a_file_is_opened_with_a_reason(staff: Client, ftc: Source) -> None:
    staff.post(
        reverse("sourcing:new"),
        calls.form(source=ftc.public_id, file=SimpleUploadedFile("note.txt", b"She said: suspended.")),
    )
    made, file = Candidate.objects.get(), EvidenceFile.objects.get()
    url = at("file", made, file.pk)
    assert "suspended." not in page(staff.get(url))
    said = staff.post(url, {"reason": "To hear the message."})
    assert (said.content, said["Content-Disposition"]) == (b"She said: suspended.", 'attachment; filename="note.txt"')
    assert staff.get(at("file", kept(ftc, calling="x"), file.pk)).status_code == 404
