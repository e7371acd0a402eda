"""An organisation asks, certifies, acknowledges the limits of use, and reads where it ended (A3.12, A3.13)."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.policy.article_3_traceback.organization_requests import CertificationMissing, UseNotAllowed
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.logbook.queries import told
from hopback.portal.notices.models import Notice
from hopback.portal.organizations import actions
from hopback.portal.organizations.refusals import CertifiedAlready
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.hop_as_seen import as_seen
from tests.portal.factories import NOW, make_source, make_source_person, sign_in
from tests.portal.tracebacks import staged

from .conftest import CERTIFIED, HOUR

pytestmark = pytest.mark.django_db
CALL = {
    "purpose": "traceback", "calling": "202-555-0142", "called": "614-555-0175", "nature": "fraudulent",
    "called_at": "2026-10-19 09:41:27", "zone": "America/New_York", "evidence": "In our name.",
}  # fmt: skip


def page(client: Client, name: str, candidate: Candidate) -> str:
    response = client.get(reverse(f"organizations:{name}", args=[candidate.public_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_person_of_the_organisation_asks_in_one_form(own: Client, bank: Source) -> None:
    sent = own.post(reverse("organizations:ask"), CALL | CERTIFIED)
    made = Candidate.objects.get()
    assert sent["Location"] == reverse("organizations:request", args=[made.public_id])
    assert (made.source, made.basis, made.incident.called) == (bank, "protection_222d2", "+16145550175")
    assert made.certification.organization == "First Lakes Bank"
    assert "it decides whether the call is traced" in page(own, "request", made)


def test_consent_is_the_customer_s_approval(own: Client) -> None:
    """A4.1"""
    consent = CERTIFIED | {"kind": "consent", "statement": "The subscriber agreed by letter of 19 October."}
    own.post(reverse("organizations:ask"), CALL | consent)
    made = Candidate.objects.get()
    assert (made.basis, made.approval) == ("customer_approval", consent["statement"])


@pytest.mark.parametrize("missing", ["kind", "statement", "certified_by", "called", "evidence"])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(own: Client, missing: str) -> None:
    told_all = {**CALL, **CERTIFIED, missing: ""}
    answer = own.post(reverse("organizations:ask"), told_all)
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    kept = "Eleven accounts" if missing != "statement" else "Maria Okafor, Head"
    assert kept in answer.content.decode()
    assert not Candidate.objects.exists()


def test_nothing_opens_before_it_is_certified(
    bank: Source, five: list[Provider], by: dict[str, Any], desk: Any
) -> None:
    """A3.13"""
    bare = staged.candidate(five[0])
    Candidate.objects.filter(pk=bare.pk).update(source=bank)
    with pytest.raises(CertificationMissing):
        tracebacks.open_traceback(candidate=bare, **by)
    assert not Traceback.objects.exists()
    bare.refresh_from_db()
    actions.certify(candidate=bare, **CERTIFIED, by=desk, now=NOW)
    assert tracebacks.open_traceback(candidate=bare, **by).number
    with pytest.raises(CertifiedAlready):
        actions.certify(candidate=bare, **CERTIFIED, by=desk, now=NOW)


def test_the_certification_is_repeated_to_every_provider(
    request_of_bank: Candidate, five: list[Provider], by: dict[str, Any]
) -> None:
    """A3.13: on the page and in the mail of each hop, in the same words."""
    opened = tracebacks.open_traceback(candidate=request_of_bank, **by)
    staged.delivered(opened, NOW)
    staged.answered(opened, NOW, kind="upstream", upstream=five[1].public_id)
    hops = list(opened.hops.select_related("provider", "traceback__candidate__incident").order_by("position"))
    said = "Maria Okafor, Head of Fraud, for First Lakes Bank certifies why this disclosure is needed"
    for hop in hops:
        seen = as_seen(hop)
        assert said in seen.certification
        assert "Eleven accounts were emptied." in seen.certification
        mail = Notice.objects.get(hop=hop.public_id, kind="request")
        assert seen.certification in " ".join(mail.text.split())
    assert len(hops) == 2


def test_staff_s_traceback_says_who_certified_and_who_sees_the_result(
    client: Client, rosa: Any, traced: Traceback
) -> None:
    sign_in(client, rosa)
    shown = client.get(reverse("tracebacks:detail", args=[traced.public_id])).content.decode()
    assert "Maria Okafor, Head of Fraud" in shown
    assert "First Lakes Bank: the result" in shown
    assert "Outsiders: only what it authorized" in shown


def test_a_result_is_shown_only_after_its_use_is_acknowledged(own: Client, traced: Traceback) -> None:
    """A3.12"""
    candidate = traced.candidate
    assert "Blue Ridge" not in page(own, "request", candidate)
    own.post(reverse("organizations:use", args=[candidate.public_id]), {"use": "stop_the_traffic"})
    shown = page(own, "request", candidate)
    assert "The investigation ended at Blue Ridge Telecom, whose customer made the call." in shown
    assert "U.S. Origin" in shown
    assert Entry.objects.filter(verb="request.result_shown").count() == 1
    page(own, "request", candidate)
    assert Entry.objects.filter(verb="request.result_shown").count() == 2, "each view is logged"


@pytest.mark.parametrize("use", ["compete", "other", "", "nonsense"])
def test_another_use_is_refused(own: Client, traced: Traceback, use: str) -> None:
    """A3.12: never to gain an advantage."""
    answer = own.post(reverse("organizations:use", args=[traced.candidate.public_id]), {"use": use})
    assert answer.status_code == 422
    assert "use" in answer.context["form"].errors
    assert "Blue Ridge" not in page(own, "request", traced.candidate)


def test_each_person_says_it_for_themselves(traced: Traceback, bank: Source, desk: Viewer) -> None:
    actions.acknowledge_use(candidate=traced.candidate, use="stop_the_traffic", by=desk, now=NOW)
    other = of_user(make_source_person(bank, "Tomas Lind"))
    with pytest.raises(UseNotAllowed):
        actions.show_result(candidate=traced.candidate, by=other, now=NOW)


def test_the_result_names_nobody_but_the_end(own: Client, traced: Traceback) -> None:
    """A3.11: not who stands on the way, not the customer, not the team's reasons."""
    own.post(reverse("organizations:use", args=[traced.candidate.public_id]), {"use": "stop_the_traffic"})
    shown = page(own, "request", traced.candidate)
    for kept_back in ("Cardinal", "Lark Dialing", "TRK-", "198.51.100", "38 M calls a month", traced.public_id):
        assert kept_back not in shown


