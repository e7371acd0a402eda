"""XC.3, A3.9: what is kept back of published figures cannot be computed from the others."""

import os
from collections.abc import Iterator, Mapping
from random import Random

import pytest

from hopback.policy.article_3_traceback.suppression import Sum, exposed, folded, kept_back
from hopback.policy.figures import SMALLEST_PUBLISHED

TABLES = int(os.environ.get("HOPBACK_SOAK_TABLES", "120"))
STEPS = 400  # of one try; all but a few need fewer than twenty
K = SMALLEST_PUBLISHED


def table(counts: list[list[int]], name: str = "") -> tuple[dict[str, int], list[Sum]]:
    """A table with its totals, by `name` + row + column; `T` are the totals."""
    wide = range(len(counts[0]))
    values = {f"{name}{row}{column}": counts[row][column] for row in range(len(counts)) for column in wide}
    values |= {f"{name}{row}T": sum(counts[row]) for row in range(len(counts))}
    values |= {f"{name}T{column}": sum(line[column] for line in counts) for column in wide}
    values["TT"] = sum(map(sum, counts))
    sums = [Sum(f"{name}{row}T", tuple(f"{name}{row}{c}" for c in wide)) for row in range(len(counts))]
    sums += [Sum(f"{name}T{c}", tuple(f"{name}{row}{c}" for row in range(len(counts)))) for c in wide]
    sums += [Sum("TT", tuple(f"{name}{row}T" for row in range(len(counts))))]
    sums += [Sum("TT", tuple(f"{name}T{c}" for c in wide))]
    return values, sums


def fits(values: Mapping[str, int], sums: list[Sum], known: dict[str, int], most: int, steps: Iterator[int]) -> bool:
    """Whether what is not known can be filled in, by trying: whole numbers up to `most` that fit all sums.

    A reader who is out of `steps` does not know: that is a yes."""
    known = dict(known)
    if next(steps, None) is None:
        return True
    while news := _follows(values, sums, known):
        if any(value < min(1, values[name]) for name, value in news.items()):
            return False
        known |= news
    if any(known[one.total] != sum(known[name] for name in one.parts) for one in sums if _all_known(one, known)):
        return False
    left = [name for name in values if name not in known]
    if not left:
        return True
    likely = sorted(range(min(1, values[left[0]]), most + 1), key=lambda guess: abs(guess - values[left[0]]))
    return any(fits(values, sums, {**known, left[0]: guess}, most, steps) for guess in likely)


def _all_known(one: Sum, known: dict[str, int]) -> bool:
    return all(name in known for name in one.members)


def _follows(values: Mapping[str, int], sums: list[Sum], known: dict[str, int]) -> dict[str, int]:
    """What a sum with one unknown number says of it."""
    for one in sums:
        free = [name for name in one.members if name not in known]
        if len(free) == 1:
            got = sum(known[name] for name in one.parts if name in known)
            return {free[0]: got if free[0] == one.total else known[one.total] - got}
    return {}


def computed(values: dict[str, int], sums: list[Sum], hidden: frozenset[str]) -> set[str]:
    """The hidden figures that a reader who tries everything knows: no other number fits what is published."""
    shown = {name: value for name, value in values.items() if name not in hidden}
    most = max(values.values()) + 3
    return {
        name
        for name in hidden
        if not any(
            fits(values, sums, {**shown, name: other}, most, iter(range(STEPS)))
            for other in sorted(range(min(1, values[name]), most + 1), key=lambda it: abs(it - values[name]))
            if other != values[name]
        )
    }


def chance_table(chance: Random) -> list[list[int]]:
    rows, columns = chance.choice([(2, 2), (2, 3), (3, 3), (3, 2)])
    return [[chance.choice([0, 0, 1, 1, 2, 3, 4, 5, 9]) for _ in range(columns)] for _ in range(rows)]


@pytest.mark.parametrize("seed", range(4))
def test_xc_3_a_reader_who_tries_everything_cannot_tell_what_was_kept_back(seed: int) -> None:
    chance = Random(f"{seed}")
    for _ in range(TABLES // 4):
        values, sums = table(chance_table(chance))
        hidden = kept_back(values, sums, K)
        assert hidden >= {name for name, value in values.items() if 0 < value < K}
        assert not computed(values, sums, hidden), (values, sorted(hidden))


def test_without_complementary_suppression_the_same_reader_tells_it() -> None:
    """The reader of this test can read: what is merely small is computed from the totals at once."""
    values, sums = table([[1, 7], [5, 6]])
    assert computed(values, sums, frozenset({"00"})) == {"00"}
    assert exposed(values, sums, {"00"}) == {"00"}
    assert len(kept_back(values, sums, K)) >= 4


def test_two_that_can_only_be_one_each_are_not_left_alone() -> None:
    """1 + 1 is the only way to make 2 of numbers that are no zero."""
    values, sums = {"a": 1, "b": 1, "c": 8, "T": 10}, [Sum("T", ("a", "b", "c"))]
    assert exposed(values, sums, {"a", "b"}) == {"a", "b"}
    assert kept_back(values, sums, K) == {"a", "b", "c"}


def test_a_year_keeps_back_what_its_months_published_did() -> None:
    """January kept two of three back, and they stand nowhere: the year's totals give way, not February's figures."""
    months, sums = table([[1, 4, 9], [5, 6, 7]])
    january = {name: months[name] for name in ("00", "01", "02", "0T")}
    of_january = kept_back(january, sums[:1], K)
    shown = {"10", "11", "12", "1T"} | (january.keys() - of_january)
    hidden = kept_back(months, sums, K, before=of_january, shown=shown)
    assert not hidden & shown
    assert not computed(months, sums, hidden)


def test_tables_that_share_a_total_are_looked_at_together() -> None:
    first, sums = table([[2, 8, 9]], "x")
    second, more = table([[4, 7, 8]], "y")
    hidden = kept_back(first | second, sums + more, K)
    assert not computed(first | second, sums + more, hidden)


def test_nothing_is_kept_back_of_large_numbers_and_zeros() -> None:
    values, sums = table([[0, 7], [5, 0]])
    assert kept_back(values, sums, K) == frozenset()


def test_small_rows_stand_together_under_others() -> None:
    rows = {"SSA": 9, "Bank alert": 6, "Warranty": 2, "Of a private bank": 8, "Parcel": 5}
    named = rows.keys() - {"Of a private bank"}
    assert folded(rows, 3, most=2, named=named) == (["SSA", "Bank alert"], ["Of a private bank", "Parcel", "Warranty"])
    assert folded({"SSA": 9, "Parcel": 4, "Warranty": 1}, 3, most=9, named=rows) == (["SSA"], ["Warranty", "Parcel"])
