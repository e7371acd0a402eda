"""Offices for the clock's tests: real zones, daylight saving, half hours, odd weekends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from hopback.policy.clocks import OfficeHours

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Belize",
    "America/Havana",
    "Europe/London",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
)
FIRST_DAY = date(2025, 1, 1)
days = st.integers(0, 730).map(lambda number: FIRST_DAY + timedelta(days=number))
holidays = st.frozensets(days, max_size=25)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def offices(draw: st.DrawFn, *, round_the_clock: bool = False) -> OfficeHours:
    opens, closes = (
        (time(0), time(0))
        if round_the_clock
        else (
            time(draw(st.integers(4, 11)), draw(st.sampled_from((0, 15, 30)))),
            time(draw(st.integers(12, 23)), draw(st.sampled_from((0, 15, 30)))),
        )
    )
    return OfficeHours(draw(st.sampled_from(ZONES)), opens, closes, draw(weekdays), draw(holidays))


@st.composite
def moments(draw: st.DrawFn, *, step: timedelta = timedelta(seconds=1)) -> datetime:
    start = datetime(2025, 1, 1, tzinfo=ZoneInfo("UTC"))
    return start + step * draw(st.integers(0, timedelta(days=700) // step))


def at(text: str, zone: str = "America/New_York") -> datetime:
    """`2026-10-20 10:00` on the clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def harbor_voice(*free: str) -> OfficeHours:
    """Harbor Voice LLC, Miami: weekdays 8:00 to 17:30, with these holidays."""
    return OfficeHours("America/New_York", holidays=frozenset(date.fromisoformat(day) for day in free))
