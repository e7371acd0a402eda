"""Works on the hops that wait: checks, searches, writes down, answers what is sure, drafts or puts off the rest."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from hopback.carrier.client import NotThereError, Portal, RefusedError, Sending, UnreachableError
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.wire.answers import HopOut
from hopback.wire.signing import NotSigned, Request

from . import noting, sending
from .asking import TRACE_FORWARD, question_of
from .deciding import Decision, Judge, Outcome
from .journal import Entry, Journal, Kind
from .past import Past, Standing
from .records import Looked, Records, Say
from .settings import Settings
from .trust import Trust

BY = "hopback respond"


@dataclass(frozen=True, slots=True)
class Worked:
    """One hop, what was looked for and what was decided. `entries` are not written yet."""

    hop: HopOut
    decision: Decision
    looked: Looked | None
    entries: Sequence[Entry]


@dataclass
class Desk:
    """One responder's table. `now` is given by the loop; nothing here reads a clock but to measure."""

    settings: Settings
    journal: Journal
    portal: Portal
    records: Records
    trust: Trust
    say: Say
    show: Callable[[Worked], None] = lambda worked: None  # of a dry run
    pending: dict[str, HopOut] = field(default_factory=dict)  # neither answered nor over, by id
    _seen_at: dict[str, tuple[object, ...]] = field(default_factory=dict)  # the records when last looked through
    _again_at: dict[str, datetime] = field(default_factory=dict)

    def take(self, hops: Iterable[HopOut], *, listed_at: datetime, now: datetime) -> None:
        """Hops as the portal listed them at `listed_at`."""
        worked = [each for hop in hops if (each := self._one(hop, listed_at, now))]
        if self.settings.dry_run:
            for each in worked:
                self.show(each)
            return
        self._write(worked, now)
        sure = [each for each in worked if each.decision.outcome is Outcome.ANSWER]
        for few in batched(sure, sending.BATCH):
            self._answer(few, now)
        self._begin(now)

    def again(self, now: datetime) -> None:
        """Everything that is still open here, without asking the portal."""
        self.take(list(self.pending.values()), listed_at=now, now=now)

    def gone(self, still_open: Collection[str], now: datetime) -> None:
        """Hops that we hold as open and the portal does not list any more: answered elsewhere, or no longer asked."""
        for hop in [each for each in self.pending if each not in still_open]:
            try:
                state = self.portal.hop(hop).state
            except NotThereError:
                state = "not there any more"
            if state not in (HopState.ASKED, HopState.INVESTIGATING):
                self.journal.write([Entry(Kind.OVER, hop, now, {"says": f"The portal says: {state}."})])
                self._drop(hop)

    def send_left_over(self, now: datetime) -> None:
        """Answers whose reply we never saw: the same bytes, the same key."""
        for each in sending.left_over(self.journal):
            self._deliver(each, now)

    def _one(self, hop: HopOut, listed_at: datetime, now: datetime) -> Worked | None:
        past = Past(hop.id, self.journal.of(hop.id))
        if not self._due(hop, past, listed_at, now):
            return None
        try:
            said = self.trust.check(hop, past, now)
        except NotSigned as bad:
            self._refuse(hop, past, str(bad), now)
            return None
        self.pending[hop.id] = hop
        self._seen_at[hop.id] = self.records.version
        try:
            looked = None if hop.purpose == TRACE_FORWARD else self.records.look(question_of(hop), now)
        except Exception as problem:  # noqa: BLE001 - one call that cannot be searched holds up no other
            return self._unsearched(hop, past, said, problem, now)
        decision = self._decide(hop, past, looked, now)
        return Worked(hop, decision, looked, noting.entries(hop, past, said, looked, decision, now))

    def _unsearched(self, hop: HopOut, past: Past, said: Request | None, problem: Exception, now: datetime) -> Worked:
        """The records did not answer: tried again, and told to a person while that helps."""
        judge = Judge(self.settings.answers, self.settings.search, self.records.trunks, self.trust.provider)
        decision = judge.of_trouble(hop, f"{type(problem).__name__}: {problem}", now)
        self._again_at[hop.id] = now + timedelta(seconds=self.settings.search.again_s)
        if past.standing is Standing.NEW:
            self.say(f"{hop.id}: {decision.because}")
        return Worked(hop, decision, None, noting.entries(hop, past, said, None, decision, now))

    def _due(self, hop: HopOut, past: Past, listed_at: datetime, now: datetime) -> bool:
        """Is there anything to do about it now?"""
        match past.standing:
            case Standing.SENDING | Standing.DROPPED:
                return False
            case Standing.ANSWERED:
                accepted = past.since(Kind.ACCEPTED)
                return accepted is not None and accepted < listed_at and self._asked_again(hop)
            case Standing.DRAFT:
                return self._seen_at.get(hop.id) != self.records.version
            case Standing.WAITING:
                changed = self._seen_at.get(hop.id) != self.records.version
                return changed or now >= self._again_at.get(hop.id, now)
        return True

    def _asked_again(self, hop: HopOut) -> bool:
        """Our answer is there: is the hop open even so? The list may be older than the answer."""
        return self.portal.hop(hop.id).state in (HopState.ASKED, HopState.INVESTIGATING)

    def _decide(self, hop: HopOut, past: Past, looked: Looked | None, now: datetime) -> Decision:
        judge = Judge(self.settings.answers, self.settings.search, self.records.trunks, self.trust.provider)
        decision = judge.of_call(hop, looked.verdict, now) if looked else judge.of_number(hop, now)
        self._again_at[hop.id] = now + timedelta(seconds=self.settings.search.again_s)
        if past.last(Kind.ACCEPTED):
            return Decision(Outcome.DRAFT, "The portal's team returned our answer and asks again.", decision.options)
        if (declined := past.last(Kind.DECLINED)) and decision.outcome is Outcome.ANSWER:
            return Decision(Outcome.DRAFT, f"The portal refused this: {declined.body['says']}", decision.options)
        return decision

    def _refuse(self, hop: HopOut, past: Past, why: str, now: datetime) -> None:
        self._drop(hop.id)
        last = past.last(Kind.REFUSED)
        if self.settings.dry_run or (last and last.body["why"] == why and past.standing is Standing.REFUSED):
            return
        self.journal.write([Entry(Kind.REFUSED, hop.id, now, {"why": why, "hop": hop.model_dump(mode="json")})])
        self.say(f"{hop.id}: REFUSED, not answered. {why}")

    def _write(self, worked: Sequence[Worked], now: datetime) -> None:
        """One write for all of them, those that answer by themselves excepted: theirs goes with the answer."""
        quiet = [each for each in worked if each.decision.outcome is not Outcome.ANSWER]
        if entries := [entry for each in quiet for entry in each.entries]:
            self.journal.write(entries)
        for each in quiet:
            if any(entry.kind is Kind.DRAFT for entry in each.entries):
                self.say(f"{each.hop.id}: a draft for a person. {each.decision.because}")

    def _answer(self, sure: Sequence[Worked], now: datetime) -> None:
        leaving = [sending.Leaving(each.hop.id, each.decision.options[0].answer, BY) for each in sure]
        try:
            with self.journal.writing():
                self.journal.write(entry for each in sure for entry in each.entries)
                ready = sending.intend(self.journal, leaving, now)
        except sending.AlreadySaidError as said:
            self.say(str(said))
            return
        self._deliver(ready, now)

    def _deliver(self, ready: Sending, now: datetime) -> None:
        try:
            replies = sending.deliver(self.journal, self.portal, ready, now)
        except UnreachableError as away:
            self.say(f"{', '.join(sending.hops_of(ready))}: not delivered yet, sent again later. {away}")
            return
        for reply in replies:
            if reply.kind is Kind.DECLINED:
                self.say(f"{reply.hop}: the portal refused our answer. {reply.body['says']}")
                self._again_at.pop(reply.hop, None)
                self.gone(self.pending.keys() - {reply.hop}, now)
            else:
                self.say(f"{reply.hop}: {'answered' if reply.kind is Kind.ACCEPTED else 'no longer asked'}.")
                self._drop(reply.hop)

    def _begin(self, now: datetime) -> None:
        """Tell the portal of each that is still open here that we began (XA.3). Says nothing else."""
        for hop in [each for each in self.pending.values() if each.state == HopState.ASKED]:
            past = Past(hop.id, self.journal.of(hop.id))
            if past.acknowledged or past.standing not in (Standing.WAITING, Standing.DRAFT):
                continue
            key = f"{hop.id}.begun.{self.journal.begin(now)}"
            try:
                self.portal.post(Sending(key, f"/hops/{hop.id}/acknowledge", ""))
            except RefusedError as refused:
                self.say(f"{hop.id}: the portal did not take that we began. {refused}")
            self.journal.write([Entry(Kind.ACKNOWLEDGED, hop.id, now)])

    def _drop(self, hop: str) -> None:
        for kept in (self.pending, self._seen_at, self._again_at):
            kept.pop(hop, None)
