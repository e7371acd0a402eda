"""Contradictions are shown, not hidden. (A1.8, A3.4)"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_3_traceback.contradictions import (
    Claim,
    Contradiction,
    Evidence,
    Kind,
    Outcome,
    Severity,
    contradictions,
    presented_as,
)
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Hop, HopState, status
from tests.policy.article_3.paths import abroad, ended, paths, silent, us, waiting

CALLED_AT = datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)
CARDINAL, MERIDIAN, HARBOR = us("Cardinal Wireless"), us("Meridian Transit"), us("Harbor Voice LLC")
FOUND = [CARDINAL, MERIDIAN, ended(HARBOR, AnswerKind.ORIGINATED)]
CALL = Evidence(
    calling="+12025550142",
    called="+15135550168",
    called_at=CALLED_AT,
    signer="728A",
    attestation="A",
    signs_as={CARDINAL.id: frozenset({"114C"}), HARBOR.id: frozenset({"728A"})},
)


def said(hop: Hop, **given: object) -> Claim:
    """What a hop's answer said, in agreement with the call unless told otherwise."""
    claim = Claim(hop.id, hop.provider, True, hop.answer or AnswerKind.UPSTREAM)
    claim = replace(claim, calling="2025550142", called="15135550168", called_at=CALLED_AT)
    return replace(claim, **given)  # type: ignore[arg-type]


def only(found: list[Contradiction]) -> Contradiction:
    assert len(found) == 1, found
    return found[0]


def test_a_path_on_which_everything_fits_is_clean() -> None:
    evidence = replace(CALL, claims=tuple(said(hop) for hop in FOUND))
    found = contradictions(FOUND, evidence)
    assert found == []
    assert presented_as(FOUND, found) is Outcome.ORIGIN_FOUND


def test_a_named_upstream_that_finds_nothing_denies() -> None:
    path = [CARDINAL, ended(MERIDIAN, AnswerKind.NOT_FOUND)]
    found = only(contradictions(path, CALL))
    assert (found.kind, found.severity) == (Kind.UPSTREAM_DENIES, Severity.CONTRADICTION)
    assert found.hops == (CARDINAL.id, MERIDIAN.id)
    assert presented_as(path, [found]) is Outcome.CONTRADICTED


def test_an_upstream_whose_records_are_gone_does_not_deny() -> None:
    path = [CARDINAL, ended(MERIDIAN, AnswerKind.NOT_FOUND)]
    found = only(contradictions(path, replace(CALL, beyond_retention=frozenset({MERIDIAN.id}))))
    assert (found.kind, found.severity) == (Kind.UPSTREAM_DENIES, Severity.NOTE)
    assert presented_as(path, [found]) is Outcome.NOT_FOUND


def test_the_terminating_provider_denies_nobody() -> None:
    path = [ended(CARDINAL, AnswerKind.NOT_FOUND)]
    assert contradictions(path, CALL) == []
    assert presented_as(path, []) is Outcome.NOT_FOUND


def test_two_providers_that_both_claim_the_origin_contradict_each_other() -> None:
    """One of them was left behind by a correction: its word still stands."""
    before = said(us("Sable Route Ltd."), on_path=False, kind=AnswerKind.ORIGINATED)
    found = contradictions(FOUND, replace(CALL, claims=(before, said(FOUND[-1]))))
    assert [one.kind for one in found] == [Kind.TWO_ORIGINS, Kind.PATH_CHANGED]
    assert found[0].hops == (HARBOR.id, before.hop)
    assert presented_as(FOUND, found) is Outcome.CONTRADICTED


def test_one_provider_that_claims_the_origin_twice_does_not() -> None:
    before = said(replace(HARBOR, id="hop_before"), on_path=False, kind=AnswerKind.ORIGINATED)
    found = only(contradictions(FOUND, replace(CALL, claims=(before, said(FOUND[-1])))))
    assert (found.kind, found.severity) == (Kind.PATH_CHANGED, Severity.NOTE)
    assert presented_as(FOUND, [found]) is Outcome.ORIGIN_FOUND


def test_a_claim_that_the_path_left_behind_is_a_note_where_the_path_names_no_origin() -> None:
    before = [said(us(name), on_path=False, kind=AnswerKind.ORIGINATED) for name in ("Sable", "Quetzal")]
    path = [CARDINAL, silent(MERIDIAN)]
    found = contradictions(path, replace(CALL, claims=tuple(before)))
    assert {(one.kind, one.severity) for one in found} == {
        (Kind.TWO_ORIGINS, Severity.NOTE),
        (Kind.PATH_CHANGED, Severity.NOTE),
    }


def test_a_path_may_visit_one_control_group_twice_but_it_is_noted() -> None:
    """A1.1"""
    again = abroad("Harbor Brasil", group=frozenset({"Harbor Brasil", "Harbor Voice LLC"}))
    path = [CARDINAL, HARBOR, MERIDIAN, waiting(again)]
    found = only(contradictions(path, CALL))
    assert (found.kind, found.severity) == (Kind.LOOP, Severity.NOTE)
    assert found.hops == (HARBOR.id, again.id)


