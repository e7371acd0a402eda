"""OpenSIPS' acc: one row is a whole call where `created` is set, else the moment of its final answer."""

from datetime import UTC, datetime

import pytest

from hopback.carrier.cdr.record import TimeOf
from tests.carrier.cdr.dialects.calls import CALLS, pairs, records, rows, sample

BOTH = pytest.mark.parametrize("place", ["opensips-acc/acc.csv", "opensips-acc/acc.sqlite"])


@BOTH
def test_every_call_is_there_with_its_numbers_and_code(place: str) -> None:
    found = records(rows(sample(place)))
    assert pairs(found) == [(c.calling, c.called) for c in CALLS]
    assert [r.code for r in found] == [c.code for c in CALLS]


@BOTH
def test_a_whole_call_tells_beginning_answer_and_length(place: str) -> None:
    first = records(rows(sample(place)))[0]
    assert (first.time_of, first.duration_s) == (TimeOf.SETUP, 1.5)
    assert first.at == datetime(2026, 11, 23, 23, 43, 6, tzinfo=UTC)
    assert first.answered_at == datetime(2026, 11, 23, 23, 43, 7, tzinfo=UTC)


@BOTH
def test_a_failed_call_tells_its_end(place: str) -> None:
    busy = next(r for r in records(rows(sample(place))) if r.code == 486)
    assert (busy.time_of, busy.result) == (TimeOf.END, "Busy Here")
    assert busy.answered_at is None
