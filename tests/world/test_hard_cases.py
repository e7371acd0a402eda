"""The hard cases know their truth, repeat, and look like the campaigns they were measured on."""

from collections import Counter

import pytest

from hopback.world.hard_cases import KINDS, House, There, house, houses

FIELDS = {"line", "at", "time_of", "precision_s", "calling", "called", "duration_s", "switch", "ingress_trunk"}


@pytest.mark.parametrize("kind", KINDS)
def test_Every_house_repeats_and_its_truth_is_in_its_records(kind: str) -> None:
    first, again = house(kind, 7, 0), house(kind, 7, 0)
    assert first == again
    lines = Counter(row["line"] for row in first.rows)
    assert set(lines.values()) == {1}
    for case in first.cases:
        here = case.lines <= lines.keys()
        assert here == (case.there is There.HERE)
        assert case.lines
        assert case.upstream not in case.twins
        assert case.asked["at"].tzinfo is not None
    assert all(row.keys() >= FIELDS for row in first.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_There_are_as_many_cases_as_are_asked_for(kind: str) -> None:
    assert sum(len(each.cases) for each in houses(kind, 7, 60)) >= 60


def test_A_campaign_is_as_dense_as_the_one_that_was_measured() -> None:
    """93 % of its calls share both numbers with another within 80 s."""
    built = next(each for number in range(20) if (each := house("dense spoofing", 7, number)).history)
    shared = [_shares(built, row) for row in built.rows if row["line"] in _redials(built)]
    assert sum(shared) / len(shared) > 0.85


def test_Some_calls_are_absent_and_some_are_late() -> None:
    there = {kind: Counter(c.there for each in houses(kind, 7, 100) for c in each.cases) for kind in KINDS}
    assert set(there["never carried"]) == {There.ABSENT}
    assert there["unanswered missing"][There.ABSENT] > 20
    assert there["late records"][There.NOT_YET] > 20
    assert set(there["number forms"]) == {There.HERE}


def _redials(built: House) -> set[int]:
    return {line for case in built.cases for line in case.lines}


def _shares(built: House, row: dict[str, object]) -> bool:
    return any(
        other is not row
        and (other["calling"], other["called"]) == (row["calling"], row["called"])
        and abs((other["at"] - row["at"]).total_seconds()) <= 81  # type: ignore[operator]
        for other in built.rows
    )
