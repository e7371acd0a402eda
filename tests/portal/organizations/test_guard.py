"""Nothing of a private organisation's trace goes to an outsider without its word (A3.14)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from hopback.policy.article_3_traceback.organization_requests import DisclosureNotAuthorized
from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.organizations import actions
from hopback.portal.organizations.refusals import AuthorizationWrong
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.forms import CandidateForm
from hopback.portal.sourcing.models import Campaign, Candidate, Source
from hopback.portal.sourcing.queries import Known
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.disclosure import campaigns_tellable, check, tellable
from tests.portal.factories import NOW, make_key, make_provider_person, make_source, sign_in
from tests.portal.tracebacks import staged

from .conftest import HOUR

pytestmark = pytest.mark.django_db
OHIO = "src_attorney"


@pytest.fixture
def ohio() -> Source:
    return make_source("Attorney General of Ohio", kind="enforcement", public_id=OHIO)


@pytest.fixture
def member() -> Provider:
    return staged.listed("Delta Fibre", tier="affiliate")


def told(candidate: Candidate, to: str = OHIO, **why: bool) -> bool:
    """Both ways of asking say the same."""
    listed = tellable(Candidate.objects.all(), to=to, now=NOW).filter(pk=candidate.pk).exists()
    try:
        check(candidate, to=to, now=NOW, **why)
    except DisclosureNotAuthorized:
        assert not listed
        return False
    assert listed or any(why.values())
    return True


def test_an_outsider_is_told_nothing_and_the_organisation_itself_all(traced: Traceback, bank: Source) -> None:
    assert not told(traced.candidate)
    assert not told(traced.candidate, to="")
    assert told(traced.candidate, to=bank.public_id)


@pytest.mark.parametrize("why", ["needed_for_trace", "required_by_law", "aggregate"])
def test_the_trace_the_law_and_aggregates_are_excepted(traced: Traceback, why: str) -> None:
    assert told(traced.candidate, **{why: True})


def test_a_public_one_s_traces_are_not_held_back(traced: Traceback, bank: Source, by: dict[str, Any]) -> None:
    for kind in ("public", "government"):
        actions.say_kind(source=bank, kind=kind, **by)
        assert told(traced.candidate)


def test_one_of_which_nobody_said_what_it_is_counts_as_private(rosa: Any, five: list[Provider]) -> None:
    traced = staged.traced(five[:1], rosa, opened_at=NOW - HOUR)
    Source.objects.filter(pk=traced.candidate.source_id).update(kind="organization")
    assert not told(traced.candidate)


def test_a_source_that_is_no_organisation_is_not_held_back(rosa: Any, five: list[Provider]) -> None:
    assert told(staged.traced(five[:1], rosa, opened_at=NOW - HOUR).candidate)


def authorizations() -> Iterator[tuple[str, bool, float, float | None, bool]]:
    """(party, of this trace or another, begins, ends, taken back): hours from now."""
    yield from product((OHIO, "prv_other", ""), (True, False), (-2.0, 1.0), (None, -1.0, 2.0), (False, True))


def test_an_authorisation_holds_for_its_party_its_trace_and_its_time(
    traced: Traceback, request_of_bank: Candidate, bank: Source
) -> None:
    """Every combination, against what a plain reading says."""
    for party, this, begins, ends, revoked in authorizations():
        if ends is not None and ends <= begins:
            continue
        of = traced.candidate if this else request_of_bank
        row = bank.authorizations.create(
            candidate=of, to_whom="x", party=party, from_at=NOW + begins * HOUR, given_by="Maria", given_at=NOW,
            until_at=None if ends is None else NOW + ends * HOUR, revoked_at=NOW - HOUR if revoked else None,
        )  # fmt: skip
        wanted = party == OHIO and this and begins <= 0 and (ends is None or ends > 0) and not revoked
        assert told(traced.candidate) is wanted, (party, this, begins, ends, revoked)
        row.delete()


def test_it_holds_for_all_requests_until_it_is_taken_back(traced: Traceback, bank: Source, desk: Viewer) -> None:
    given = actions.authorize(source=bank, to_whom="Attorney General of Ohio", party=OHIO, by=desk, now=NOW - HOUR)
    assert told(traced.candidate)
    actions.revoke(authorization=given, by=desk, now=NOW)
    assert not told(traced.candidate)
    with pytest.raises(AuthorizationWrong, match="already"):
        actions.revoke(authorization=given, by=desk, now=NOW)


def test_only_the_organisation_itself_authorises(bank: Source, by: dict[str, Any], desk: Viewer) -> None:
    with pytest.raises(Http404):
        actions.authorize(source=bank, to_whom="Anybody", **by)
    with pytest.raises(AuthorizationWrong, match="end after now"):
        actions.authorize(source=bank, to_whom="Ohio", until_at=NOW - timedelta(1), by=desk, now=NOW)
    with pytest.raises(AuthorizationWrong, match="who may be told"):
        actions.authorize(source=bank, to_whom=" ", by=desk, now=NOW)


def test_a_member_sees_other_campaigns_but_not_the_bank_s(
    client: Client, traced: Traceback, member: Provider, rosa: Any, five: list[Provider], desk: Viewer, bank: Source
) -> None:
    """Page and machine ask the same guard; with the bank's word they tell it."""
    staged.traced(five[:1], rosa, opened_at=NOW - HOUR)
    odile = make_provider_person(member, "Odile Marsh")
    _, secret = make_key(odile, Scope.CAMPAIGNS)
    machine = Client(headers={"Authorization": f"Bearer {secret}"})
    sign_in(client, odile)
    names = lambda: [row.name for row in client.get("/campaigns/").context["page"]]  # noqa: E731
    by_machine = lambda: [row["name"] for row in machine.get("/api/v1/campaigns").json()["items"]]  # noqa: E731
    assert names() == by_machine() == ["SSA benefit suspension"]
    hidden = Campaign.objects.get(name="Bank alert")
    assert client.get(f"/campaigns/{hidden.public_id}/").status_code == 404
    assert machine.get(f"/api/v1/campaigns/{hidden.public_id}").status_code == 404
    actions.authorize(source=bank, to_whom=member.name, party=member.public_id, by=desk, now=NOW)
    assert sorted(names()) == sorted(by_machine()) == ["Bank alert", "SSA benefit suspension"]


def test_a_campaign_that_others_told_of_too_is_no_secret(traced: Traceback, five: list[Provider]) -> None:
    staged.candidate(five[0], "Bank alert")
    assert campaigns_tellable(Campaign.objects.all(), to="", now=NOW).count() == 1


def test_another_source_is_not_offered_the_campaign_nor_finds_it_by_name(
    traced: Traceback, ohio: Source, bank: Source
) -> None:
    offered = CandidateForm(now=NOW, own=ohio).fields["campaign"].queryset  # type: ignore[attr-defined]
    assert not offered.exists()
    assert CandidateForm(now=NOW, own=bank).fields["campaign"].queryset.exists()  # type: ignore[attr-defined]
    row = [{"campaign": "Bank alert"}]
    assert Known.of(row, ohio, [], NOW).campaign("Bank alert") is None
    assert Known.of(row, bank, [], NOW).campaign("Bank alert") is not None
