"""Many calls at once are the same calls, one by one."""

from collections.abc import Collection, Sequence

import pytest

from bench.hard_cases import learned, store_of
from hopback.carrier.cdr.record import CallRecord
from hopback.carrier.cdr.search import Question, find, find_many
from hopback.carrier.cdr.search.memory import MemoryStore
from hopback.carrier.cdr.store import Holding, Span
from hopback.world.hard_cases import house


class OneByOne:
    """A store without a look-up of many."""

    def __init__(self, store: MemoryStore) -> None:
        self._store, self.asked = store, 0

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        self.asked += 1
        return self._store.called(numbers, spans)

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        return self._store.calling(numbers, spans)

    def holdings(self) -> list[Holding]:
        return self._store.holdings()


@pytest.mark.parametrize("kind", ["dense spoofing", "called number changed", "wrong zone"])
def test_Many_are_found_as_one_is(kind: str) -> None:
    built = house(kind, 3, 1)
    store = store_of(built)
    skews = learned(built, store)
    questions = [Question(**case.asked) for case in built.cases]
    alone = [find(each, store, now=built.now, skew=skews) for each in questions]
    assert find_many(questions, store, now=built.now, skew=skews) == alone
    assert find_many(questions, OneByOne(store), now=built.now, skew=skews) == alone


def test_A_usual_question_costs_one_look_up() -> None:
    built = house("number forms", 20, 1)
    store = OneByOne(store_of(built))
    skews = learned(built, store_of(built))
    for case in built.cases:
        find(Question(**case.asked), store, now=built.now, skew=skews)
    assert store.asked <= 1.3 * len(built.cases)
