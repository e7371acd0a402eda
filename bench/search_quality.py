"""`python -m bench search_quality`: hard cases not found and right, in percent; false answers may be none.

Ours is the search. The peer is what is done by hand today: both numbers compared by their digits, the nearest in time
within ten minutes, else by whole hours. The limit: calls
that nothing in the records tells apart, where the right one is only one of two named.
"""

from collections.abc import Iterator, Sequence

from bench.hard_cases import Judged, Score, judged, store_of
from bench.result import Result
from hopback.carrier.cdr import number
from hopback.carrier.cdr.record import CallRecord
from hopback.carrier.cdr.search import Question
from hopback.world.hard_cases import KINDS, Case, House, There, houses

SEEDS = (101, 102, 103, 104, 105, 106)  # the search was tuned on others
EACH = 100
_WIDE_S, _HOURS, _NEAR_S = 600.0, 14, 120.0


def run() -> Result:
    ours = [each for house in _houses() for each in judged(house)]
    missed = sum(not each.score.right for each in ours)
    if false := [each for each in ours if each.score is Score.FALSE]:
        raise SystemExit(f"{len(false)} wrong answers were given as sure: {_named(false)}")
    by_hand = [right for house in _houses() for right in _by_hand(house)]
    tied = sum(each.score is Score.TIED for each in ours)
    n = len(ours)
    return Result(
        name="search_quality",
        ours=100 * missed / n,
        peer=100 * by_hand.count(False) / n,
        limit=100 * tied / n,
        unit="% wrong",
        n=n,
    )


def _houses() -> Iterator[House]:
    for kind in KINDS:
        for seed in SEEDS:
            yield from houses(kind, seed, EACH)


def _named(judged_: Sequence[Judged]) -> str:
    return ", ".join(f"{each.house.kind} {each.house.seed}" for each in judged_[:5])


def _by_hand(house: House) -> Iterator[bool]:
    records = store_of(house).records
    for case in house.cases:
        yield _right(case, _nearest(Question(**case.asked), records))


def _right(case: Case, found: CallRecord | None) -> bool:
    if case.there is not There.HERE:
        return found is None
    return found is not None and (found.account or found.ingress_trunk) == case.upstream


def _nearest(question: Question, records: Sequence[CallRecord]) -> CallRecord | None:
    pair = number.key(question.calling), number.key(question.called)
    same = [each for each in records if (number.key(each.calling), number.key(each.called)) == pair]
    ranked = sorted((abs((each.at - question.asked_at).total_seconds()), each.place.line, each) for each in same)
    near = [each for off, _, each in ranked if off <= _WIDE_S]
    if near:
        return near[0]
    return next((each for off, _, each in ranked if _whole_hours(off)), None)


def _whole_hours(off: float) -> bool:
    hours = round(off / 3600)
    return 1 <= hours <= _HOURS and abs(off - hours * 3600) <= _NEAR_S
