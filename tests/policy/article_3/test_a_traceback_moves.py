"""One traceback, played by the rules alone: whatever is done to it, it stays a sound path. (A1.9, A3.2-A3.7)"""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hopback.policy.article_3_traceback.contradictions import Evidence, Outcome, contradictions, presented_as
from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import (
    WAITING,
    AnswerKind,
    Hop,
    HopEvent,
    HopState,
    MoveNotAllowed,
    Status,
    after_answer,
    broken_invariants,
    current,
    end_of,
    next_state,
    status,
)

D = Designation
ENDS = {D.NO_RESPONSE, D.NOT_FOUND, D.US_ORIGIN, D.INTERNATIONAL_ORIGIN}
END_ANSWERS = st.sampled_from(sorted(set(AnswerKind) - {AnswerKind.UPSTREAM}))
FOREIGN = st.sampled_from((True, False, None))


class ATraceback(RuleBasedStateMachine):
    """`hops` holds all that ever were; superseded ones stay, as they do in the portal."""

    @initialize()
    def begin(self) -> None:
        self.hops = [Hop("hop_0", "Cardinal Wireless", False)]

    @property
    def last(self) -> Hop:
        return current(self.hops)[-1]

    def over(self) -> bool:
        return status(self.hops) is not Status.OPEN

    def withdrawn(self) -> bool:
        return status(self.hops) is Status.WITHDRAWN

    def asked(self) -> bool:
        return self.last.state in (HopState.ASKED, HopState.INVESTIGATING)

    def move(self, hop: Hop, event: HopEvent, **changes: object) -> None:
        moved = replace(hop, state=next_state(hop.state, event), **changes)  # type: ignore[arg-type]
        self.hops[self.hops.index(hop)] = moved

    def open_next(self, foreign: bool | None, cooperative: bool | None, identified: bool) -> None:
        state = after_answer(AnswerKind.UPSTREAM, identified=identified, cooperative=cooperative)
        assert state is not None
        name = f"provider {len(self.hops)}"
        self.hops.append(Hop(f"hop_{len(self.hops)}", name, foreign, state, cooperative=cooperative))

    @precondition(lambda self: not self.withdrawn() and self.last.state is HopState.ASKED)
    @rule()
    def the_provider_acknowledges(self) -> None:
        self.move(self.last, HopEvent.ACKNOWLEDGED)

    @precondition(lambda self: not self.withdrawn() and self.asked())
    @rule(event=st.sampled_from((HopEvent.REMINDED, HopEvent.EXTENDED)))
    def staff_remind_or_extend(self, event: HopEvent) -> None:
        before = self.last.state
        self.move(self.last, event)
        assert self.last.state is before

    @precondition(lambda self: not self.withdrawn() and self.asked())
    @rule(
        foreign=FOREIGN,
        cooperative=st.sampled_from((None, True, False)),
        identified=st.booleans(),
        late=st.booleans(),
    )
    def the_provider_names_its_upstream(
        self, foreign: bool | None, cooperative: bool | None, identified: bool, late: bool
    ) -> None:
        event = HopEvent.ANSWERED_LATE if late else HopEvent.ANSWERED
        self.move(self.last, event, answer=AnswerKind.UPSTREAM, late=late)
        self.open_next(foreign, cooperative, identified)

    @precondition(lambda self: not self.withdrawn() and self.asked())
    @rule(kind=END_ANSWERS)
    def the_provider_ends_it(self, kind: AnswerKind) -> None:
        self.move(self.last, HopEvent.ANSWERED, answer=kind)
        assert after_answer(kind) is None

    @precondition(lambda self: not self.withdrawn() and self.asked())
    @rule()
    def time_runs_out(self) -> None:
        self.move(self.last, HopEvent.TIME_RAN_OUT)
        assert status(self.hops) is Status.NO_RESPONSE

    @precondition(lambda self: self.last_is(HopState.NO_RESPONSE))
    @rule(foreign=FOREIGN)
    def a_late_answer_reopens_it(self, foreign: bool | None) -> None:
        self.move(self.last, HopEvent.ANSWERED_LATE, answer=AnswerKind.UPSTREAM, late=True)
        self.open_next(foreign, None, True)
        assert status(self.hops) is Status.OPEN

    @precondition(lambda self: self.last_is(HopState.IDENTIFYING))
    @rule(foreign=FOREIGN, non_cooperative=st.booleans())
    def staff_settle_who_it_is(self, foreign: bool | None, non_cooperative: bool) -> None:
        event = HopEvent.ENDED_HERE if non_cooperative else HopEvent.IDENTIFIED
        self.move(self.last, event, foreign=foreign)

    @precondition(lambda self: self.last_is(HopState.NOT_ASKED))
    @rule()
    def staff_ask_on(self) -> None:
        self.move(self.last, HopEvent.ASKED_ON)
        assert status(self.hops) is Status.OPEN

    @precondition(lambda self: self.last_is(HopState.ANSWERED))
    @rule()
    def staff_return_the_last_answer(self) -> None:
        self.move(self.last, HopEvent.RETURNED, answer=None)
        assert status(self.hops) is Status.OPEN

    @precondition(lambda self: not self.withdrawn() and len(current(self.hops)) > 1)
    @rule(data=st.data(), foreign=FOREIGN, kind=st.sampled_from(AnswerKind))
    def a_correction_takes_the_path_elsewhere(
        self, data: st.DataObject, foreign: bool | None, kind: AnswerKind
    ) -> None:
        path = current(self.hops)
        place = data.draw(st.integers(0, len(path) - 2))
        for upstream in path[place + 1 :]:
            self.move(upstream, HopEvent.SUPERSEDED)
        self.move(path[place], HopEvent.CORRECTED, answer=kind)
        if kind is AnswerKind.UPSTREAM:
            self.open_next(foreign, None, True)

    @precondition(lambda self: not self.over())
    @rule(chance=st.integers(0, 9))
    def staff_withdraw_it(self, chance: int) -> None:
        if chance == 0:
            self.move(self.last, HopEvent.WITHDRAWN)

    @precondition(lambda self: self.over())
    @rule(event=st.sampled_from((HopEvent.ACKNOWLEDGED, HopEvent.ANSWERED, HopEvent.TIME_RAN_OUT)))
    def a_finished_traceback_refuses_answers_and_deadlines(self, event: HopEvent) -> None:
        with pytest.raises(MoveNotAllowed):
            self.move(self.hops[-1], event)

    def last_is(self, state: HopState) -> bool:
        return not self.withdrawn() and self.last.state is state

    @invariant()
    def one_hop_waits_exactly_while_it_is_open(self) -> None:
        waiting = [hop for hop in self.hops if hop.state in WAITING]
        assert len(waiting) == (status(self.hops) is Status.OPEN)

    @invariant()
    def the_path_is_sound(self) -> None:
        if not self.withdrawn():
            assert broken_invariants(current(self.hops)) == []
            assert (end_of(self.hops) is None) == (status(self.hops) is Status.OPEN)

    @invariant()
    def entry_and_departure_come_in_pairs(self) -> None:
        """A1.4, A1.5"""
        found = designations(current(self.hops))
        for place, each in enumerate(found):
            if D.US_POINT_OF_ENTRY in each:
                assert D.FOREIGN_POINT_OF_DEPARTURE in found[place + 1]
            if D.FOREIGN_POINT_OF_DEPARTURE in each:
                assert D.US_POINT_OF_ENTRY in found[place - 1]

    @invariant()
    def at_most_the_last_hop_ends(self) -> None:
        """A3.7"""
        found = designations(current(self.hops))
        assert not any(each & ENDS for each in found[:-1])

    @invariant()
    def an_end_is_presented_as_the_status_or_as_contradicted(self) -> None:
        found = contradictions(self.hops, Evidence())
        shown = presented_as(self.hops, found)
        assert shown.value == status(self.hops).value or shown is Outcome.CONTRADICTED


TestATraceback = ATraceback.TestCase
TestATraceback.settings = settings(max_examples=150, stateful_step_count=30)
