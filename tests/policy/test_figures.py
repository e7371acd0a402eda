"""Figures: calendar time, and a minimum that is never a day short."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy import figures
from hopback.policy.figures import Figure, Unit

MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("day", "kept_until"),
    [("2024-02-29", "2026-03-01"), ("2023-08-31", "2025-08-31"), ("2026-10-20", "2028-10-20")],
)
def test_two_years_is_never_a_day_short(day: str, kept_until: str) -> None:
    """A6.1"""
    closed_at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert figures.RETAIN_INCIDENT_DATA.after(closed_at).date().isoformat() == kept_until


@pytest.mark.parametrize(
    ("day", "after"), [("2026-08-31", "2027-03-01"), ("2026-08-15", "2027-02-15"), ("2027-12-31", "2028-07-01")]
)
def test_six_months_land_on_the_same_day_or_the_first_of_the_next_month(day: str, after: str) -> None:
    """A2.4, A2.6"""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert figures.LOOK_BACK_FOR_ORIGIN.after(start).date().isoformat() == after


@given(moment=MOMENTS, months=st.integers(0, 60))
def test_months_keep_the_day_or_round_up(moment: datetime, months: int) -> None:
    later = Figure(months, Unit.MONTHS, figures.RETAIN_INCIDENT_DATA.clause).after(moment)
    whole = (later.year - moment.year) * 12 + later.month - moment.month
    assert (later.day == moment.day and whole == months) or (later.day == 1 and whole == months + 1)
    assert later.time() == moment.time()


def test_days_and_hours_are_lengths() -> None:
    """A2.6, XA.3"""
    start = datetime(2026, 10, 20, 10, tzinfo=UTC)
    assert figures.CLEAN_PERIOD_BEFORE_AFFILIATE.after(start) == start + timedelta(days=60)
    assert figures.CLEAN_PERIOD_BEFORE_AFFILIATE.length == timedelta(days=60)
    assert figures.RETURN_RESULTS.after(start) == start + timedelta(hours=24)
    assert figures.BEGIN_INVESTIGATION.length == timedelta(hours=4)


def test_what_is_no_length_of_calendar_time_says_so() -> None:
    start = datetime(2026, 10, 20, tzinfo=UTC)
    with pytest.raises(TypeError, match="2 times a year is not a length"):
        figures.CONFIRM_DO_NOT_ORIGINATE.after(start)
    with pytest.raises(TypeError, match="4 business hours is not a length"):
        figures.BEGIN_INVESTIGATION.after(start)
    with pytest.raises(TypeError, match="2 years has no fixed length"):
        _ = figures.RETAIN_INCIDENT_DATA.length
