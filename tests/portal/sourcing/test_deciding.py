"""Due diligence: three tests, each with its reason, by a person, before anything opens (A4.1-A4.3)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from hopback.policy.clause import Refused
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Candidate, DueDiligence
from hopback.portal.sourcing.refusals import (
    AskedAlready,
    CampaignWrong,
    DecidedAlready,
    RevealWithoutReason,
    SourceWrong,
)
from tests.portal.factories import NOW, make_provider, make_source
from tests.portal.sourcing.calls import ROSA, details

pytestmark = pytest.mark.django_db
INES = Viewer(kind="source", name="Ines Calder", party="src_x", role="admin")


def candidate(**change: Any) -> Candidate:
    return actions.submit_candidate(source=make_source(), details=details(**change), by=ROSA, now=NOW)


def decide(found: Candidate, by: Viewer = ROSA, **change: Any) -> DueDiligence:
    said = {
        "credible_source": True,
        "credible_source_why": "Designated referrer, confirmed by phone.",
        "nature": True,
        "nature_why": "Impersonates the Social Security Administration.",
        "warrants_resources": True,
        "warrants_resources_why": "38 million calls a month.",
    }
    return actions.decide(candidate=found, **{**said, **change}, by=by, now=NOW)


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_it_opens_when_all_three_tests_hold() -> None:
    found = candidate()
    decided = decide(found)
    assert (decided.opens, decided.decided_by, decided.decided_at) == (True, "Rosa Ortega", NOW)
    assert verbs() == ["candidate.submitted", "candidate.accepted"]
    assert "38 million calls a month." in Payload.objects.get(seq=2).body


@pytest.mark.parametrize("test", ["credible_source", "nature", "warrants_resources"])
def test_one_test_that_fails_declines_it(test: str) -> None:
    """A4.2."""
    decided = decide(candidate(), **{test: False})
    assert (decided.opens, getattr(decided, test)) == (False, False)
    assert verbs()[-1] == "candidate.declined"


def test_the_subscribers_approval_stands_for_the_nature() -> None:
    """A4.1, A4.2."""
    found = candidate(basis="customer_approval", approval="A. Lindqvist, by phone, 19 October.")
    decided = decide(found, nature=False, nature_why="The subscriber wants to know who called.")
    assert decided.opens


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nature": None}, "nature"),
        ({"credible_source_why": "  "}, "credible_source_why"),
        ({"warrants_resources": None, "warrants_resources_why": ""}, "warrants_resources"),
    ],
)
def test_an_undecided_or_unexplained_test_is_refused(change: dict[str, Any], field: str) -> None:
    """A4.3."""
    found = candidate()
    with pytest.raises(Refused) as refused:
        decide(found, **change)
    assert (refused.value.field, refused.value.clause.id) == (field, "A4.3")
    assert not DueDiligence.objects.exists()


def test_it_is_decided_once() -> None:
    found = candidate()
    decide(found, nature=False)
    with pytest.raises(DecidedAlready):
        decide(found)
    assert not DueDiligence.objects.get().opens


def test_the_database_itself_opens_nothing_whose_tests_do_not_hold() -> None:
    """A4.3."""
    found = candidate()
    decide(found, nature=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        DueDiligence.objects.filter(candidate=found).update(opens=True)


def test_only_staff_decide() -> None:
    found = candidate()
    for act in (
        lambda: decide(found, by=INES),
        lambda: actions.place(candidate=found, first_provider=None, campaign=None, by=INES, now=NOW),
        lambda: actions.reveal_called(candidate=found, reason="x", by=INES, now=NOW),
        lambda: actions.list_source(kind="analytics", name="x", by=INES, now=NOW),
        lambda: actions.open_campaign(name="x", by=INES, now=NOW),
    ):
        with pytest.raises(Http404):
            act()
    assert verbs() == ["candidate.submitted"]


def test_staff_name_who_is_asked_first_and_the_campaign() -> None:
    """A1.6, A3.1."""
    found, cardinal = candidate(), make_provider("Cardinal Wireless")
    campaign = actions.open_campaign(name="SSA benefit suspension", volume_a_month=38_000_000, by=ROSA, now=NOW)
    actions.place(candidate=found, first_provider=cardinal, campaign=campaign, by=ROSA, now=NOW)
    found.refresh_from_db()
    assert (found.first_provider, found.campaign) == (cardinal, campaign)
    assert verbs()[-1] == "candidate.placed"
    decide(found)
    with pytest.raises(AskedAlready):
        actions.place(candidate=found, first_provider=make_provider("Sable"), campaign=campaign, by=ROSA, now=NOW)
    actions.place(candidate=found, first_provider=cardinal, campaign=None, by=ROSA, now=NOW)


def test_the_called_number_is_revealed_with_a_reason_that_the_log_keeps() -> None:
    """XC.2."""
    found = candidate()
    with pytest.raises(RevealWithoutReason):
        actions.reveal_called(candidate=found, reason=" ", by=ROSA, now=NOW)
    assert (
        actions.reveal_called(candidate=found, reason="The subscriber called us back.", by=ROSA, now=NOW)
        == "+15135550168"
    )
    entry = Entry.objects.get(verb="cpni.revealed")
    said = Payload.objects.get(seq=entry.seq).body
    assert (entry.about, "The subscriber called us back." in said, "5550168" in said) == (found.public_id, True, False)


def test_sources_and_campaigns_have_names_of_their_own() -> None:
    """A1.6, A4.4."""
    told = {"by": ROSA, "now": NOW}
    source = actions.list_source(kind="analytics", name="YouMail", verified_how="Contract of 2025.", **told)
    assert (source.verified_by, source.verified_at) == ("Rosa Ortega", NOW)
    for name in ("youmail", " "):
        with pytest.raises(SourceWrong):
            actions.list_source(kind="analytics", name=name, **told)
    with pytest.raises(SourceWrong):
        actions.list_source(kind="neighbour", name="Bob", **told)
    actions.open_campaign(name="SSA benefit suspension", **told)
    for name in ("ssa benefit suspension", ""):
        with pytest.raises(CampaignWrong):
            actions.open_campaign(name=name, **told)
    unverified = actions.list_source(kind="organization", name="A bank", **told)
    actions.verify_source(source=unverified, verified_how="Called back at its published number.", **told)
    unverified.refresh_from_db()
    assert unverified.verified_by == "Rosa Ortega"
    assert verbs() == ["source.listed", "campaign.opened", "source.listed", "source.verified"]
