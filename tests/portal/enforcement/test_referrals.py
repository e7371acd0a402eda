"""A referral is brief, built from permitted fields, read where it is suspicious, and never holds CPNI (A5.1-A5.3)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from hopback.policy.article_5_enforcement import NotVerified
from hopback.policy.article_5_enforcement.referring import GroundMissing, NotPermitted, NotReady, facts
from hopback.portal.accounts.models import User
from hopback.portal.accounts.second_person import NeedsAnother
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.disclosures.models import Disclosure
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson, Referral
from hopback.portal.enforcement.queries import referrals as queries
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
CLEAN = (
    "Between 1 September and 19 October 2026 the group asked Pale Moon Telecom 6 times who sent it calls of a bank "
    "impersonation campaign. It answered none.\n\nTwo reminders went to both of its contacts each time."
)
LOOKS_LIKE = "It gave (202) 555-0199 as its office."
WEEKS = {"since_on": (NOW - timedelta(days=60)).date(), "until_on": NOW.date()}


@pytest.fixture
def five() -> list[Provider]:
    return staged.the_five()


@pytest.fixture
def pale(by: dict[str, Any]) -> Provider:
    found = staged.listed("Pale Moon Telecom")
    providers.write_non_cooperative(provider=found, reasons="Never answers.", **by)
    return found


@pytest.fixture
def traced(five: list[Provider], rosa: User) -> Traceback:
    """Lark Dialing LLC called +1 513 555 0168 by Blue Ridge."""
    made = staged.traced(five[:2], rosa, opened_at=NOW - timedelta(hours=20), campaign="Bank alert")
    lark = {"name": "Lark Dialing LLC", "email": "boss@larkdialing.example", "tax_id": "12-3456789"}
    staged.answered(made, NOW - timedelta(hours=9), kind="originated", customer=lark, call_id="9f86d081@sbc.example")
    return Traceback.objects.select_related("candidate__incident", "candidate__campaign").get(pk=made.pk)


@pytest.fixture
def written(pale: Provider, ftc: Agency, by: dict[str, Any]) -> Referral:
    return write(pale, ftc, CLEAN, by)


@pytest.fixture
def held(pale: Provider, ftc: Agency, by: dict[str, Any]) -> Referral:
    return write(pale, ftc, f"{CLEAN} {LOOKS_LIKE}", by)


def write(provider: Provider, agency: Agency, summary: str, by: dict[str, Any], **more: Any) -> Referral:
    told = {"ground": "non-cooperative", **WEEKS, "agencies": [agency], **more}
    return actions.write_referral(provider=provider, summary=summary, **told, **by)


def state(referral: Referral) -> str:
    return queries.state(Referral.objects.get(pk=referral.pk)).value


def test_a_clean_referral_leaves_as_mail_to_confirmed_officials_only_A5_3(
    written: Referral, ines: AgencyPerson, lew: AgencyPerson, by: dict[str, Any]
) -> None:
    assert state(written) == "ready"
    actions.send_referral(referral=written, **by)
    notice = Notice.objects.get(kind="referral")
    assert list(notice.deliveries.values_list("address", flat=True)) == [ines.email]
    assert "was found non-cooperative" in notice.text
    assert "It answered none." in notice.text
    assert state(written) == "sent"
    (row,) = Disclosure.objects.filter(about=written.public_id)
    assert (row.of, row.clause, row.told_as) == (written.provider.public_id, "A5.1", "An enforcement agency")


def test_nothing_leaves_where_nobody_is_confirmed_A5_7(
    written: Referral, lew: AgencyPerson, by: dict[str, Any]
) -> None:
    with pytest.raises(NotVerified):
        actions.send_referral(referral=written, **by)
    assert state(written) == "ready"
    assert not Notice.objects.filter(kind="referral").exists()


def test_what_looks_suspicious_is_held_for_a_second_reader_A5_3(
    held: Referral, ines: AgencyPerson, by: dict[str, Any], second: dict[str, Any]
) -> None:
    assert state(held) == "held"
    with pytest.raises(NotReady):
        actions.send_referral(referral=held, **by)
    with pytest.raises(NeedsAnother):
        actions.release_referral(referral=held, **by)
    with pytest.raises(Http404):
        actions.release_referral(referral=held, by=SYSTEM, now=NOW)
    actions.release_referral(referral=held, **second)
    actions.send_referral(referral=held, **by)
    assert state(held) == "sent"


def test_the_database_itself_lets_nothing_suspicious_leave_unread_A5_3(held: Referral) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=held.pk).update(sent_at=NOW)


def test_written_again_it_is_read_again_A5_3(
    held: Referral, ftc: Agency, by: dict[str, Any], second: dict[str, Any]
) -> None:
    actions.release_referral(referral=held, **second)
    told = {"ground": "non-cooperative", **WEEKS, "agencies": [ftc], "summary": f"{CLEAN} Or (202) 555-0188."}
    actions.revise_referral(referral=held, **told, **by)
    assert state(held) == "held"
    actions.return_referral(referral=held, because="Leave the number out.", **second)
    assert state(held) == "returned"
    with pytest.raises(NotReady):
        actions.send_referral(referral=held, **by)
    actions.revise_referral(referral=held, **{**told, "summary": CLEAN}, **by)
    assert state(held) == "ready"


@pytest.mark.parametrize(
    "real",
    [
        "+1 513 555 0168", "(5l3)555.O168", "five one three, five fifty-five, oh one six eight",
        "513 then 555 then 0168",
        "Lark Dialing", "L-a-r-k D-i-a-l-i-n-g", "LARKDIALING", "boss@larkdialing.example", "12-3456789",
        "9f86d081@sbc.example", "Blue Ridge Telecom", "eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiJ9",
    ],
)  # fmt: skip
def test_a_real_value_is_refused_and_nobody_can_release_it_A5_3(
    real: str, traced: Traceback, pale: Provider, ftc: Agency, by: dict[str, Any]
) -> None:
    with pytest.raises(NotPermitted):
        write(pale, ftc, f"{CLEAN} Note: {real} is behind it.", by)
    assert not Referral.objects.exists()


def test_what_became_real_meanwhile_is_refused_at_the_door_A5_3(
    ines: AgencyPerson, pale: Provider, ftc: Agency, five: list[Provider], rosa: User, by: dict[str, Any],
    second: dict[str, Any],
) -> None:  # fmt: skip
    """Released as a harmless number; by the time it is sent, that number was called."""
    referral = write(pale, ftc, f"{CLEAN} It gave 513 555 0168.", by)
    actions.release_referral(referral=referral, **second)
    staged.traced(five[:2], rosa, opened_at=NOW, campaign="Bank alert")
    with pytest.raises(NotPermitted):
        actions.send_referral(referral=referral, **by)
    assert state(referral) == "ready"
    assert not Notice.objects.filter(kind="referral").exists()
    assert not Disclosure.objects.filter(about=referral.public_id).exists()


def test_a_finding_that_was_lifted_is_no_ground_A5_1(
    five: list[Provider], pale: Provider, ftc: Agency, by: dict[str, Any]
) -> None:
    providers.write_cooperative_again(fact=pale.standing_findings.get(lifted_at=None), because="It answers now.", **by)
    with pytest.raises(GroundMissing):
        write(pale, ftc, CLEAN, by)


def test_a_provider_on_a_path_that_does_not_mitigate_can_be_referred_A5_2(
    traced: Traceback, five: list[Provider], ftc: Agency, by: dict[str, Any]
) -> None:
    told = {"ground": "does not mitigate"}
    referral = write(five[1], ftc, "It was told three times and its traffic went on.", by, **told)
    assert referral.facts["requests"] == "1"
    assert referral.facts["ground"] == "does not effectively mitigate illegal traffic"
    with pytest.raises(GroundMissing):
        write(five[4], ftc, "It was told three times.", by, **told)


def test_a_field_that_is_not_permitted_cannot_get_in_A5_3(written: Referral) -> None:
    for name in ("called", "customer", "vetting", "called_ip", "passport", "trunk", "notes"):
        with pytest.raises(NotPermitted):
            facts({name: "x"})
    Referral.objects.filter(pk=written.pk).update(facts={"provider": "Pale Moon Telecom", "called": "+16145550170"})
    with pytest.raises(NotPermitted):
        queries.lines(Referral.objects.get(pk=written.pk))


def test_a_campaign_of_a_private_organisation_is_not_named_without_its_word_A3_14(
    traced: Traceback, ines: AgencyPerson, pale: Provider, ftc: Agency, by: dict[str, Any]
) -> None:
    from tests.portal.factories import make_source

    campaign = traced.candidate.campaign
    bank = make_source("First Lakes Bank", kind="organization")
    type(traced.candidate).objects.filter(campaign=campaign).update(source=bank)
    referral = write(pale, ftc, CLEAN, by, campaign=campaign)
    from hopback.portal.enforcement.refusals import AgencyWrong

    with pytest.raises(AgencyWrong):
        actions.send_referral(referral=referral, **by)


def test_the_paper_says_what_the_mail_says_A5_3(
    client: Client, written: Referral, desk: User, rosa: User, by: dict[str, Any]
) -> None:
    path = reverse("enforcement:received_pdf", args=[written.public_id])
    assert sign_in(client, desk).get(path).status_code == 404
    actions.send_referral(referral=written, **by)
    paper = client.get(path).content
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split())
    assert "Pale Moon Telecom" in words
    assert "It answered none." in words
    assert client.get(path).content == paper
    for page in ("received", "own"):
        assert client.get(reverse(f"enforcement:{page}")).status_code == 200


def test_another_agency_sees_nothing_of_it_A5_3(
    client: Client, written: Referral, ines: AgencyPerson, ohio: Agency, by: dict[str, Any]
) -> None:
    from tests.portal.enforcement.conftest import confirmed
    from tests.portal.factories import make_source_person

    actions.send_referral(referral=written, **by)
    lena = confirmed(actions.name_person(agency=ohio, name="Lena Fox", email="lena@ag.ohio.gov", **by))
    other = sign_in(client, make_source_person(ohio.source, "Lena Fox", email=lena.email))
    assert other.get(reverse("enforcement:received")).status_code == 200
    assert other.get(reverse("enforcement:received_one", args=[written.public_id])).status_code == 404


def test_no_mail_goes_anywhere_but_through_the_outbox_A5_3(
    written: Referral, ines: AgencyPerson, by: dict[str, Any]
) -> None:
    actions.send_referral(referral=written, **by)
    with pytest.raises(NotReady):
        actions.send_referral(referral=written, **by)
    assert Delivery.objects.filter(notice__kind="referral").count() == 1
