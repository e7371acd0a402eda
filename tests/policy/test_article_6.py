"""Article 6: incident data stays two calendar years from the end of its traceback; a minimum rounds up (A6.1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_6_retention import KeptBecause, MustStay, check_may_go, may_go_from, stay

TICK = timedelta(microseconds=1)
MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("ended", "may_go"),
    [
        ("2024-11-28 15:04:05", "2026-11-28 15:04:05"),
        ("2023-12-31 23:59:59", "2025-12-31 23:59:59"),
        ("2024-02-29 12:00:00", "2026-03-01 12:00:00"),  # no such day two years on: not a day early
        ("2026-02-28 12:00:00", "2028-02-28 12:00:00"),  # the leap day lies after it
        ("2026-03-01 00:00:00", "2028-03-01 00:00:00"),
    ],
)
def test_two_calendar_years_and_never_less(ended: str, may_go: str) -> None:
    assert may_go_from(at(ended)) == at(may_go)


@given(MOMENTS)
def test_not_a_microsecond_early(ended: datetime) -> None:
    may_go = may_go_from(ended)
    assert may_go - ended >= timedelta(days=730)
    assert stay(ended_at=ended, holds=0, now=may_go).may_go
    assert stay(ended_at=ended, holds=0, now=may_go - TICK).because == (KeptBecause.PERIOD,)


def test_an_open_one_and_a_held_one_stay() -> None:
    now, long_ago = at("2026-11-28 12:00"), at("2020-01-01 12:00")
    assert stay(ended_at=None, holds=0, now=now).because == (KeptBecause.OPEN,)
    assert stay(ended_at=long_ago, holds=1, now=now).because == (KeptBecause.HELD,)
    with pytest.raises(MustStay, match="a legal hold is on it"):
        check_may_go(ended_at=long_ago, holds=2, now=now)
    check_may_go(ended_at=long_ago, holds=0, now=now)


def test_a_refusal_says_from_when_it_may_go() -> None:
    with pytest.raises(MustStay, match=r"It may go from 01 Mar 2026 12:00 UTC\."):
        check_may_go(ended_at=at("2024-02-29 12:00"), holds=0, now=at("2026-02-28 23:59"))
