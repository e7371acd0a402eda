"""Article 2, condition by condition: who may join, when, and what ends it. (A2.1-A2.7)"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hopback.policy.article_1_definitions import Control
from hopback.policy.article_2_membership import (
    Answer,
    Condition,
    Facts,
    Role,
    Rules,
    Tier,
    clause_of,
    example_for_a_waiver,
    may_join,
    member_of,
    reasons_to_end,
    to_join,
    to_stay,
)
from hopback.policy.article_2_membership import facts as told
from hopback.policy.article_2_membership.principles import PRINCIPLES, cannot_be_noted
from hopback.policy.clause import Force
from hopback.policy.clauses import CLAUSES

ME = "Harbor Voice LLC"
SISTER = "Harbor Brasil"
TODAY = date(2026, 7, 1)
WELL = Facts(
    agreements=(told.Agreement(ME, date(2026, 1, 1)),),
    statements=(told.Statement(ME, date(2026, 1, 5)),),
    based=(told.Based(ME, date(2025, 1, 1)),),
)


def told_with(**parts: Any) -> Facts:
    return replace(WELL, **parts)


def of(condition: Condition, facts: Facts, on: date = TODAY) -> Answer:
    tier = Tier.AFFILIATE if condition in (Condition.COOPERATIVE, Condition.CALLS, Condition.CLEAN) else Tier.STEERING
    return next(each for each in to_join(ME, tier, facts, on) if each.condition is condition)


def named(on: date, who: str = ME, role: Role = Role.ORIGIN) -> told.Named:
    return told.Named(who, on, role, f"tb_{on}")


def controlled(since_on: date = date(2020, 1, 1), until_on: date | None = None) -> tuple[Control, ...]:
    """Harbor Voice and Harbor Brasil under a common owner, through an intermediary."""
    above = Control("Harbor Holdings", "Harbor Europe", date(2019, 1, 1))
    return (above, Control("Harbor Holdings", ME, since_on, until_on), Control("Harbor Europe", SISTER, since_on))


@pytest.mark.parametrize("tier", Tier)
def test_who_meets_everything_may_join_either_group(tier: Tier) -> None:
    """A2.1: two groups; A2.3 has five requirements and A2.5 four, beside where it is based and its record."""
    answers = to_join(ME, tier, WELL, TODAY)
    assert may_join(ME, tier, WELL, TODAY)
    assert len(answers) == {Tier.STEERING: 5, Tier.AFFILIATE: 4}[tier] + 2
    assert {clause_of(each.condition, tier) for each in answers} <= set(CLAUSES)


def test_of_whom_nothing_is_known_nobody_may_join() -> None:
    answers = to_join("Nobody Knows Inc.", Tier.STEERING, WELL, TODAY)
    missing = {each.condition for each in answers if not each.holds}
    assert missing == {
        Condition.US_BASED,
        Condition.COMMITTED,
        Condition.STATEMENT,
        Condition.PRINCIPLES,
        Condition.AFFILIATES,
        Condition.ADHERENCE,
    }


# ---- A2.2


def test_an_exception_for_a_foreign_provider_takes_staff_and_the_committee_both() -> None:
    """A2.2: and it holds from the later of the two."""
    abroad = told_with(based=(told.Based(ME, date(2025, 1, 1), in_us=False),))
    assert not of(Condition.US_BASED, abroad).holds
    for staff_on, committee_on in ((TODAY, None), (None, TODAY)):
        asked = replace(abroad, exemptions=(told.Exemption(ME, staff_on, committee_on),))
        assert not of(Condition.US_BASED, asked).holds
    both = replace(abroad, exemptions=(told.Exemption(ME, date(2026, 6, 1), date(2026, 6, 20)),))
    assert of(Condition.US_BASED, both).holds
    assert not of(Condition.US_BASED, both, date(2026, 6, 19)).holds


# ---- A2.3


@pytest.mark.parametrize(
    ("facts", "failing"),
    [
        ({"agreements": ()}, Condition.COMMITTED),
        ({"findings": (told.NonCooperative(ME, date(2026, 6, 1)),)}, Condition.COMMITTED),
        ({"breaches": (told.Breach(ME, date(2026, 6, 1)),)}, Condition.COMPLIES),
        ({"statements": (told.Statement(ME, date(2026, 1, 5), best_practices=False),)}, Condition.STATEMENT),
        ({"statements": (told.Statement(ME, date(2026, 1, 5), principles=False),)}, Condition.PRINCIPLES),
        ({"statements": (told.Statement(ME, date(2026, 1, 5), affiliates=False),)}, Condition.AFFILIATES),
    ],
)
def test_each_of_the_five_fails_by_itself(facts: dict[str, Any], failing: Condition) -> None:
    """A2.3: and it holds again only when somebody acts."""
    answers = {each.condition: each for each in to_stay(ME, Tier.STEERING, told_with(**facts), TODAY)}
    assert [name for name, each in answers.items() if not each.holds] == [failing]
    assert answers[failing].from_on is None


def test_a_wholesaler_notes_principles_one_and_five_with_the_reason() -> None:
    """A2.3: the document's own example; without a reason it does not count, nor for traceback cooperation."""
    assert len(PRINCIPLES) == 8
    noted = told.Statement(ME, date(2026, 1, 5), inapplicable=((1, "No end users."), (5, "No end users.")))
    answer = of(Condition.PRINCIPLES, told_with(statements=(noted,)))
    assert answer.holds
    assert "1 (Offer free call blocking and labeling)" in " ".join(answer.why)
    assert set(cannot_be_noted([(1, " "), (7, "We would rather not."), (9, "It is not there.")])) == {1, 7, 9}
    refused = replace(noted, inapplicable=((7, "We would rather not."),))
    assert not of(Condition.PRINCIPLES, told_with(statements=(refused,))).holds


