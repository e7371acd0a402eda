"""Entries of the directory that are likely one provider: by name, domain, number, OCN, FRN (A1.1). A person decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ..likeness import Marks, Verdict, bare_name, judge
from ..models import NotTheSame, Provider
from .settling import listed_marks

CROWD = 40  # a mark that more than so many share tells nobody apart


@dataclass(frozen=True, slots=True)
class Pair:
    """`older` was listed first."""

    older: Provider
    newer: Provider
    score: int
    why: str


def duplicates(limit: int = 100) -> list[Pair]:
    """The likest first. Three reads, however many are listed; only those that share a mark are compared."""
    marks = listed_marks()
    told_apart = set(NotTheSame.objects.values_list("one", "other"))
    found: dict[tuple[int, int], Verdict] = {}
    for pair in _sharing(marks) - told_apart:
        if verdict := judge(marks[pair[1]], marks[pair[0]]):
            found[pair] = verdict
    likest = sorted(found, key=lambda pair: (-found[pair].score, pair))[:limit]
    rows = Provider.objects.in_bulk({pk for pair in likest for pk in pair})
    return [Pair(rows[a], rows[b], found[a, b].score, found[a, b].why) for a, b in likest]


def _sharing(marks: Mapping[int, Marks]) -> set[tuple[int, int]]:
    by_mark: dict[str, set[int]] = defaultdict(set)
    for pk, one in marks.items():
        for mark in _keys(one):
            by_mark[mark].add(pk)
    groups = (sorted(pks) for pks in by_mark.values() if 1 < len(pks) <= CROWD)
    return {pair for pks in groups for pair in combinations(pks, 2)}


def _keys(one: Marks) -> Iterable[str]:
    """Everything by which two can be found alike; of a name its words, and how it begins without spaces."""
    yield from one.domains | one.emails | one.phones | one.numbers
    for name in one.names:
        bare = bare_name(name)
        yield f"name:{bare.replace(' ', '')[:5]}"
        yield from (f"word:{word}" for word in bare.split() if len(word) > 3)
