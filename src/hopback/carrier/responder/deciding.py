"""What to do about one request, once the records were asked: answer, prepare a draft, or look again later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hopback.carrier.cdr.search.question import Certainty, Match, Verdict
from hopback.carrier.trunks import Found, Standing, TrunkMap
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.wire.answers import AnswerIn, HopOut

from . import saying
from .settings import AnswersTable, SearchTable

MOST_OPTIONS = 8


class Outcome(StrEnum):
    ANSWER = "answer"
    DRAFT = "draft"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing we could say. `where`: the record, so that a person can look; `because`: why this one."""

    answer: AnswerIn
    because: str
    where: str = ""
    score: float = 1.0

    def as_json(self) -> dict[str, Any]:
        return {
            "answer": saying.as_json(self.answer), "because": self.because, "where": self.where,
            "score": round(self.score, 3), "complete": saying.complete(self.answer),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """`options` best first; the first one is what is answered. `because` is a sentence for a person."""

    outcome: Outcome
    because: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """The settings that decide what leaves the house without a person. `provider`: who we are, "" if unknown."""

    answers: AnswersTable
    search: SearchTable
    trunks: TrunkMap
    provider: str = ""

    def of_call(self, hop: HopOut, verdict: Verdict, now: datetime) -> Decision:
        """A traceback's hop (A3.2)."""
        if verdict.certainty is Certainty.SURE and verdict.best:
            return self._sure(verdict.best, verdict)
        if verdict.certainty is Certainty.NOT_YET and not self._pressing(hop, now):
            return Decision(Outcome.LATER, verdict.because)
        missing = saying.not_found(verdict.searched, verdict.records_since)
        nothing = Option(missing, "None of our records is this call.", score=0.0)
        if verdict.certainty is Certainty.NOT_FOUND:
            outcome = Outcome.ANSWER if self.answers.not_found and not verdict.matches else Outcome.DRAFT
            return Decision(outcome, verdict.because, (nothing, *self._options(verdict.matches)))
        late = "The deadline is near. " if verdict.certainty is Certainty.NOT_YET else ""
        return Decision(Outcome.DRAFT, late + verdict.because, (*self._options(verdict.matches), nothing))

    def of_trouble(self, hop: HopOut, problem: str, now: datetime) -> Decision:
        """The records could not be searched: later, while there is time."""
        outcome = Outcome.DRAFT if self._pressing(hop, now) else Outcome.LATER
        return Decision(outcome, f"The records could not be searched. {problem}")

    def of_number(self, hop: HopOut, now: datetime) -> Decision:
        """A trace forward's hop: whose number is this (A1.10)?"""
        found = self.trunks.holder(hop.called, now)
        if found.party is None:
            return Decision(Outcome.DRAFT, found.because)
        option = Option(saying.of_number(found.party), found.because)
        if ours := self._names_us(option.answer):
            return Decision(Outcome.DRAFT, ours, (option,))
        outcome = Outcome.ANSWER if self.answers.trace_forward else Outcome.DRAFT
        return Decision(outcome, found.because, (option,))

    def _sure(self, best: Match, verdict: Verdict) -> Decision:
        found = self.trunks.of(best.record)
        options = self._options(verdict.matches)
        if found.standing is not Standing.MAPPED:
            return Decision(Outcome.DRAFT, f"The call is found, but not who sent it. {found.because}", options)
        if ours := self._names_us(options[0].answer):
            return Decision(Outcome.DRAFT, ours, options)
        outcome = Outcome.ANSWER if self.answers.traceback else Outcome.DRAFT
        if not verdict.the_very_call:
            options = (replace(options[0], answer=saying.of_several(options[0].answer)), *options[1:])
        return Decision(outcome, verdict.because, options)

    def _names_us(self, answer: AnswerIn) -> str:
        """A1.1: a provider is its own upstream only when staff confirm it."""
        ours = answer.kind is AnswerKind.UPSTREAM and answer.upstream and answer.upstream == self.provider
        return f"{self.trunks.name} says that we sent the call to ourselves: use own_switch there." if ours else ""

    def _options(self, matches: Sequence[Match]) -> tuple[Option, ...]:
        return tuple(self._option(match, self.trunks.of(match.record)) for match in matches[:MOST_OPTIONS])

    def _option(self, match: Match, found: Found) -> Option:
        place = match.record.place
        reasons = "; ".join((*match.reasons, found.because))
        answer = saying.answer_of(match.record, found.party)
        return Option(answer, reasons, f"{place.source}, line {place.line}", match.score)

    def _pressing(self, hop: HopOut, now: datetime) -> bool:
        """Is the deadline so near that a person has to know (XA.3)?"""
        return hop.due_at is not None and now >= hop.due_at - timedelta(hours=self.search.alert_h)
