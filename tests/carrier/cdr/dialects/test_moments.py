"""Times come out in UTC with how finely they were written, or with a reason why not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.carrier.cdr.dialects import moments
from hopback.carrier.cdr.dialects.moments import Moment, NoTimeError
from tests.carrier.cdr.dialects.samples import CHICAGO, NEW_YORK

EVENING = datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)
MILLI = EVENING.replace(microsecond=541000)
MICRO = EVENING.replace(microsecond=541999)


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("1795477476", EVENING, 1.0),
        ("1795477476541", MILLI, 0.001),
        ("1795477476541999", MICRO, 1e-6),
        ("1795477476541999000", MICRO, 1e-6),
        ("1795477476.541999", MICRO, 1e-6),
        ("1795477476.541", MILLI, 0.001),
        ("2026-11-23 18:44:36", EVENING, 1.0),
        ("2026-11-23T18:44:36", EVENING, 1.0),
        ("2026-11-23 18:44:36.541", MILLI, 0.001),
        ("2026-11-23 18:44:36,541", MILLI, 0.001),
        ("2026-11-23 18:44", EVENING.replace(second=0), 60.0),
        ("2026-11-23T23:44:36Z", EVENING, 1.0),
        ("2026-11-23 17:44:36-06:00", EVENING, 1.0),
        ("2026-11-23 15:44:36 PST", EVENING, 1.0),
        ("20261123184436", EVENING, 1.0),
        ("20261123184436.541", MILLI, 0.001),
        ("202611231844", EVENING.replace(second=0), 60.0),
        ("15:44:36.541 PST NOV 23 2026", MILLI, 0.001),
        ("Mon Nov 23 18:44:36 2026", EVENING, 1.0),
        ("Mon, 23 Nov 2026 23:44:36 GMT", EVENING, 1.0),
        ("23-Nov-2026 18:44:36", EVENING, 1.0),
        ("11/23/2026 18:44:36", EVENING, 1.0),
        ("11/23/2026 6:44:36 PM", EVENING, 1.0),
        ("Nov 23, 2026 06:44:36 PM", EVENING, 1.0),
    ],
)
def test_a_time_in_new_york_as_switches_write_it(written: str, at: datetime, precision: float) -> None:
    assert moments.moment(written, NEW_YORK) == Moment(at, precision)


def test_kamailio_takes_half_a_second_off_its_julian_days() -> None:
    """The row's own `time_attr` says 1795477387."""
    assert moments.julian("2461368.48826968") == Moment(datetime(2026, 11, 23, 23, 43, 7, tzinfo=UTC), 1.0)
    assert moments.moment("2461368.48826968", CHICAGO) == moments.julian(2461368.48826968)


def test_whole_julian_seconds_stay_themselves() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert moments.julian(noon.timestamp() / 86400 + 2440587.5) == Moment(noon, 1.0)


def test_seconds_and_microseconds_in_two_fields() -> None:
    assert moments.parts("1795477476", "541999") == Moment(MICRO, 1e-6)
    assert moments.parts("1795477476", "") == Moment(EVENING, 1.0)


def test_the_hour_that_comes_twice_in_november_is_taken_the_first_time() -> None:
    assert moments.local("2026-11-01 01:30:00", NEW_YORK).at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_the_hour_that_is_missing_in_march_is_shifted() -> None:
    assert moments.local("2026-03-08 02:30:00", NEW_YORK).at == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_mails_tell_their_zone() -> None:
    assert moments.rfc2822("Mon, 23 Nov 2026 18:44:36 -0500").at == EVENING
    assert moments.rfc2822("Mon, 23 Nov 2026 23:44:36 +0000").at == EVENING


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1970-01-01 00:00:00", "the year 1970 is no year of a call"),
        ("0", "the year 1970 is no year of a call"),
        ("9999-12-31 23:59:59", "the year 9999 is no year of a call"),
        ("0001-01-01 00:00:00", "the year 1 is no year of a call"),
        ("99999999999999999999", "is no year of a call"),
        ("2026-13-45 18:44:36", "is no date with a time"),
        ("2026-11-23 18:44:36 FOO", "the time zone “FOO” is not known"),
        ("23 Foo 2026 18:44:36", "“Foo” is no month"),
        ("", "the time is empty"),
        ("ANSWERED", "“ANSWERED” is no date with a time"),
        ("x" * 500, "“xxx"),
        ("１７９５４７７４７６", "is no date with a time"),
    ],
)
def test_what_is_no_time_of_a_call_is_told_in_words(written: str, reason: str) -> None:
    with pytest.raises(NoTimeError, match=reason) as told:
        moments.moment(written, NEW_YORK)
    assert len(str(told.value)) < 120


@pytest.mark.parametrize("name", ["PST", "est", "Z", "+02:00", "GMT-5", "America/Chicago"])
def test_zones_have_names(name: str) -> None:
    assert moments.zone_named(name) is not None


@pytest.mark.parametrize("name", ["FOO", "", "12/31/2026", "../etc/passwd", "America/Nowhere", "+99:00"])
def test_other_words_are_no_zones(name: str) -> None:
    assert moments.zone_named(name) is None


@given(st.text(alphabet=st.sampled_from("0123456789-:./ TZ+eE,NOVamPM") | st.characters(), max_size=40))
def test_no_text_raises_anything_else(written: str) -> None:
    for read in (
        lambda raw: moments.moment(raw, NEW_YORK),
        lambda raw: moments.local(raw, NEW_YORK),
        lambda raw: moments.compact(raw, NEW_YORK),
        moments.epoch,
        moments.julian,
        moments.rfc2822,
    ):
        try:
            found = read(written)
        except NoTimeError:
            continue
        else:
            assert found.at.utcoffset() is not None
            assert 0 < found.precision_s <= 60
