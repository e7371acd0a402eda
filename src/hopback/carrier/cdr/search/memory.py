"""Records in memory as a store: for tests, for a handful of records, and to see what a search reads."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from ..record import CallRecord
from ..store import Holding, Span, called_keys, calling_keys

type Filed = dict[int, list[tuple[datetime, int]]]  # by number: when, and which record, in order of time


class MemoryStore:
    """A `CallStore` over a list of records; `complete_to`, if given, holds for every switch."""

    def __init__(self, records: Iterable[CallRecord] = (), *, complete_to: datetime | None = None) -> None:
        self.records = tuple(records)
        self.complete_to = complete_to
        self._called = _filed(self.records, called_keys)
        self._calling = _filed(self.records, calling_keys)
        self._holdings = self._counted()

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        return self._found(self._called, numbers, spans)

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        return self._found(self._calling, numbers, spans)

    def called_many(self, asked: Sequence[tuple[Collection[int], Sequence[Span]]]) -> list[list[CallRecord]]:
        """One list for each of many searches."""
        return [self.called(numbers, spans) for numbers, spans in asked]

    def holdings(self) -> list[Holding]:
        return self._holdings

    def _counted(self) -> list[Holding]:
        by_switch: dict[str, list[CallRecord]] = defaultdict(list)
        for record in self.records:
            by_switch[record.switch].append(record)
        return [self._holding(switch, records) for switch, records in sorted(by_switch.items())]

    def _holding(self, switch: str, records: list[CallRecord]) -> Holding:
        times = [record.at for record in records]
        complete_to = max(times) if self.complete_to is None else self.complete_to
        unanswered = sum(not answered(record) for record in records)
        return Holding(switch, len(records), min(times), max(times), complete_to, unanswered)

    def _found(self, filed: Filed, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        found = {which for number in numbers for span in spans for _, which in _between(filed.get(number, []), span)}
        return [self.records[which] for which in sorted(found)]


def answered(record: CallRecord) -> bool:
    """Did anybody take the call, as far as the record tells?"""
    return record.answered_at is not None or bool(record.duration_s)


def _filed(records: Sequence[CallRecord], keys_of: Callable[[CallRecord], Iterable[int]]) -> Filed:
    filed: Filed = defaultdict(list)
    for which, record in enumerate(records):
        for number in keys_of(record):
            filed[number].append((record.at, which))
    for entries in filed.values():
        entries.sort()
    return dict(filed)


def _between(entries: list[tuple[datetime, int]], span: Span) -> list[tuple[datetime, int]]:
    begin = bisect_left(entries, span.begin, key=lambda entry: entry[0])
    return entries[begin : bisect_right(entries, span.end, key=lambda entry: entry[0])]
