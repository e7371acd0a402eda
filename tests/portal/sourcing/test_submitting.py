"""Calls come in with their evidence and basis, and nothing comes in half (A1.8, A4.1, A4.2, A4.4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from hopback.policy.clause import Refused
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.uploads import judge
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Candidate, EvidenceFile, IncidentData
from tests.portal.factories import NOW, make_source
from tests.portal.sourcing.calls import CALLED_AT, ROSA, details

pytestmark = pytest.mark.django_db


def submit(**change: Any) -> Candidate:
    return actions.submit_candidate(source=make_source(), details=details(**change), by=ROSA, now=NOW)


def test_a_call_is_kept_with_its_numbers_as_written_and_as_e164() -> None:
    """A1.8."""
    recording = judge("recording.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ")
    candidate = actions.submit_candidate(
        source=make_source(), details=details(volume=40_000), files=[recording], by=ROSA, now=NOW
    )
    call = candidate.incident
    assert (call.calling_raw, call.calling) == ("(202) 555-0142", "+12025550142")
    assert (call.called_raw, call.called) == ("513-555-0168", "+15135550168")
    assert (call.called_at, call.volume) == (CALLED_AT, 40_000)
    kept = EvidenceFile.objects.get()
    assert (kept.candidate, kept.name, bytes(kept.content)) == (candidate, "recording.wav", recording.content)


def test_the_log_tells_of_the_call_and_not_who_was_called() -> None:
    """A3.5, XC.1: the called number is CPNI."""
    candidate = submit()
    entry = Entry.objects.get(about=candidate.public_id)
    said = Payload.objects.get(seq=entry.seq).body
    assert entry.verb == "candidate.submitted"
    assert "+12025550142" in said
    assert "5135550168" not in said.replace("-", "")


@pytest.mark.parametrize("calling", ["anonymous", "+1 202 555 014", "000 555 0142"])
def test_a_number_that_is_none_is_evidence(calling: str) -> None:
    assert submit(calling=calling).incident.calling_raw == calling


def test_a_trace_forward_has_only_the_number_to_be_called_back() -> None:
    """A1.10."""
    candidate = submit(purpose="trace_forward", calling="", called="833 555 0199")
    assert candidate.incident.called == "+18335550199"


@pytest.mark.parametrize(
    ("change", "field", "clause", "said"),
    [
        ({"called": " "}, "called", "A1.8", "Give the number that was called"),
        ({"calling": ""}, "calling", "A1.8", "Give the calling number as it was shown"),
        ({"called_at": None}, "called_at", "A1.8", "Say when"),
        ({"called_at": datetime(2026, 10, 19, 9, 41)}, "called_at", "A1.8", "has no time zone"),
        ({"called_at": NOW + timedelta(seconds=1)}, "called_at", "A1.8", "is in the future"),
        ({"called_at": datetime(2024, 10, 19, tzinfo=UTC)}, "called_at", "A1.8", "more than 730 days ago"),
        ({"nature": "odd"}, "nature", "A4.2", "fraudulent, abusive or unlawful"),
        ({"characteristics": ["loud"]}, "characteristics", "A1.7", "“loud” is none of"),
        ({"evidence": ""}, "evidence", "A4.2", "Say what shows it"),
        ({"basis": ""}, "basis", "A4.1", "on which basis"),
        ({"basis": "customer_approval"}, "approval", "A4.1", "who approved"),
    ],
)
def test_a_call_that_lacks_something_is_refused_with_the_field(
    change: dict[str, Any], field: str, clause: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refused:
        submit(**change)
    assert (refused.value.field, refused.value.clause.id) == (field, clause)
    assert (IncidentData.objects.count(), Candidate.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_many_calls_are_all_kept_or_none() -> None:
    source = make_source()
    with pytest.raises(Refused):
        actions.submit_candidates(source=source, many=[details(), details(evidence="")], by=ROSA, now=NOW)
    assert (IncidentData.objects.count(), Candidate.objects.count(), Entry.objects.count()) == (0, 0, 0)
    made = actions.submit_candidates(source=source, many=[details(), details(calling="anonymous")], by=ROSA, now=NOW)
    assert [candidate.incident.calling_raw for candidate in made] == ["(202) 555-0142", "anonymous"]
    entry = Entry.objects.get()
    assert all(candidate.public_id in Payload.objects.get(seq=entry.seq).body for candidate in made)


def test_a_source_submits_for_itself_only() -> None:
    """A4.4."""
    ftc, youmail = make_source(), make_source("YouMail")
    ines = Viewer(kind="source", name="Ines Calder", party=youmail.public_id)
    assert actions.submit_candidate(source=youmail, details=details(), by=ines, now=NOW).submitted_by == "Ines Calder"
    for stranger in (ines, Viewer(kind="provider", name="Dana Whitfield", party="prv_x")):
        with pytest.raises(Http404):
            actions.submit_candidate(source=ftc, details=details(), by=stranger, now=NOW)
        with pytest.raises(Http404):
            actions.submit_candidates(source=ftc, many=[details()], by=stranger, now=NOW)