def test_while_it_is_open_nothing_of_the_path_is_told(
    own: Client, bank: Source, rosa: Any, five: list[Provider], desk: Any
) -> None:
    waiting = staged.traced(five[:2], rosa, opened_at=NOW - HOUR)
    Candidate.objects.filter(pk=waiting.candidate_id).update(source=bank)
    candidate = Candidate.objects.select_related("source").get(pk=waiting.candidate_id)
    actions.certify(candidate=candidate, **CERTIFIED, by=desk, now=NOW)
    actions.acknowledge_use(candidate=candidate, use="refer_to_law_enforcement", by=desk, now=NOW)
    shown = page(own, "request", candidate)
    assert "still being traced" in shown
    assert "Cardinal" not in shown
    assert "Blue Ridge" not in shown


def test_a_contradicted_end_is_told_as_a_doubt(
    own: Client, bank: Source, rosa: Any, five: list[Provider], desk: Any
) -> None:
    """A3.4"""
    denied = staged.traced(five[:2], rosa, opened_at=NOW - 20 * HOUR)
    staged.answered(denied, NOW - HOUR, kind="not_found", searched="Every switch, 90 days")
    Candidate.objects.filter(pk=denied.candidate_id).update(source=bank)
    candidate = Candidate.objects.select_related("source").get(pk=denied.candidate_id)
    actions.certify(candidate=candidate, **CERTIFIED, by=desk, now=NOW)
    actions.acknowledge_use(candidate=candidate, use="stop_the_traffic", by=desk, now=NOW)
    assert "contradicts itself" in page(own, "request", candidate)


def test_another_organisation_and_another_source_find_nothing(client: Client, traced: Traceback) -> None:
    for kind in ("organization", "analytics"):
        other = make_source(f"Second {kind}", kind=kind)
        sign_in(client, make_source_person(other, f"Kim {kind}"))
        for name in ("request", "use", "certify"):
            address = reverse(f"organizations:{name}", args=[traced.candidate.public_id])
            assert client.get(address).status_code == 404
    assert client.get(reverse("organizations:requests")).status_code == 404, "a source that is no organisation"
    by = Viewer(kind="source", name="Kim", party="src_222222222222", user_id=1)
    with pytest.raises(Http404):
        actions.show_result(candidate=traced.candidate, by=by, now=NOW)


def test_what_one_can_do_is_offered_and_nothing_else(client: Client, own: Client, traced: Traceback) -> None:
    """An organisation has requests; another source has candidates."""
    first = own.get("/")
    assert first["Location"] == reverse("organizations:requests")
    bar = own.get(first["Location"]).content.decode().split("</header>")[0]
    assert ">Requests<" in bar
    assert ">Candidates<" not in bar
    sign_in(client, make_source_person(make_source("YouMail Two"), "Ines Calder"))
    first = client.get("/")
    assert first["Location"] == reverse("sourcing:candidates")
    assert ">Requests<" not in client.get(first["Location"]).content.decode()


def test_the_log_says_who_certified_what(request_of_bank: Candidate) -> None:
    (entry,) = told(Entry.objects.filter(verb="request.certified"))
    assert entry.payload["certified_by"] == "Maria Okafor, Head of Fraud"
