"""
Everything that can happen to a traceback, in any order, done by the portal's real actions.

After each action the real tracebacks are held against the plain ones of `oracle.py`, and the promises of
the house are checked: nothing is half done, nothing changes without its log entry.
"""

from datetime import timedelta
from typing import Any

from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from hopback.policy.clause import Refused
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import actions as post_office
from hopback.portal.notices.models import Delivery
from hopback.portal.providers import actions as providers
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Traceback
from hopback.wire.answers import AnswerIn, ContactDetails, Customer

from . import checks
from .acting import DAY, Acting
from .cast import stranger
from .oracle import Trace

ENDINGS = {
    "originated": AnswerIn(kind="originated", customer=Customer(name="Brightline Leads Inc.")),
    "not_found": AnswerIn(kind="not_found", searched="all switches, 17 to 20 October, UTC"),
    "cannot_answer": AnswerIn(kind="cannot_answer", reason="Our records of that day are lost."),
}
anyone = st.data()


class TracebackMachine(Acting):
    """The rules: at least thirty kinds of things that happen."""

    # ---- what people do ---------------------------------------------------------------------------

    @initialize()
    def a_first_call_is_reported(self) -> None:
        self.a_traceback_opens(self.cast.first)

    def a_traceback_opens(self, first: Any) -> None:
        candidate = self.cast.candidate(first, self.now)
        traceback = self.do(actions.open_traceback, candidate=candidate)
        self.traces.append(Trace(id=traceback.public_id, path=[self.seen(traceback)]))
        assert isinstance(self.do(actions.open_traceback, candidate=candidate), Refused)

    @precondition(lambda self: len(self.traces) < 3)
    @rule(data=anyone)
    def another_call_is_reported(self, data: Any) -> None:
        self.a_traceback_opens(data.draw(st.sampled_from(self.cast.rows)))

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone)
    def a_provider_begins(self, data: Any) -> None:
        if found := self.provider_turn(data):
            self.do(actions.acknowledge, hop=self.row(found[1]), by=self.speaker(found[1]))

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone)
    def a_provider_names_a_listed_one(self, data: Any) -> None:
        if found := self.provider_turn(data):
            trace, turn = found
            named = data.draw(st.sampled_from([row for row in self.cast.rows if row.public_id != turn.provider]))
            said = AnswerIn(kind="upstream", upstream=named.public_id, trunk="MIA-SBR-02")
            assert not isinstance(self.say(turn, said), Exception)
            self.heard(trace, turn, said)

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone, like=st.booleans(), country=st.sampled_from(["US", "BZ"]))
    def a_provider_names_an_unlisted_one(self, data: Any, like: bool, country: str) -> None:
        if found := self.provider_turn(data):
            trace, turn = found
            details = self.cast.details_like_a_listed_one(country) if like else self.cast.details_of_a_new_one(country)
            said = AnswerIn(kind="upstream", unlisted=ContactDetails(**details))
            assert not isinstance(self.say(turn, said), Exception)
            self.heard(trace, turn, said)
            unsure = like and not self.cast.double_is_listed
            assert (trace.path[-1].provider is None) is unsure, "unsure waits with staff, new is taken in (A3.3)"

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone, kind=st.sampled_from(sorted(ENDINGS)))
    def a_provider_ends_the_path(self, data: Any, kind: str) -> None:
        if found := self.provider_turn(data):
            assert not isinstance(self.say(found[1], ENDINGS[kind]), Exception)
            self.heard(*found, ENDINGS[kind])

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone, kind=st.sampled_from(["upstream", "not_found", "cannot_answer", "itself"]))
    def a_provider_says_too_little(self, data: Any, kind: str) -> None:
        if found := self.provider_turn(data):
            itself = kind == "itself"
            said = AnswerIn(kind="upstream" if itself else kind, upstream=found[1].provider if itself else "")
            assert isinstance(self.say(found[1], said), Refused)

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone)
    def somebody_else_answers(self, data: Any) -> None:
        _, turn = self.pick(data, waiting=True)
        by = stranger(turn.provider)
        refused = self.do(actions.answer, hop=self.row(turn), said=ENDINGS["originated"], channel="api", by=by)
        assert isinstance(refused, Http404)

    @rule(data=anyone)
    def a_provider_answers_again(self, data: Any) -> None:
        answered = [(t, turn) for t in self.traces for turn in (*t.path, *t.off) if turn.said and not turn.waiting]
        spoken = [turn for _, turn in answered if not turn.silent]
        if spoken:
            assert isinstance(self.say(data.draw(st.sampled_from(spoken)), ENDINGS["originated"]), Refused)

    @rule(data=anyone, kind=st.sampled_from(sorted(ENDINGS)))
    def a_silent_provider_answers_late(self, data: Any, kind: str) -> None:
        silent = [(trace, trace.path[-1]) for trace in self.traces if trace.path[-1].silent]
        if silent:
            trace, turn = data.draw(st.sampled_from(silent))
            assert not isinstance(self.say(turn, ENDINGS[kind]), Exception)
            self.heard(trace, turn, ENDINGS[kind])
            assert turn.said[-1]["late"]

    @rule(data=anyone, other_way=st.booleans(), kind=st.sampled_from(sorted(ENDINGS)))
    def a_provider_corrects_itself(self, data: Any, other_way: bool, kind: str) -> None:
        answered = [(trace, turn) for trace in self.traces for turn in trace.path if turn.answer]
        if not answered:
            return
        trace, turn = data.draw(st.sampled_from(answered))
        before = checks.as_said(turn)
        said = ENDINGS[kind] if other_way else before.model_copy(update={"comment": "typing error mended"})
        row = self.row(turn)
        taken = self.do(actions.correct, hop=row, said=said, channel="page", by=self.speaker(turn))
        if trace.end == "withdrawn":
            assert isinstance(taken, Refused)
            return
        assert not isinstance(taken, Exception)
        turn.said.append({"kind": said.kind.value, "late": turn.due is not None and self.now > turn.due})
        checks.keep(self.kept, turn)
        if said.kind != before.kind:
            trace.cut_above(turn)

    # ---- what staff do ----------------------------------------------------------------------------

    @rule(data=anyone, hours=st.integers(min_value=0, max_value=40))
    def staff_give_an_answer_back(self, data: Any, hours: int) -> None:
        ended = [(trace, trace.path[-1]) for trace in self.traces if trace.path[-1].answer]
        if not ended:
            return
        _trace, turn = data.draw(st.sampled_from(ended))
        until = self.now + timedelta(hours=hours) if hours else None
        given = checks.latest(turn)
        result = self.do(actions.return_answer, answer=given, reason="No day, no switch named.", until=until)
        time_left = until is not None or (turn.close is not None and turn.close > self.now)
        assert isinstance(result, Exception) is not time_left
        if time_left:
            turn.waiting, turn.returned = True, True
            if until:
                turn.received, turn.due, turn.close = turn.received or self.now, until, until + DAY

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone, hours=st.integers(min_value=-30, max_value=60))
    def staff_extend(self, data: Any, hours: int) -> None:
        _, turn = self.pick(data, waiting=True)
        until = (turn.due or self.now) + timedelta(hours=hours)
        result = self.do(actions.extend, hop=self.row(turn), until=until, reason="A holiday at their office.")
        allowed = turn.due is not None and until > max(self.now, turn.due)
        assert isinstance(result, Exception) is not allowed
        if allowed:
            turn.due, turn.close = until, until + DAY

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone)
    def staff_remind(self, data: Any) -> None:
        _, turn = self.pick(data, waiting=True)
        assert isinstance(self.do(actions.remind, hop=self.row(turn)), Refused) is (turn.provider is None)

    @rule(data=anyone)
    def staff_ask_on(self, data: Any) -> None:
        skipped = [trace.path[-1] for trace in self.traces if trace.path[-1].skipped]
        if skipped:
            turn = data.draw(st.sampled_from(skipped))
            self.do(actions.ask_on, hop=self.row(turn))
            turn.waiting, turn.skipped = True, False
            self.clocks_may_start(turn.id)

    @rule(data=anyone, as_new=st.booleans())
    def staff_identify(self, data: Any, as_new: bool) -> None:
        unknown = [(t, t.path[-1]) for t in self.traces if t.waiting and t.waiting.provider is None]
        if not unknown:
            return
        trace, turn = data.draw(st.sampled_from(unknown))
        if as_new:
            provider = self.do(actions.identify_as_new, hop=self.row(turn))
            self.cast.double_is_listed = True
        else:
            provider = data.draw(st.sampled_from(self.cast.rows))
            self.do(actions.identify, hop=self.row(turn), provider=provider)
        trace.path[-1] = self.seen(Traceback.objects.get(public_id=trace.id))
        assert trace.path[-1].provider == provider.public_id

    @rule(data=anyone)
    def staff_find_a_provider_non_cooperative_or_lift_it(self, data: Any) -> None:
        row = data.draw(st.sampled_from(self.cast.rows))
        if row.public_id in self.cast.non_cooperative:
            fact = row.standing_findings.get(lifted_at=None)
            self.do(providers.write_cooperative_again, fact=fact, because="It answers again.")
            self.cast.non_cooperative.discard(row.public_id)
        else:
            self.do(providers.write_non_cooperative, provider=row, reasons="Three requests without an answer.")
            self.cast.non_cooperative.add(row.public_id)

    @rule(data=anyone, what=st.sampled_from(["note", "assign", "reveal", "reveal without a reason"]))
    def staff_look_after_it(self, data: Any, what: str) -> None:
        trace = data.draw(st.sampled_from(self.traces))
        traceback = Traceback.objects.get(public_id=trace.id)
        if what == "note":
            self.do(actions.write_note, traceback=traceback, hop=None, text="Called them: voicemail.")
        elif what == "assign":
            self.do(actions.assign, traceback=traceback, owner=None)
        else:
            reason = "" if what.endswith("reason") else "To check it against the complaint."
            result = self.do(actions.reveal, traceback=traceback, reason=reason)
            assert isinstance(result, Refused) is not reason

    @rule(data=anyone)
    def staff_withdraw(self, data: Any) -> None:
        trace = data.draw(st.sampled_from(self.traces))
        traceback = Traceback.objects.get(public_id=trace.id)
        result = self.do(actions.withdraw, traceback=traceback, reason="Reported by mistake.")
        assert isinstance(result, Refused) is not trace.is_open
        if trace.waiting:
            trace.waiting.stopped, trace.waiting.waiting = True, False

    # ---- what happens by itself -------------------------------------------------------------------

    @rule(data=anyone, how=st.sampled_from(["accepted", "refused", "put off"]))
    def the_mail_server_speaks(self, data: Any, how: str) -> None:
        waiting = list(Delivery.objects.filter(accepted_at=None, failed_at=None).order_by("pk")[:5])
        if not waiting:
            return
        delivery = data.draw(st.sampled_from(waiting))
        act = {"accepted": post_office.accept, "refused": post_office.give_up, "put off": post_office.put_off}[how]
        self.do(act, delivery=delivery, reply="550 no such user" if how == "refused" else "250 OK", by=SYSTEM)
        self.clocks_may_start(delivery.notice.hop)

    @precondition(lambda self: any(trace.is_open for trace in self.traces))
    @rule(data=anyone)
    def a_machine_fetches_its_hops(self, data: Any) -> None:
        if found := self.provider_turn(data):
            turn = found[1]
            self.do(actions.fetched, hops=[self.row(turn)], by=self.speaker(turn))
            assert self.row(turn).received_at is not None
            self.clocks_may_start(turn.id)

    @rule(hours=st.integers(min_value=1, max_value=50), mail=st.booleans(), twice=st.booleans())
    def time_passes(self, hours: int, mail: bool, twice: bool) -> None:
        for delivery in Delivery.objects.filter(accepted_at=None, failed_at=None) if mail else ():
            self.do(post_office.accept, delivery=delivery, reply="250 OK", by=SYSTEM)
            self.clocks_may_start(delivery.notice.hop)
        self.now += timedelta(hours=hours)
        self.do(actions.tick, by=SYSTEM)
        if twice:
            again = self.do(actions.tick, by=SYSTEM)
            assert again == 0, "each deadline happens once"
        for turn in (trace.waiting for trace in self.traces if trace.waiting):
            if turn.close is not None and turn.close <= self.now:
                turn.waiting, turn.silent, turn.returned = False, True, False

    # ---- what always holds ------------------------------------------------------------------------

    @invariant()
    def the_portal_agrees_with_the_plain_model(self) -> None:
        if self.changed:
            for trace in self.traces:
                checks.agrees(trace)
            checks.answers_are_kept(self.kept)
        checks.deadlines_are_sound(self.now)
        self.changed = False
