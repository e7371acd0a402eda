"""How a traceback stands, read from its path. (A1.9, A3.4)"""

from dataclasses import replace

import pytest
from hypothesis import given

from hopback.policy.article_3_traceback.initiation_and_tracking import (
    WAITING,
    AnswerKind,
    Hop,
    HopState,
    Status,
    after_answer,
    broken_invariants,
    current,
    end_of,
    same_provider,
    status,
)
from tests.policy.article_3.paths import abroad, ended, paths, silent, us, waiting

CARDINAL, HARBOR = us("Cardinal Wireless"), us("Harbor Voice LLC")


@pytest.mark.parametrize(
    ("last", "stands"),
    [
        (waiting(HARBOR), Status.OPEN),
        (waiting(HARBOR, HopState.INVESTIGATING), Status.OPEN),
        (waiting(HARBOR, HopState.IDENTIFYING), Status.OPEN),
        (waiting(HARBOR, HopState.NOT_ASKED), Status.NON_COOPERATIVE),
        (waiting(HARBOR, HopState.WITHDRAWN), Status.WITHDRAWN),
        (silent(HARBOR), Status.NO_RESPONSE),
        (ended(HARBOR, AnswerKind.ORIGINATED), Status.ORIGIN_FOUND),
        (ended(HARBOR, AnswerKind.NOT_FOUND), Status.NOT_FOUND),
        (ended(HARBOR, AnswerKind.CANNOT_ANSWER), Status.CANNOT_ANSWER),
    ],
)
def test_the_last_hop_says_how_a_traceback_stands(last: Hop, stands: Status) -> None:
    assert status([CARDINAL, last]) is stands
    assert end_of([CARDINAL, last]) == (None if stands in (Status.OPEN, Status.WITHDRAWN) else last)


def test_every_status_is_reached_by_some_last_hop() -> None:
    """A status nobody can reach would be a word without a meaning."""
    assert {status([waiting(HARBOR, state)]) for state in HopState if state not in _NEED_MORE} | {
        status([ended(HARBOR, kind)]) for kind in AnswerKind if kind is not AnswerKind.UPSTREAM
    } == set(Status)


_NEED_MORE = {HopState.ANSWERED, HopState.SUPERSEDED}


def test_a_superseded_hop_does_not_count() -> None:
    left_behind = replace(HARBOR, state=HopState.SUPERSEDED, answer=AnswerKind.ORIGINATED)
    path = [CARDINAL, left_behind, waiting(us("Meridian Transit"))]
    assert status(path) is Status.OPEN
    assert current(path) == [path[0], path[2]]
    assert status([ended(CARDINAL, AnswerKind.NOT_FOUND), left_behind]) is Status.NOT_FOUND


def test_an_empty_path_and_one_that_nobody_went_on_with_have_no_status() -> None:
    with pytest.raises(ValueError, match="at least one hop"):
        status([])
    with pytest.raises(ValueError, match="No path ends with"):
        status([CARDINAL])


@given(path=paths())
def test_a_traceback_is_open_exactly_while_its_last_hop_waits(path: list[Hop]) -> None:
    assert (status(path) is Status.OPEN) == (path[-1].state in WAITING)
    assert (end_of(path) is None) == (status(path) is Status.OPEN)
    assert broken_invariants(path) == []


@pytest.mark.parametrize("kind", sorted(set(AnswerKind) - {AnswerKind.UPSTREAM}))
def test_only_an_upstream_answer_goes_on(kind: AnswerKind) -> None:
    """A1.9, A3.4"""
    assert after_answer(kind) is None


def test_a_named_upstream_is_asked_next() -> None:
    """A3.2"""
    assert after_answer(AnswerKind.UPSTREAM) is HopState.ASKED
    assert after_answer(AnswerKind.UPSTREAM, cooperative=True) is HopState.ASKED


def test_an_upstream_of_which_nobody_is_sure_waits_for_the_staff() -> None:
    """A3.3"""
    assert after_answer(AnswerKind.UPSTREAM, identified=False, cooperative=False) is HopState.IDENTIFYING


def test_a_non_cooperative_upstream_ends_the_trace_unless_staff_ask_on() -> None:
    """A1.9"""
    assert after_answer(AnswerKind.UPSTREAM, cooperative=False) is HopState.NOT_ASKED
    assert after_answer(AnswerKind.UPSTREAM, cooperative=False, ask_non_cooperative=True) is HopState.ASKED


def test_a_control_group_counts_as_one_provider() -> None:
    """A1.1"""
    harbor = us("prv_harbor", group=frozenset({"prv_harbor", "prv_harbor_brazil"}))
    assert same_provider(harbor, abroad("prv_harbor_brazil"))
    assert same_provider(abroad("prv_harbor_brazil"), harbor)
    assert not same_provider(harbor, us("prv_meridian"))
    assert not same_provider(us(""), us(""))


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ([waiting(CARDINAL), waiting(HARBOR)], "is not the last hop"),
        ([ended(CARDINAL, AnswerKind.NOT_FOUND), waiting(HARBOR)], "is not the last hop"),
        ([CARDINAL, replace(HARBOR, answer=None)], "is answered and has no answer"),
        ([CARDINAL, replace(HARBOR, state=HopState.ASKED)], "is asked and has an answer"),
        ([CARDINAL, replace(waiting(HARBOR), id=CARDINAL.id)], "the same id"),
        ([CARDINAL], "nobody asked it"),
    ],
)
def test_a_path_that_cannot_be_is_told(path: list[Hop], broken: str) -> None:
    assert any(broken in sentence for sentence in broken_invariants(path))
