"""A call time (A1.8) has a date, a time of day and a zone, is past, and is not beyond anybody's records."""

from datetime import UTC, datetime

import pytest

from hopback.portal.ground import moments

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def read(text: str, zone: str = "") -> datetime:
    return moments.read(text, now=NOW, zone=zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-10-19T09:41:27-04:00", ""),
        ("2026-10-19 13:41:27Z", ""),
        ("20261019T134127Z", ""),
        ("2026-10-19T09:41:27", "America/New_York"),
        ("2026-10-19 09:41:27 America/New_York", ""),
        ("2026-10-19 13:41:27 UTC", ""),
        ("2026-10-19T09:41:27-04:00", "Asia/Tokyo"),  # its own offset wins over a zone beside it
    ],
)
def test_a_time_with_its_zone_is_one_moment(text: str, zone: str) -> None:
    assert read(text, zone) == datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "said"),
    [
        ("2026-10-19T09:41:27", "", "has no time zone"),
        ("2026-10-19", "America/New_York", "has no time of day"),
        ("yesterday", "", "is not a date and time"),
        ("", "", "is not a date and time"),
        ("19/10/2026 09:41", "UTC", "is not a date and time"),
        ("2026-13-19T09:41:27Z", "", "is not a date and time"),
        ("2026-10-19 09:41", "Eastern", "“Eastern” is not a time zone"),
        ("2026-10-19 09:41", "../../etc/passwd", "is not a time zone"),
        ("2026-11-24T12:00:01Z", "", "is in the future: it is 24 Nov 2026, 12:00 UTC now"),
        ("2024-11-24T11:59:59Z", "", "is more than 730 days ago"),
        ("2026-11-01 01:30", "America/New_York", "happened twice in America/New_York"),
        ("2026-03-08 02:30", "America/New_York", "did not happen in America/New_York"),
    ],
)
def test_a_time_that_cannot_be_a_calls_is_refused_with_its_reason(text: str, zone: str, said: str) -> None:
    with pytest.raises(moments.MomentRefused, match=said.replace(".", r"\.")) as refused:
        read(text, zone)
    assert refused.value.clause.id == "A1.8"
    assert refused.value.field == "called_at"
    assert text in str(refused.value) or zone in str(refused.value)


def test_this_very_moment_is_not_the_future() -> None:
    assert read("2026-11-24T12:00:00Z") == NOW