def test_what_an_affiliate_of_its_does_counts_through_intermediaries() -> None:
    """A1.1, A2.3: it ensures that all of its affiliates adhere; without the link it is not its affair."""
    breach = told.Breach(SISTER, date(2026, 6, 1), rules=Rules.PRINCIPLES)
    together = told_with(breaches=(breach,), control=controlled())
    answer = of(Condition.AFFILIATES, together)
    assert not answer.holds
    assert "A provider under common control" in " ".join(answer.why)
    assert SISTER not in " ".join(answer.why)
    assert of(Condition.AFFILIATES, replace(together, control=())).holds


def test_a_request_without_an_answer_weighs_for_six_months_unless_it_is_answered_late() -> None:
    """A2.3, A3.6: support for tracebacks through the portal."""
    silence = told.Silence(ME, date(2026, 3, 30), "tb_quiet")
    answer = of(Condition.COMMITTED, told_with(silences=(silence,)))
    assert (answer.holds, answer.from_on, answer.tracebacks) == (False, date(2026, 10, 1), (silence,))
    late = replace(silence, answered_on=date(2026, 4, 2))
    assert of(Condition.COMMITTED, told_with(silences=(late,))).holds


# ---- A2.4


def test_six_months_of_adherence_are_whole_months() -> None:
    """A2.4: agreed on 1 January, complete on 1 July."""
    assert of(Condition.ADHERENCE, WELL).holds
    before = of(Condition.ADHERENCE, WELL, date(2026, 6, 30))
    assert (before.holds, before.from_on) == (False, TODAY)


def test_a_finding_interrupts_adherence_and_lifting_it_begins_the_six_months_anew() -> None:
    """A2.4, A1.3."""
    lifted = told_with(findings=(told.NonCooperative(ME, date(2026, 3, 1), date(2026, 3, 15)),))
    assert of(Condition.ADHERENCE, lifted).from_on == date(2026, 9, 15)
    holds = told_with(findings=(told.NonCooperative(ME, date(2026, 3, 1)),))
    assert of(Condition.ADHERENCE, holds).from_on is None


@pytest.mark.parametrize(("months", "from_on"), [(0, date(2026, 2, 1)), (3, date(2026, 4, 1)), (5, date(2026, 6, 1))])
def test_the_committee_shortens_or_waives_the_six_months(months: int, from_on: date) -> None:
    """A2.4: on approval of the Executive Committee."""
    voted = told_with(shortenings=(told.Shortening(ME, date(2026, 1, 20), months),))
    assert of(Condition.ADHERENCE, voted, date(2026, 2, 1)).from_on == from_on


def test_a_waiver_does_not_cover_what_came_after_it() -> None:
    """A2.4: it was given on the record of its day."""
    waived = told_with(shortenings=(told.Shortening(ME, date(2026, 2, 1), 0),))
    later = replace(waived, silences=(told.Silence(ME, date(2026, 6, 1), "tb_quiet"),))
    assert of(Condition.ADHERENCE, waived, date(2026, 3, 1)).holds
    answer = of(Condition.ADHERENCE, later)
    assert (answer.holds, answer.from_on) == (False, date(2026, 12, 2))
    assert [each.traceback for each in answer.tracebacks] == ["tb_quiet"]


@pytest.mark.parametrize(
    ("change", "files", "holds"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"based": (told.Based(ME, date(2025, 1, 1), in_us=False),)}, True, False),
        ({"named": (named(date(2026, 6, 10)),)}, True, False),
        ({"named": (named(date(2025, 12, 10)),)}, True, True),
        ({"named": (named(date(2026, 6, 10), who=SISTER),), "control": controlled()}, True, False),
    ],
)
def test_the_documents_own_example_of_a_waiver(change: dict[str, Any], files: bool, holds: bool) -> None:
    """A2.4: US-based, an accurate Form 499, not named in six months; the Committee still has to vote."""
    assert example_for_a_waiver(ME, told_with(**change), TODAY, files_form_499=files) is holds


