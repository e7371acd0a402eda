"""A spreadsheet through the page: seen row by row, then kept or not; sources (A4.4)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hopback.portal.sourcing.models import Candidate, Source
from tests.portal.factories import (
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)
from tests.portal.sourcing.calls import page
from tests.portal.sourcing.test_spreadsheet import GOOD, HEAD

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ftc() -> Source:
    return make_source()


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


def csv_file(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("calls.csv", "\n".join([HEAD, *rows]).encode())


def test_a_spreadsheet_is_shown_row_by_row_before_anything_is_kept(staff: Client, ftc: Source) -> None:
    url = reverse("sourcing:import")
    bad = GOOD.replace("Fraudulent", "odd").replace("0142", "0143")
    shown = page(staff.post(url, {"source": ftc.public_id, "file": csv_file(GOOD, bad)}))
    assert "1 good row, 1 bad" in shown
    assert "Input should be" in shown
    assert Candidate.objects.count() == 0
    text = {"source": ftc.public_id, "text": "\n".join([HEAD, GOOD, bad])}
    put_right = staff.post(url, {**text, "act": "bad"})
    assert put_right["Content-Type"].startswith("text/csv")
    assert "nature: “odd”" in put_right.content.decode("utf-8-sig")
    assert Candidate.objects.count() == 0
    done = staff.post(url, {**text, "act": "good"}, follow=True)
    assert "Kept 1 candidate; rows left out: 1." in page(done)
    assert Candidate.objects.count() == 1
    again = page(staff.post(url, {**text, "act": "good"}))
    assert "0 good rows, 2 bad" in again
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            SimpleUploadedFile("calls.csv", b"PK\x03\x04 spreadsheet"),
            "calls.csv is not a CSV file: it begins like a ZIP",
        ),
        (SimpleUploadedFile("calls.csv", b"called,when\n1,2"), "No column is called when."),
        (SimpleUploadedFile("calls.csv", "calléd".encode("latin-1")), "its content is none that we know"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_beside_its_field(
    staff: Client, ftc: Source, file: SimpleUploadedFile, said: str
) -> None:
    assert said in page(staff.post(reverse("sourcing:import"), {"source": ftc.public_id, "file": file}), 422)


def test_the_example_file_is_there(staff: Client) -> None:
    assert staff.get(reverse("sourcing:import") + "?format=csv").content.startswith(b"\xef\xbb\xbfcalled,called_at")


def test_a_source_imports_for_itself(client: Client, ftc: Source) -> None:
    other = make_source("YouMail")
    sign_in(client, make_source_person(ftc))
    told = {"source": other.public_id, "text": f"{HEAD}\n{GOOD}", "act": "good"}
    assert client.post(reverse("sourcing:import"), told).status_code == 302
    assert Candidate.objects.get().source == ftc


def test_staff_keep_sources(staff: Client) -> None:
    assert "No source is listed yet" in page(staff.get(reverse("sourcing:sources")))
    told = {"kind": "analytics", "name": "YouMail", "verified_how": "Contract of 2025."}
    assert staff.post(reverse("sourcing:new_source"), told).status_code == 302
    assert "is listed already" in page(staff.post(reverse("sourcing:new_source"), told), 422)
    assert "until 20 Oct 2027" in page(staff.get(reverse("sourcing:sources")))
    verify = reverse("sourcing:verify_source", args=[Source.objects.get().public_id])
    assert staff.post(verify, {"verified_how": "Called back."}).status_code == 302
