"""Records in memory are found as the archive finds them."""

from datetime import UTC, datetime, timedelta

from hopback.carrier.cdr.record import CallRecord, Place
from hopback.carrier.cdr.search.memory import MemoryStore
from hopback.carrier.cdr.store import Span

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def record(
    line: int, called: str, *, at: datetime = NOON, calling: str = "+12025550142", **other: object
) -> CallRecord:
    return CallRecord(at=at, calling="+12025550142", called=called, place=Place("Master.csv", line), **other)  # type: ignore[arg-type]


def within(minutes: float) -> list[Span]:
    return [Span(NOON - timedelta(minutes=minutes), NOON + timedelta(minutes=minutes))]


def test_A_call_is_found_under_every_number_it_was_called_by() -> None:
    ported = record(1, "+15135550168;npdi;rn=+15135550199")
    forwarded = record(2, "5135550101", diverted_from="5135550102", called_out="9#15135550103")
    store = MemoryStore([ported, forwarded])
    assert store.called([15135550168], within(1)) == store.called([15135550199], within(1)) == [ported]
    assert store.called([15135550101, 15135550102, 15135550103], within(1)) == [forwarded]
    assert store.calling([12025550142], within(1)) == [ported, forwarded]


def test_Both_ends_of_a_span_count() -> None:
    early, late = (record(line, "5135550168", at=NOON + timedelta(minutes=line)) for line in (-2, 2))
    store = MemoryStore([late, early])
    assert store.called([15135550168], within(2)) == [late, early]
    assert store.called([15135550168], within(1.99)) == []


def test_Holdings_say_what_each_switch_has() -> None:
    taken = record(1, "5135550168", switch="sw-chi-1", duration_s=20.0)
    missed = record(2, "5135550168", switch="sw-chi-1", at=NOON + timedelta(hours=1))
    [holding] = MemoryStore([taken, missed]).holdings()
    assert (holding.switch, holding.records, holding.unanswered) == ("sw-chi-1", 2, 1)
    assert (holding.first_at, holding.last_at, holding.complete_to) == (taken.at, missed.at, missed.at)
