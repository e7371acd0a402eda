"""Who is shown what of a path. (A3.11, A3.12, XC.1)"""

from itertools import product

import pytest
from hypothesis import given

from hopback.policy.appendix_c_privacy import FieldClass
from hopback.policy.article_3_traceback.confidentiality import (
    VISIBLE,
    Relation,
    end_shown,
    may_see,
    who_can_see,
)
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Hop, HopState, Status, status
from tests.policy.article_3.paths import NAMES, abroad, ended, paths, silent, us, waiting

CARDINAL, HARBOR, SABLE = us("Cardinal Wireless"), us("Harbor Voice LLC"), abroad("Sable Route Ltd.")
NAMED = {name: name for name in NAMES}
BOTH = (False, True)


def test_every_relation_has_a_rule_for_every_class() -> None:
    assert set(VISIBLE) == set(product(Relation, FieldClass))


@pytest.mark.parametrize(("field_class", "own", "closed"), [*product(FieldClass, BOTH, BOTH)])
def test_staff_see_everything(field_class: FieldClass, own: bool, closed: bool) -> None:
    assert may_see(Relation.STAFF, field_class, own, closed)


@pytest.mark.parametrize(("field_class", "own", "closed"), [*product(FieldClass, BOTH, BOTH)])
def test_an_outsider_sees_what_is_public_and_nothing_else(field_class: FieldClass, own: bool, closed: bool) -> None:
    """XA.8"""
    assert may_see(Relation.OUTSIDER, field_class, own, closed) == (field_class is FieldClass.PUBLIC)


@pytest.mark.parametrize(
    ("relation", "field_class", "closed"),
    [
        *product(
            (Relation.OWN_HOP, Relation.DOWNSTREAM, Relation.REQUESTER),
            (FieldClass.PROPRIETARY, FieldClass.CPNI),
            BOTH,
        )
    ],
)
def test_nobody_but_staff_sees_another_party_s_proprietary_fields_or_cpni(
    relation: Relation, field_class: FieldClass, closed: bool
) -> None:
    """A3.11, XC.1: not while the traceback is open, and not after."""
    assert not may_see(relation, field_class, False, closed)
    assert may_see(relation, field_class, True, closed)


@pytest.mark.parametrize("relation", [Relation.DOWNSTREAM, Relation.REQUESTER])
def test_the_end_is_shown_once_closed(relation: Relation) -> None:
    """A3.11, A3.12"""
    assert not may_see(relation, FieldClass.MEMBER, False, False)
    assert may_see(relation, FieldClass.MEMBER, False, True)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("field_class", FieldClass)
def test_closing_or_owning_never_takes_sight_away(relation: Relation, field_class: FieldClass) -> None:
    seen = {(own, closed): may_see(relation, field_class, own, closed) for own, closed in product(BOTH, BOTH)}
    assert seen[False, False] <= seen[False, True] <= seen[True, True]
    assert seen[False, False] <= seen[True, False] <= seen[True, True]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (ended(SABLE, AnswerKind.ORIGINATED), "ended at Sable Route Ltd., whose customer made the call."),
        (ended(SABLE, AnswerKind.NOT_FOUND), "ended at Sable Route Ltd., which found no record of the call."),
        (ended(SABLE, AnswerKind.CANNOT_ANSWER), "ended at Sable Route Ltd., which could not answer."),
        (silent(SABLE), "ended at Sable Route Ltd., which did not respond."),
        (waiting(SABLE, HopState.NOT_ASKED), "ended at Sable Route Ltd., a non-cooperative provider."),
    ],
)
def test_a_downstream_provider_is_told_where_it_ended(last: Hop, told: str) -> None:
    """A3.11: the identity of a non-cooperative provider included."""
    assert end_shown([CARDINAL, HARBOR, last], NAMED) == f"The investigation {told}"


def test_nothing_is_told_while_a_traceback_is_open() -> None:
    """A3.11"""
    assert end_shown([CARDINAL, waiting(SABLE)], NAMED) == ""


def test_a_withdrawn_traceback_names_nobody() -> None:
    assert end_shown([CARDINAL, waiting(SABLE, HopState.WITHDRAWN)], NAMED) == "The traceback was withdrawn."


@given(path=paths())
def test_no_provider_is_named_but_the_last(path: list[Hop]) -> None:
    """A3.11: never the path above, nor that there is one."""
    told = end_shown(path, NAMED)
    others = set(NAMES) - {path[-1].provider}
    assert not any(name in told for name in others)
    assert (told == "") == (status(path) is Status.OPEN)


def test_the_card_says_who_sees_what_and_by_which_clause() -> None:
    """A3.11, A3.12, A5.5"""
    still_open = who_can_see([CARDINAL, waiting(SABLE)], requester="Cardinal Wireless")
    closed = who_can_see([CARDINAL, silent(SABLE)], requester="Cardinal Wireless", agencies=True)
    assert [(row.who, row.shown) for row in still_open] == [
        ("Staff", True),
        ("Each provider", True),
        ("Each provider that answered", False),
        ("Providers", False),
        ("Cardinal Wireless", False),
        ("Agencies", False),
    ]
    assert [row.shown for row in closed] == [True, True, True, False, True, True]
    assert [row.clause.id for row in closed] == ["A3.5", "A3.2", "A3.11", "A3.11", "A3.12", "A5.5"]


def test_a_traceback_of_the_group_itself_has_no_requester() -> None:
    assert len(who_can_see([waiting(CARDINAL)])) == 5
