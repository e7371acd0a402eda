"""Article 4: the three tests and due diligence before a traceback opens. (A4.1-A4.4)"""

from dataclasses import replace
from itertools import product

import pytest

from hopback.policy.article_4_sourcing import (
    QUESTIONS,
    ApprovalMissing,
    Basis,
    BasisMissing,
    DueDiligenceMissing,
    Finding,
    Nature,
    SourceKind,
    Test,
    check_basis,
    decide,
)

WHY = {
    Test.CREDIBLE_SOURCE: "Cardinal Wireless is a designated referrer; its record was checked.",
    Test.NATURE: "The recording says that a benefit is suspended: impersonation.",
    Test.WARRANTS_RESOURCES: "Forty thousand calls a day of one message.",
}
ALL_HOLD = {test: Finding(True, why) for test, why in WHY.items()}


def but(**changed: bool) -> dict[Test, Finding]:
    return {**ALL_HOLD, **{Test(name): Finding(holds, WHY[Test(name)]) for name, holds in changed.items()}}


def test_a_traceback_opens_when_all_three_tests_hold() -> None:
    """A4.2"""
    decision = decide(ALL_HOLD)
    assert decision.open
    assert decision.failed == ()
    assert decision.reasons == tuple(WHY.values())


@pytest.mark.parametrize("holds", list(product((True, False), repeat=3)))
def test_it_opens_exactly_when_every_test_holds(holds: tuple[bool, bool, bool]) -> None:
    """A4.2"""
    findings = {test: Finding(result, WHY[test]) for test, result in zip(Test, holds, strict=True)}
    decision = decide(findings)
    assert decision.open == all(holds)
    assert decision.failed == tuple(test for test in Test if not findings[test].holds)


@pytest.mark.parametrize("test", Test)
def test_an_undecided_test_is_refused_before_anything_opens(test: Test) -> None:
    """A4.3"""
    findings = {other: found for other, found in ALL_HOLD.items() if other is not test}
    with pytest.raises(DueDiligenceMissing, match="Decide this test") as refused:
        decide(findings)
    assert refused.value.field == test.value
    assert refused.value.clause.id == "A4.3"
    assert QUESTIONS[test] in str(refused.value)


@pytest.mark.parametrize("test", Test)
@pytest.mark.parametrize("holds", [True, False])
def test_a_test_without_its_reason_is_refused_however_it_came_out(test: Test, holds: bool) -> None:
    """A4.3"""
    findings = {**ALL_HOLD, test: replace(ALL_HOLD[test], holds=holds, why="  ")}
    with pytest.raises(DueDiligenceMissing, match="Give your reason") as refused:
        decide(findings)
    assert refused.value.field == f"{test.value}_why"


def test_without_a_basis_nothing_opens() -> None:
    """A4.1"""
    with pytest.raises(BasisMissing) as refused:
        decide(ALL_HOLD, None)
    assert refused.value.clause.id == "A4.1"
    with pytest.raises(BasisMissing):
        check_basis(None)


def test_the_subscriber_s_approval_stands_in_for_the_nature_of_the_traffic() -> None:
    """A4.2: or the request is made with the approval of the subscriber."""
    findings = but(nature=False)
    assert decide(findings, Basis.CUSTOMER_APPROVAL).open
    assert decide(findings, Basis.PROTECTION_222D2).failed == (Test.NATURE,)


@pytest.mark.parametrize("test", [Test.CREDIBLE_SOURCE, Test.WARRANTS_RESOURCES])
def test_approval_stands_in_for_no_other_test(test: Test) -> None:
    """A4.2"""
    decision = decide(but(**{test.value: False}), Basis.CUSTOMER_APPROVAL)
    assert decision.failed == (test,)
    assert not decision.open


def test_an_approval_says_whose_it_is() -> None:
    """A4.1"""
    check_basis(Basis.PROTECTION_222D2)
    check_basis(Basis.CUSTOMER_APPROVAL, "Mr Whitfield, by telephone on 19 October")
    with pytest.raises(ApprovalMissing, match="who approved") as refused:
        check_basis(Basis.CUSTOMER_APPROVAL, " ")
    assert refused.value.field == "approval"


def test_candidates_come_from_four_kinds_of_source_and_the_group_itself() -> None:
    """A4.4"""
    assert {kind.value for kind in SourceKind} == {
        "steering_referrer",
        "analytics",
        "enforcement",
        "organization",
        "staff",
    }
    assert {nature.value for nature in Nature} == {"fraudulent", "abusive", "unlawful"}
