"""Who tells of calls: verified for a time, judged, designated, ended (A4.2, A4.4)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from hopback.policy.article_4_sourcing.standing import NotDesignated, SourceNotVerified
from hopback.portal.accounts.models import Role, Scope
from hopback.portal.accounts.viewer import of_key, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Candidate, Referrer, Source
from hopback.portal.sourcing.refusals import DesignationWrong, SourceEnded, SourceWrong
from tests.portal.factories import NOW, make_key, make_provider, make_source, make_source_person
from tests.portal.sourcing.calls import ROSA, details, kept

pytestmark = pytest.mark.django_db
TESTS = {
    "credible_source": True, "credible_source_why": "Known.", "nature": True, "nature_why": "Impersonation.",
    "warrants_resources": True, "warrants_resources_why": "Many calls.",
}  # fmt: skip


@pytest.fixture
def referrals() -> Source:
    return make_source("Steering Committee referrals", kind="steering_referrer")


@pytest.fixture
def palmetto() -> Provider:
    return make_provider("Palmetto Lines LLC", tier="steering")


def designated(source: Source, member: Provider, **change: Any) -> Referrer:
    told = {
        "name": "Sabine Aldous", "email": "sabine@palmetto.example", "designated_by": "Grant Moseley",
        "designated_how": "Letter of 5 January.", "designated_on": date(2026, 1, 5),
    }  # fmt: skip
    return actions.designate(source=source, member=member, by=ROSA, now=NOW, **{**told, **change})


def test_a_verification_has_its_last_day_and_is_renewed(settings: Any) -> None:
    """A4.2: how long it holds is a setting."""
    settings.VERIFICATION_DAYS = 30
    source = actions.list_source(kind="enforcement", name="FTC", verified_how="Called back.", by=ROSA, now=NOW)
    assert source.verified_until == date(2026, 11, 19)
    later = NOW + timedelta(days=60)
    actions.verify_source(source=source, verified_how="Called back again.", by=ROSA, now=later)
    source.refresh_from_db()
    assert (source.verified_until, source.verified_how) == (date(2027, 1, 18), "Called back again.")
    assert list(Entry.objects.filter(about=source.public_id).values_list("verb", flat=True)) == [
        "source.listed",
        "source.verified",
    ]


def test_an_expired_source_is_not_called_credible_until_it_is_renewed() -> None:
    """A4.2, A4.3: *shall*; whoever says no may say so."""
    source = make_source(verified_until=date(2026, 10, 19))
    candidate = kept(source)
    with pytest.raises(SourceNotVerified, match="held until 2026-10-19"):
        actions.decide(candidate=candidate, by=ROSA, now=NOW, **TESTS)
    actions.verify_source(source=source, verified_how="Called back.", by=ROSA, now=NOW)
    assert actions.decide(candidate=candidate, by=ROSA, now=NOW, **TESTS).opens
    other = kept(make_source("New", verified_how="", verified_by="", verified_at=None, verified_until=None))
    assert not actions.decide(candidate=other, by=ROSA, now=NOW, **{**TESTS, "credible_source": False}).opens


def test_the_team_itself_needs_no_verification() -> None:
    """A4.4: the group may begin on its own."""
    team = make_source("The team", kind="staff", verified_at=None, verified_until=None)
    assert actions.decide(candidate=kept(team), by=ROSA, now=NOW, **TESTS).opens


def test_only_a_designated_referrer_of_a_steering_member_refers(referrals: Source, palmetto: Provider) -> None:
    """A4.4."""
    sabine = of_user(make_source_person(referrals, "Sabine Aldous", email="sabine@palmetto.example"))
    ivo = of_user(make_source_person(referrals, "Ivo Brandt", role=Role.MEMBER))
    told = {"source": referrals, "details": details(), "now": NOW}
    with pytest.raises(NotDesignated):
        actions.submit_candidate(by=sabine, **told)
    referrer = designated(referrals, palmetto)
    assert actions.submit_candidate(by=sabine, **told).source == referrals
    with pytest.raises(NotDesignated):
        actions.submit_candidate(by=ivo, **told)
    actions.end_designation(referrer=referrer, because="She left.", by=ROSA, now=NOW)
    with pytest.raises(NotDesignated):
        actions.submit_candidate(by=sabine, **told)
    assert Candidate.objects.count() == 1
    assert actions.submit_candidate(by=ROSA, **told), "staff write down what a member says by phone"


def test_a_member_that_left_the_committee_refers_nothing_more(referrals: Source, palmetto: Provider) -> None:
    """A4.4: *designated Steering members*."""
    ada = make_source_person(referrals, "Sabine Aldous", email="sabine@palmetto.example")
    designated(referrals, palmetto)
    machine = of_key(make_key(ada, Scope.CANDIDATES)[0])
    told = {"source": referrals, "rows": [], "by": machine, "now": NOW}
    actions.submit_rows(**told)
    Provider.objects.filter(pk=palmetto.pk).update(tier="none")
    with pytest.raises(NotDesignated):
        actions.submit_rows(**told)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"designated_by": ""}, "designated_by"),
        ({"designated_how": ""}, "designated_how"),
        ({"designated_on": date(2026, 10, 21)}, "designated_on"),
    ],
)
def test_a_designation_says_who_by_whom_how_and_when(
    referrals: Source, palmetto: Provider, change: dict[str, Any], field: str
) -> None:
    """A4.4."""
    with pytest.raises(DesignationWrong) as refused:
        designated(referrals, palmetto, **change)
    assert refused.value.field == field


def test_a_designation_needs_a_steering_member_and_a_new_person(referrals: Source, palmetto: Provider) -> None:
    """A4.4."""
    designated(referrals, palmetto)
    with pytest.raises(DesignationWrong, match="designated already"):
        designated(referrals, palmetto, email="Sabine@palmetto.example")
    with pytest.raises(DesignationWrong, match="not a member of the Steering Committee"):
        designated(referrals, make_provider("Nobody"), email="x@nobody.example")
    with pytest.raises(DesignationWrong, match="not a source of referrals"):
        designated(make_source(), palmetto, email="x@palmetto.example")


def test_a_source_that_has_ended_tells_nothing_more() -> None:
    source = make_source()
    ines = of_user(make_source_person(source))
    actions.end_source(source=source, because="Its programme was closed.", by=ROSA, now=NOW)
    source.refresh_from_db()
    with pytest.raises(SourceEnded, match="since 20 Oct 2026"):
        actions.submit_candidate(source=source, details=details(), by=ines, now=NOW)
    with pytest.raises(SourceWrong, match="ended already"):
        actions.end_source(source=source, because="Again.", by=ROSA, now=NOW)


def test_credibility_is_judged_with_its_reason_and_particulars_are_kept() -> None:
    """A4.2, A4.4: an analytics partner's scores."""
    source = make_source("YouMail", kind="analytics")
    with pytest.raises(SourceWrong, match="Give your reason"):
        actions.judge_source(source=source, credibility="high", credibility_why="", by=ROSA, now=NOW)
    why = "48 of 50 calls were traced to an origin."
    actions.judge_source(source=source, credibility="high", credibility_why=why, by=ROSA, now=NOW)
    particulars = {"email": "desk@youmail.example", "score_top": 100.0}
    actions.change_source(source=source, by=ROSA, now=NOW, **particulars)
    source.refresh_from_db()
    assert (source.credibility, source.score_top) == ("high", 100.0)
    with pytest.raises(SourceWrong, match="above 0"):
        actions.change_source(source=source, by=ROSA, now=NOW, **{**particulars, "score_top": -1.0})
    ines = of_user(make_source_person(source))
    with pytest.raises(Http404):
        actions.judge_source(source=source, credibility="high", credibility_why="Mine.", by=ines, now=NOW)
