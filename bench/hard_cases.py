"""The labelled hard cases put to the search, and an honest score."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hopback.carrier.cdr.record import CallRecord, Place, TimeOf
from hopback.carrier.cdr.search import Certainty, Question, Skews, Verdict, find, learn
from hopback.carrier.cdr.search.memory import MemoryStore
from hopback.world.hard_cases import Case, House, Row, There

ABSENT = (Certainty.NOT_FOUND, Certainty.NOT_YET)


class Score(StrEnum):
    """Right are the first three. SURE of a call that has no record here is counted as a false answer, too."""

    SURE = "right and sure"
    UNSURE = "right, left to a person"
    TIED = "right among those that nobody could tell apart, left to a person"
    MISSED = "not found, or another upstream listed first"
    FALSE = "wrong and sure"

    @property
    def right(self) -> bool:
        return self in (Score.SURE, Score.UNSURE, Score.TIED)


@dataclass(frozen=True, slots=True)
class Judged:
    house: House
    case: Case
    verdict: Verdict
    score: Score


def record_of(row: Row) -> CallRecord:
    fields = {name: value for name, value in row.items() if name not in ("line", "time_of")}
    return CallRecord(place=Place("records.csv", row["line"]), time_of=TimeOf(row["time_of"]), **fields)


def store_of(house: House) -> MemoryStore:
    return MemoryStore([record_of(row) for row in house.rows], complete_to=house.complete_to)


def learned(house: House, store: MemoryStore) -> Skews:
    """What the clocks were seen to do in the tracebacks before."""
    skews = Skews()
    for asked in house.history:
        question = Question(**asked)
        learn(skews, question, find(question, store, now=house.now, skew=skews))
    return skews


def judged(house: House, *, learning: bool = True) -> Iterator[Judged]:
    store = store_of(house)
    skews = learned(house, store) if learning else Skews()
    for case in house.cases:
        verdict = find(Question(**case.asked), store, now=house.now, skew=skews)
        yield Judged(house, case, verdict, score(case, verdict))


def score(case: Case, verdict: Verdict) -> Score:
    best, sure = verdict.best, verdict.certainty is Certainty.SURE
    if case.there is not There.HERE:
        if verdict.certainty in ABSENT:
            return Score.UNSURE
        return Score.FALSE if sure else Score.MISSED
    if verdict.certainty in ABSENT or best is None:
        return Score.MISSED
    upstream = best.upstream.rpartition(", ")[2]
    if upstream == case.upstream:
        return Score.SURE if sure else Score.UNSURE
    if sure:
        return Score.FALSE
    listed = {match.upstream.rpartition(", ")[2] for match in verdict.matches}
    return Score.TIED if upstream in case.twins and case.upstream in listed else Score.MISSED
