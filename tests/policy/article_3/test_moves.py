"""The table of moves: what is in it happens, what is not is refused. (A3.2, A3.4, A3.6)"""

from itertools import product

import pytest

from hopback.policy.article_3_traceback.initiation_and_tracking import (
    NEXT,
    NEXT_MOVE,
    OFF_THE_PATH,
    OVER,
    WAITING,
    HopEvent,
    HopState,
    MoveNotAllowed,
    Mover,
    mermaid,
    next_state,
    table,
)

S, E = HopState, HopEvent
EVERY_PAIR = list(product(HopState, HopEvent))

# Written out a second time, by state, so that a slip in the table is seen.
ALLOWED: dict[HopState, dict[HopEvent, HopState]] = {
    S.IDENTIFYING: {
        E.IDENTIFIED: S.ASKED,
        E.ENDED_HERE: S.NOT_ASKED,
        E.SUPERSEDED: S.SUPERSEDED,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.ASKED: {
        E.ACKNOWLEDGED: S.INVESTIGATING,
        E.REMINDED: S.ASKED,
        E.EXTENDED: S.ASKED,
        E.ANSWERED: S.ANSWERED,
        E.ANSWERED_LATE: S.ANSWERED,
        E.TIME_RAN_OUT: S.NO_RESPONSE,
        E.SUPERSEDED: S.SUPERSEDED,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.INVESTIGATING: {
        E.REMINDED: S.INVESTIGATING,
        E.EXTENDED: S.INVESTIGATING,
        E.ANSWERED: S.ANSWERED,
        E.ANSWERED_LATE: S.ANSWERED,
        E.TIME_RAN_OUT: S.NO_RESPONSE,
        E.SUPERSEDED: S.SUPERSEDED,
        E.WITHDRAWN: S.WITHDRAWN,
    },
    S.ANSWERED: {E.CORRECTED: S.ANSWERED, E.RETURNED: S.INVESTIGATING, E.SUPERSEDED: S.SUPERSEDED},
    S.NO_RESPONSE: {E.ANSWERED_LATE: S.ANSWERED, E.SUPERSEDED: S.SUPERSEDED},
    S.NOT_ASKED: {E.ASKED_ON: S.ASKED, E.SUPERSEDED: S.SUPERSEDED},
    S.SUPERSEDED: {},
    S.WITHDRAWN: {},
}


@pytest.mark.parametrize(("state", "event"), EVERY_PAIR)
def test_a_hop_makes_the_moves_of_the_table_and_no_other(state: HopState, event: HopEvent) -> None:
    if event in ALLOWED[state]:
        assert next_state(state, event) is ALLOWED[state][event]
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            next_state(state, event)
        assert refused.value.clause.id == "A3.6"


@pytest.mark.parametrize(("state", "event"), [pair for pair in EVERY_PAIR if pair not in NEXT])
def test_a_refused_move_says_in_words_what_is_not_possible(state: HopState, event: HopEvent) -> None:
    with pytest.raises(MoveNotAllowed, match=r"^A hop (that|whose|at) .+ cannot be .+\.$"):
        next_state(state, event)


def test_a_late_answer_reopens_what_was_closed_without_response() -> None:
    """A3.6"""
    assert next_state(S.NO_RESPONSE, E.ANSWERED_LATE) is S.ANSWERED
    with pytest.raises(MoveNotAllowed, match="closed without a response cannot be answered"):
        next_state(S.NO_RESPONSE, E.ANSWERED)


def test_time_runs_out_only_for_a_provider_that_was_asked() -> None:
    """A3.6: a hop that waits for the staff is never closed as No Response."""
    assert {state for state, event in NEXT if event is E.TIME_RAN_OUT} == {S.ASKED, S.INVESTIGATING}


def test_whoever_waits_has_somebody_to_move_next() -> None:
    assert frozenset({S.IDENTIFYING, S.ASKED, S.INVESTIGATING}) == WAITING
    assert frozenset(HopState) == WAITING | OVER
    assert not WAITING & OVER
    assert set(NEXT_MOVE) == set(HopState)
    assert NEXT_MOVE[S.IDENTIFYING] is Mover.STAFF
    assert {state for state, mover in NEXT_MOVE.items() if mover is Mover.PROVIDER} == {S.ASKED, S.INVESTIGATING}


def test_what_is_off_the_path_never_moves_again() -> None:
    assert not [state for state, _ in NEXT if state in OFF_THE_PATH]


def test_every_state_but_a_beginning_is_reached_and_every_event_is_used() -> None:
    assert set(NEXT.values()) | {S.IDENTIFYING} == set(HopState)
    assert {event for _, event in NEXT} == set(HopEvent)


def test_every_waiting_hop_can_be_superseded_or_withdrawn() -> None:
    for state in WAITING:
        assert next_state(state, E.SUPERSEDED) is S.SUPERSEDED
        assert next_state(state, E.WITHDRAWN) is S.WITHDRAWN


@pytest.mark.parametrize(("state", "event"), NEXT)
def test_both_drawings_show_every_move(state: HopState, event: HopEvent) -> None:
    after = NEXT[state, event]
    assert f"\n    {state} --> {after}: {event}\n" in mermaid()
    assert f"\n| {state} | {NEXT_MOVE[state]} | {event} | {after} |\n" in table()


def test_the_drawings_show_nothing_else() -> None:
    assert mermaid().startswith("stateDiagram-v2\n")
    assert mermaid().count(": ") == len(NEXT)
    assert table().count("\n") == len(NEXT) + 2 + len(OFF_THE_PATH)
