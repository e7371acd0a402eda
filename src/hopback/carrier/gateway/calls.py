"""Call records screened: each number that a record says the call came from, by the registry and by the plan (XB.1)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hopback.carrier.cdr.reading import Rejected, Row
from hopback.carrier.cdr.record import CallRecord

from .screening import Kind, Screen, Verdict, key

FIELDS = ("calling", "calling_asserted")  # never the display name, never the called number


@dataclass(frozen=True, slots=True)
class Hit:
    """A call that should not have gone on. `said`: the number as the switch wrote it, `number` as E.164."""

    record: CallRecord
    field: str
    said: str
    number: str
    verdict: Verdict


@dataclass(slots=True)
class Tally:
    """What was seen; `by` counts calls by their verdict."""

    calls: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    by: Counter[Verdict] = field(default_factory=Counter)

    def of(self, kind: Kind) -> int:
        return sum(count for verdict, count in self.by.items() if verdict.kind is kind)


def screened(rows: Iterable[Row], screen: Screen, tally: Tally) -> Iterator[Hit]:
    """The calls that something is held against, at most one hit for each: the registry's word goes first."""
    for row in rows:
        if isinstance(row, Rejected):
            tally.rejected.append(row)
        if not isinstance(row, CallRecord):
            continue
        tally.calls += 1
        hits = [hit for name in FIELDS if (hit := _hit(row, name, screen)).said]
        worst = min(hits, key=_rank, default=None)
        tally.by[worst.verdict if worst else Verdict.UNREADABLE] += 1
        if worst and worst.verdict.kind:
            yield worst


def _hit(record: CallRecord, name: str, screen: Screen) -> Hit:
    said: str = getattr(record, name)
    number = key(said) if said else 0
    return Hit(record, name, said, f"+{number}" if number > 0 else "", screen.one(number))


def _rank(hit: Hit) -> tuple[int, int]:
    kinds = (Kind.REGISTRY, Kind.PLAN, Kind.NOBODY)
    return kinds.index(hit.verdict.kind), hit.verdict is Verdict.UNREADABLE