def test_two_names_of_one_control_group_are_one_origin() -> None:
    """A1.1: a correction from the company to its holding changes the path, not the origin."""
    together = frozenset({"Harbor Brasil", FOUND[-1].provider})
    sister = replace(said(FOUND[-1]), hop="hop_before", provider="Harbor Brasil", on_path=False)
    origin = replace(FOUND[-1], group=together)
    for group, kinds in ((together, {Kind.PATH_CHANGED}), (frozenset(), {Kind.TWO_ORIGINS, Kind.PATH_CHANGED})):
        claims = (replace(said(origin), group=together), replace(sister, group=group))
        found = contradictions([*FOUND[:-1], origin], replace(CALL, claims=claims))
        assert {one.kind for one in found} == kinds


@pytest.mark.parametrize(
    ("given", "severity"),
    [
        ({"called": "+15135550169"}, Severity.CONTRADICTION),
        ({"calling": "+12025550199"}, Severity.NOTE),
    ],
)
def test_a_record_with_another_number_is_told(given: dict[str, str], severity: Severity) -> None:
    """The calling number can be changed on the way (A1.7); with another called number it is another call."""
    claims = (said(CARDINAL), said(MERIDIAN, **given), said(FOUND[-1]))
    found = only(contradictions(FOUND, replace(CALL, claims=claims)))
    assert (found.kind, found.severity, found.hops) == (Kind.NUMBERS_DIFFER, severity, (MERIDIAN.id,))


@pytest.mark.parametrize(
    ("apart", "severity"),
    [
        (timedelta(minutes=47), Severity.CONTRADICTION),
        (timedelta(hours=-4), Severity.NOTE),
    ],
)
def test_a_record_of_another_time_is_told(apart: timedelta, severity: Severity) -> None:
    claims = (said(MERIDIAN, called_at=CALLED_AT + apart),)
    found = only(contradictions(FOUND, replace(CALL, claims=claims)))
    assert (found.kind, found.severity, found.hops) == (Kind.TIMES_DIFFER, severity, (MERIDIAN.id,))


def test_what_a_superseded_hop_recorded_is_not_compared() -> None:
    stray = said(us("Sable Route Ltd."), on_path=False, called="+15135559999", called_at=None)
    assert [one.kind for one in contradictions(FOUND, replace(CALL, claims=(stray,)))] == [Kind.PATH_CHANGED]


def test_a_signer_that_is_not_on_the_path_contradicts_the_origin() -> None:
    found = only(contradictions(FOUND, replace(CALL, signer="999Z")))
    assert found.kind is Kind.SIGNER_NOT_ON_PATH
    assert "999Z" in found.sentence
    assert presented_as(FOUND, [found]) is Outcome.CONTRADICTED


def test_a_signer_that_is_known_to_be_on_the_path_somewhere_does_not() -> None:
    assert contradictions(FOUND, replace(CALL, signs_as={}, signers_on_path=frozenset({"728A"}))) == []


@pytest.mark.parametrize(
    ("attestation", "kinds"),
    [
        ("A", [Kind.UNSIGNED_ORIGIN, Kind.SIGNED_DOWNSTREAM]),
        ("B", [Kind.UNSIGNED_ORIGIN, Kind.SIGNED_DOWNSTREAM]),
        ("C", [Kind.UNSIGNED_ORIGIN]),
    ],
)
def test_a_provider_that_signs_another_ones_call_as_its_own_is_noted(attestation: str, kinds: list[Kind]) -> None:
    found = contradictions(FOUND, replace(CALL, signer="114C", attestation=attestation))
    assert [one.kind for one in found] == kinds
    assert all(one.severity is Severity.NOTE for one in found)
    assert presented_as(FOUND, found) is Outcome.ORIGIN_FOUND


def test_an_unsigned_origin_rests_on_one_provider_s_word() -> None:
    found = only(contradictions(FOUND, replace(CALL, signer="")))
    assert (found.kind, found.severity) == (Kind.UNSIGNED_ORIGIN, Severity.NOTE)


@pytest.mark.parametrize("last", [waiting(HARBOR), silent(HARBOR), ended(HARBOR, AnswerKind.CANNOT_ANSWER)])
def test_a_signature_says_nothing_of_a_path_without_an_origin(last: Hop) -> None:
    assert contradictions([CARDINAL, last], replace(CALL, signer="999Z")) == []


def test_an_open_or_withdrawn_path_is_presented_as_what_it_is() -> None:
    against = [Contradiction(Kind.TIMES_DIFFER, (CARDINAL.id,), "The times do not fit.")]
    assert presented_as([CARDINAL, waiting(HARBOR)], against) is Outcome.OPEN
    assert presented_as([CARDINAL, waiting(HARBOR, HopState.WITHDRAWN)], against) is Outcome.WITHDRAWN


def test_a_path_of_nothing_has_no_contradictions() -> None:
    assert contradictions([], CALL) == []
    assert contradictions([waiting(CARDINAL, HopState.WITHDRAWN)], CALL) == []


@given(path=paths(), severities=st.lists(st.sampled_from(Severity)))
def test_notes_never_change_how_a_path_is_presented(path: list[Hop], severities: list[Severity]) -> None:
    found = [Contradiction(Kind.LOOP, (), "Something.", severity) for severity in severities]
    shown = presented_as(path, found)
    if Severity.CONTRADICTION not in severities:
        assert shown.value == status(path).value
    else:
        assert shown in (Outcome.CONTRADICTED, Outcome.OPEN)


@given(path=paths())
def test_every_contradiction_names_hops_of_the_path(path: list[Hop]) -> None:
    ids = {hop.id for hop in path}
    for one in contradictions(path, CALL):
        assert one.hops
        assert set(one.hops) <= ids
        assert one.sentence.endswith(".")
