"""Office time, against an independent oracle and against counting quarter hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import businesstimedelta
import pytest
import pytz
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.clocks import OfficeHours, business_after, business_elapsed
from tests.policy.clocks.offices import at, harbor_voice, moments, offices

QUARTER = timedelta(minutes=15)
NEVER_REACHED = date(2029, 1, 1)  # the oracle looks for the next holiday and must find one


def oracle(hours: OfficeHours) -> businesstimedelta.Rules:
    zone = pytz.timezone(hours.zone)
    work = businesstimedelta.WorkDayRule(hours.opens, hours.closes, sorted(hours.weekdays), tz=zone)
    free = businesstimedelta.HolidayRule([*hours.holidays, NEVER_REACHED], tz=zone)
    return businesstimedelta.Rules([work, free])


def is_open(moment: datetime, hours: OfficeHours) -> bool:
    local = moment.astimezone(ZoneInfo(hours.zone))
    working = local.weekday() in hours.weekdays and local.date() not in hours.holidays
    return working and hours.opens <= local.time() and (hours.closes == time(0) or local.time() < hours.closes)


@given(hours=offices(), start=moments(), length=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_elapsed_office_time_is_the_oracles(hours: OfficeHours, start: datetime, length: timedelta) -> None:
    end = start + timedelta(seconds=int(length.total_seconds()))
    assert business_elapsed(start, end, hours) == oracle(hours).difference(start, end).timedelta


@given(hours=offices(), start=moments(), seconds=st.integers(0, 60 * 3600))
def test_office_time_after_is_the_oracles(hours: OfficeHours, start: datetime, seconds: int) -> None:
    amount = timedelta(seconds=seconds)
    expected = start + businesstimedelta.BusinessTimeDelta(oracle(hours), timedelta=amount)
    assert business_after(start, amount, hours) == expected


@given(
    hours=st.one_of(offices(), offices(round_the_clock=True)),
    start=moments(step=QUARTER),
    quarters=st.integers(0, 4 * 24 * 9),
)
def test_elapsed_office_time_is_the_sum_of_open_quarter_hours(
    hours: OfficeHours, start: datetime, quarters: int
) -> None:
    """Zones and daylight saving move by quarter hours at the finest, so counting them is exact."""
    counted = sum(is_open(start + QUARTER * number, hours) for number in range(quarters))
    assert business_elapsed(start, start + QUARTER * quarters, hours) == QUARTER * counted


@given(
    hours=st.one_of(offices(), offices(round_the_clock=True)),
    start=moments(),
    minutes=st.integers(1, 50 * 60),
)
def test_after_and_elapsed_undo_each_other(hours: OfficeHours, start: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    end = business_after(start, amount, hours)
    assert business_elapsed(start, end, hours) == amount
    assert business_elapsed(start, end - timedelta(seconds=1), hours) < amount


@given(hours=offices(), start=moments(), middle=moments(), end=moments())
def test_elapsed_office_time_adds_up(hours: OfficeHours, start: datetime, middle: datetime, end: datetime) -> None:
    start, middle, end = sorted((start, middle, end))
    whole = business_elapsed(start, end, hours)
    assert business_elapsed(start, middle, hours) + business_elapsed(middle, end, hours) == whole


@given(hours=offices(), moment=moments())
def test_an_office_is_open_or_opens_later(hours: OfficeHours, moment: datetime) -> None:
    assert hours.is_open(moment) == is_open(moment, hours)
    assert is_open(hours.next_open(moment), hours)
    assert hours.next_open(moment) >= moment


def test_the_closing_minute_is_outside_and_the_opening_minute_inside() -> None:
    hours = harbor_voice()
    assert hours.is_open(at("2026-10-20 08:00"))
    assert not hours.is_open(at("2026-10-20 07:59"))
    assert hours.is_open(at("2026-10-20 17:29"))
    assert not hours.is_open(at("2026-10-20 17:30"))


def test_time_that_runs_backward_is_no_office_time() -> None:
    assert business_elapsed(at("2026-10-21 10:00"), at("2026-10-20 10:00"), harbor_voice()) == timedelta()
    with pytest.raises(ValueError, match="forward only"):
        business_after(at("2026-10-21 10:00"), timedelta(hours=-1), harbor_voice())


def test_the_day_the_clocks_change_has_23_or_25_hours() -> None:
    always = OfficeHours("America/New_York", time(0), time(0), frozenset(range(7)))
    assert business_elapsed(at("2026-03-08 00:00"), at("2026-03-09 00:00"), always) == timedelta(hours=23)
    assert business_elapsed(at("2026-11-01 00:00"), at("2026-11-02 00:00"), always) == timedelta(hours=25)


def test_office_time_that_ends_with_the_day_ends_at_closing_and_not_next_morning() -> None:
    assert business_after(at("2026-10-20 13:30"), timedelta(hours=4), harbor_voice()) == at("2026-10-20 17:30")


@pytest.mark.parametrize("opens", [time(2), time(2, 30)])
def test_an_hour_that_the_clocks_skip_is_no_office_time(opens: time) -> None:
    night = OfficeHours("America/New_York", opens, time(3), frozenset(range(7)))
    assert business_elapsed(at("2026-03-08 00:00"), at("2026-03-09 00:00"), night) == timedelta()


def test_a_day_that_a_zone_skips_is_no_working_day() -> None:
    """Samoa went from Thursday 29 December 2011 to Saturday 31 December."""
    apia = OfficeHours("Pacific/Apia", time(8), time(17), frozenset(range(7)))
    assert apia.window(date(2011, 12, 30)) is None
    start, end = datetime(2011, 12, 29, tzinfo=UTC), datetime(2012, 1, 2, tzinfo=UTC)
    expected = sum(is_open(start + QUARTER * number, apia) for number in range(4 * 24 * 4))
    assert business_elapsed(start, end, apia) == QUARTER * expected


@pytest.mark.parametrize(
    ("opens", "closes", "weekdays", "why"),
    [
        (time(17), time(8), {0}, "cannot close"),
        (time(8), time(8), {0}, "cannot close"),
        (time(8), time(17), set(), "at least one weekday"),
        (time(8), time(17), {7}, "at least one weekday"),
    ],
)
def test_hours_that_are_none_are_refused(opens: time, closes: time, weekdays: set[int], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OfficeHours("America/New_York", opens, closes, frozenset(weekdays))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        business_elapsed(datetime(2026, 10, 20), at("2026-10-21 10:00"), harbor_voice())
