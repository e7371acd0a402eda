"""Moments and durations as people read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hopback.portal.layout import spans

EASTERN = datetime(2026, 10, 20, 14, 6, 9, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=40), "under 1 min"),
        (timedelta(minutes=41), "41 min"),
        (timedelta(hours=4, minutes=3), "4 h 03 min"),
        (timedelta(hours=24), "24 h"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(days=3, hours=4), "3 d 4 h"),
        (-timedelta(minutes=51), "51 min"),
    ],
)
def test_a_duration_is_said(span: timedelta, said: str) -> None:
    assert spans.duration(span) == said


def test_what_is_to_come_is_not_ago() -> None:
    assert spans.ago(-timedelta(hours=7, minutes=57)) == "in 7 h 57 min"
    assert spans.ago(timedelta(minutes=5)) == "5 min ago"


def test_the_long_form_has_utc_beside() -> None:
    said = spans.moment(EASTERN, "long", 2026)
    assert said.startswith("20 Oct 2026, 10:06:09 EDT")
    assert "14:06:09 UTC" in said


def test_utc_names_its_day_where_that_is_another_one() -> None:
    late = datetime(2026, 10, 21, 2, 0, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))
    assert "21 Oct, 02:00 UTC" in spans.moment(late, "both", 2026)


def test_a_reader_in_utc_sees_it_once() -> None:
    assert spans.moment(datetime(2026, 10, 20, 14, 6, tzinfo=UTC), "both", 2026) == "20 Oct, 14:06 UTC"


def test_another_year_is_named() -> None:
    assert spans.moment(EASTERN, "short", 2027) == "20 Oct 2026, 10:06"
    assert spans.moment(EASTERN, "short", 2026) == "20 Oct, 10:06"
