"""The six designations. (A3.7, A1.4, A1.5)"""

from dataclasses import replace

import pytest
from hypothesis import given

from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Hop, HopState
from tests.policy.article_3.paths import abroad, ended, paths, silent, us, waiting

D = Designation
ENDS = {D.NO_RESPONSE, D.NOT_FOUND, D.US_ORIGIN, D.INTERNATIONAL_ORIGIN}
CARDINAL, HARBOR, SABLE = us("Cardinal Wireless"), us("Harbor Voice LLC"), abroad("Sable Route Ltd.")


def test_a_call_that_leaves_and_comes_back_has_two_points_of_entry() -> None:
    """A1.4: two U.S. points of entry may be identified."""
    path = [CARDINAL, SABLE, HARBOR, ended(abroad("Quetzal Telefonía"), AnswerKind.ORIGINATED)]
    found = designations(path)
    assert [D.US_POINT_OF_ENTRY in each for each in found] == [True, False, True, False]
    assert found[1] == {D.FOREIGN_POINT_OF_DEPARTURE}
    assert found[3] == {D.FOREIGN_POINT_OF_DEPARTURE, D.INTERNATIONAL_ORIGIN}


def test_a_silent_foreign_provider_is_both_no_response_and_point_of_departure() -> None:
    """A1.5, A3.7"""
    assert designations([CARDINAL, silent(SABLE)])[1] == {D.NO_RESPONSE, D.FOREIGN_POINT_OF_DEPARTURE}


def test_a_foreign_provider_that_is_not_asked_is_still_the_point_of_departure() -> None:
    """A1.5, A1.9"""
    found = designations([CARDINAL, waiting(SABLE, HopState.NOT_ASKED)])
    assert found == [{D.US_POINT_OF_ENTRY}, {D.FOREIGN_POINT_OF_DEPARTURE}]


def test_a_foreign_provider_that_is_being_asked_is_already_the_point_of_departure() -> None:
    """A1.5"""
    assert designations([CARDINAL, waiting(SABLE)])[1] == {D.FOREIGN_POINT_OF_DEPARTURE}


@pytest.mark.parametrize(
    ("last", "designation"),
    [
        (ended(HARBOR, AnswerKind.ORIGINATED), D.US_ORIGIN),
        (ended(HARBOR, AnswerKind.NOT_FOUND), D.NOT_FOUND),
        (ended(HARBOR, AnswerKind.CANNOT_ANSWER), D.NOT_FOUND),
        (silent(HARBOR), D.NO_RESPONSE),
    ],
)
def test_a_domestic_end_has_one_designation(last: Hop, designation: Designation) -> None:
    """A3.7"""
    assert designations([CARDINAL, last]) == [frozenset(), {designation}]


def test_a_domestic_end_below_a_foreign_provider_is_a_call_that_came_back() -> None:
    """A3.7: an origin in the United States whose call went abroad and returned."""
    found = designations([CARDINAL, SABLE, ended(HARBOR, AnswerKind.ORIGINATED)])
    assert found == [{D.US_POINT_OF_ENTRY}, {D.FOREIGN_POINT_OF_DEPARTURE}, {D.US_ORIGIN}]


def test_a_late_answer_replaces_no_response() -> None:
    """A3.7"""
    late = replace(ended(HARBOR, AnswerKind.ORIGINATED), late=True)
    assert designations([CARDINAL, late])[1] == {D.US_ORIGIN}


def test_transit_and_waiting_hops_have_none() -> None:
    assert designations([CARDINAL, HARBOR, waiting(us("Meridian Transit"))]) == [frozenset()] * 3


def test_a_foreign_provider_behind_a_foreign_one_is_no_point_of_departure() -> None:
    """A1.5: it immediately precedes the point of entry."""
    found = designations([CARDINAL, SABLE, ended(abroad("Quetzal Telefonía"), AnswerKind.ORIGINATED)])
    assert found[2] == {D.INTERNATIONAL_ORIGIN}


def test_who_is_not_known_to_be_foreign_or_domestic_has_no_place_and_no_origin() -> None:
    unknown = replace(ended(HARBOR, AnswerKind.ORIGINATED), foreign=None)
    assert designations([CARDINAL, unknown]) == [frozenset(), frozenset()]


@pytest.mark.parametrize("state", [HopState.WITHDRAWN, HopState.SUPERSEDED])
def test_a_hop_that_left_the_path_has_no_designation_and_gives_none(state: HopState) -> None:
    assert designations([CARDINAL, waiting(SABLE, state)]) == [frozenset(), frozenset()]


@given(path=paths())
def test_entry_and_departure_come_in_pairs(path: list[Hop]) -> None:
    """A1.4, A1.5"""
    found = designations(path)
    for place, each in enumerate(found):
        if D.US_POINT_OF_ENTRY in each:
            assert D.FOREIGN_POINT_OF_DEPARTURE in found[place + 1]
        if D.FOREIGN_POINT_OF_DEPARTURE in each:
            assert D.US_POINT_OF_ENTRY in found[place - 1]


@given(path=paths())
def test_every_step_from_abroad_into_the_country_is_a_point_of_entry(path: list[Hop]) -> None:
    """A1.4"""
    steps = {place for place, hop in enumerate(path[:-1]) if hop.foreign is False and path[place + 1].foreign}
    found = designations(path)
    assert {place for place, each in enumerate(found) if D.US_POINT_OF_ENTRY in each} == steps


@given(path=paths())
def test_at_most_the_last_hop_ends_and_it_ends_in_one_way(path: list[Hop]) -> None:
    """A3.7"""
    found = designations(path)
    assert not any(each & ENDS for each in found[:-1])
    assert len(found[-1] & ENDS) <= 1


@given(path=paths())
def test_nobody_is_entry_and_departure_at_once(path: list[Hop]) -> None:
    pair = {D.US_POINT_OF_ENTRY, D.FOREIGN_POINT_OF_DEPARTURE}
    assert not any(pair <= each for each in designations(path))
