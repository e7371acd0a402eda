"""The pages of sources, designations and complaints, as staff use them (A4.2, A4.4)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import Invitation
from hopback.portal.sourcing.models import Source
from tests.portal.factories import NOW, make_provider, make_source, make_source_person, make_staff, sign_in
from tests.portal.sourcing import calls
from tests.portal.sourcing.calls import kept, page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAMPLE = Path(__file__).parent / "samples" / "complaints.csv"


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


def address(name: str, source: Source) -> str:
    return reverse(f"sourcing:{name}", args=[source.public_id])


def test_a_source_s_page_says_how_it_stands_and_what_became_of_its_calls(staff: Client) -> None:
    """A4.2."""
    source = make_source(verified_until=NOW.date() - timedelta(days=1))
    kept(source)
    shown = page(staff.get(address("source", source)))
    for text in ("Verification expired", "1 call", "Renew the verification", "Nobody yet"):
        assert text in shown, text
    assert "Verification expired" in page(staff.get(reverse("sourcing:sources")))
    assert "Source not verified, or no longer" in page(staff.get(calls.at("candidate", source.candidates.get())))
    staff.post(address("verify_source", source), {"verified_how": "Called back."})
    assert "holds until 20 Oct 2027" in page(staff.get(address("source", source)))


def test_credibility_particulars_and_the_end_are_written_down(staff: Client) -> None:
    """A4.2, A4.4."""
    source = make_source("YouMail", kind="analytics")
    staff.post(address("judge_source", source), {"credibility": "high", "credibility_why": "48 of 50 were right."})
    staff.post(address("change_source", source), {"email": "d@y.example", "score_top": "100"})
    shown = page(staff.get(address("source", source)))
    for text in ("48 of 50 were right.", "d@y.example", '<dd class="num">100</dd>'):
        assert text in shown, text
    assert "required" in page(staff.post(address("judge_source", source), {"credibility": "high"}), 422)
    staff.post(address("end_source", source), {"because": "Closed."})
    assert "Ended" in page(staff.get(address("source", source)))


def test_a_referrer_is_designated_invited_and_refers(staff: Client) -> None:
    """A4.4: from the record of staff to the first call."""
    referrals = make_source("Referrals", kind="steering_referrer")
    palmetto = make_provider("Palmetto Lines LLC", tier="steering")
    make_provider("Nobody LLC")
    form = page(staff.get(address("designate", referrals)))
    assert ("Palmetto Lines LLC" in form, "Nobody LLC" in form) == (True, False)
    told = {
        "member": palmetto.public_id, "name": "Sabine Aldous", "email": "sabine@palmetto.example",
        "designated_by": "Grant Moseley", "designated_how": "A letter.", "designated_on": "2026-01-05", "invite": "on",
    }  # fmt: skip
    assert staff.post(address("designate", referrals), told).status_code == 302
    assert Invitation.objects.get().email == "sabine@palmetto.example"
    sabine = sign_in(Client(), make_source_person(referrals, "Sabine Aldous", email="sabine@palmetto.example"))
    assert sabine.post(reverse("sourcing:new"), calls.form()).status_code == 302
    named = referrals.referrers.get()
    staff.post(reverse("sourcing:end_designation", args=[named.public_id]), {"because": "She left."})
    refused = page(sabine.post(reverse("sourcing:new"), calls.form(calling="202 555 0111")), 422)
    assert "designated referrer" in refused
    assert "She left." in page(staff.get(address("source", referrals)))
    assert staff.get(address("designate", make_source())).status_code == 404