# ---- A2.5, A2.6


def test_two_quarterly_calls_missed_in_a_row_are_not_taking_part() -> None:
    """A2.5: calls before it was a member do not count, nor those that are not quarterly."""
    member = (told.Membership(ME, date(2026, 1, 10), tier=Tier.AFFILIATE),)
    held = [told.Call(date(2026, month, 15), quarterly=True) for month in (1, 4)]
    earlier, between = told.Call(date(2025, 10, 15), True), told.Call(date(2026, 5, 1), False)
    missed = told_with(memberships=member, calls=(*held, between))
    assert not of(Condition.CALLS, missed).holds
    there = replace(held[1], attended=frozenset({ME}))
    assert of(Condition.CALLS, replace(missed, calls=(earlier, held[0], there))).holds
    assert of(Condition.CALLS, replace(missed, calls=(earlier, held[0]))).holds


def test_named_on_day_n_it_can_join_on_day_n_plus_61() -> None:
    """A2.6: 60 whole days without being named again, counted anew each time."""
    once = told_with(named=(named(date(2026, 5, 2)),))
    assert of(Condition.CLEAN, once).from_on == date(2026, 7, 2)
    assert of(Condition.CLEAN, once, date(2026, 7, 2)).holds
    again = told_with(named=(named(date(2026, 5, 2)), named(date(2026, 6, 1), role=Role.POINT_OF_ENTRY)))
    answer = of(Condition.CLEAN, again)
    assert answer.from_on == date(2026, 8, 1)
    assert [each.traceback for each in answer.tracebacks] == ["tb_2026-06-01", "tb_2026-05-02"]


def test_a_traceback_of_seven_months_ago_is_no_longer_shown() -> None:
    """A2.6: within the prior six months."""
    answer = of(Condition.CLEAN, told_with(named=(named(date(2025, 12, 1)),)))
    assert (answer.holds, answer.tracebacks) == (True, ())


@pytest.mark.parametrize(
    ("control", "holds"),
    [
        ((), True),
        (controlled(), False),
        (controlled(since_on=date(2026, 6, 20)), False),  # bought afterwards, with its record
        (controlled(until_on=date(2026, 6, 20)), False),  # sold afterwards, its record stays
        (controlled(until_on=date(2026, 6, 1)), True),  # sold before
    ],
)
def test_a_record_is_neither_bought_clean_nor_sold(control: tuple[Control, ...], holds: bool) -> None:
    """A1.1, A2.6: the same provider on the day it was named, or today."""
    facts = told_with(named=(named(date(2026, 6, 10), who=SISTER),), control=control)
    assert of(Condition.CLEAN, facts).holds is holds


# ---- A2.7


def steering() -> Facts:
    return told_with(memberships=(told.Membership(ME, date(2026, 2, 1), tier=Tier.STEERING),))


def test_a_steering_member_that_no_longer_adheres_will_be_ended() -> None:
    """A2.7: being named is no such reason by itself."""
    fine = replace(steering(), named=(named(date(2026, 6, 10)),))
    assert reasons_to_end(ME, fine, TODAY) == ()
    breach = replace(fine, breaches=(told.Breach(ME, date(2026, 6, 1)),))
    assert [reason.force for reason in reasons_to_end(ME, breach, TODAY)] == [Force.SHALL]


def test_an_affiliate_named_after_it_joined_may_be_ended() -> None:
    """A2.7: with the tracebacks that named it; those before it joined are no reason."""
    joined = told_with(memberships=(told.Membership(ME, date(2026, 2, 1), tier=Tier.AFFILIATE),))
    facts = replace(joined, named=(named(date(2026, 1, 31)), named(date(2026, 6, 10))))
    (reason,) = reasons_to_end(ME, facts, TODAY)
    assert reason.force is Force.MAY
    assert [each.traceback for each in reason.tracebacks] == ["tb_2026-06-10"]


def test_who_is_no_member_has_nothing_to_end() -> None:
    ended = told_with(memberships=(told.Membership(ME, date(2026, 2, 1), date(2026, 6, 1), tier=Tier.STEERING),))
    assert member_of(ME, ended, date(2026, 5, 31)) == (Tier.STEERING, date(2026, 2, 1))
    assert member_of(ME, ended, TODAY) is None
    assert reasons_to_end(ME, ended, TODAY) == ()


def test_what_is_not_known_yet_does_not_count() -> None:
    """A day is judged by what had happened by then."""
    facts = told_with(named=(named(date(2026, 6, 10)),), breaches=(told.Breach(ME, date(2026, 6, 1)),))
    assert may_join(ME, Tier.AFFILIATE, facts, date(2026, 5, 31))
    assert not may_join(ME, Tier.AFFILIATE, facts, TODAY)
