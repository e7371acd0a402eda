"""Numbers in any form and times with skewed clocks: can two records speak of one call?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_3_traceback.comparing import Times, same_number, times

CALLED = "+15135550168"


@pytest.mark.parametrize(
    "written",
    [
        "5135550168",
        "15135550168",
        "0015135550168",
        "(513) 555-0168",
        "513-555-0168",
        "sip:+15135550168@198.51.100.24:5060",
        "+15135550168;npdi;rn=+15135550199",
        "9901#15135550168",
        "5550168",
        "",
        "anonymous",
        "sip:anonymous@anonymous.invalid",
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert same_number(written, CALLED)
    assert same_number(CALLED, written)


@pytest.mark.parametrize("other", ["+15135550169", "5135550178", "5550169", "sip:+12025550142@198.51.100.24"])
def test_another_number_is_another_number(other: str) -> None:
    assert not same_number(other, CALLED)


@pytest.mark.parametrize(
    ("apart", "fit"),
    [
        (timedelta(), Times.FIT),
        (timedelta(seconds=-47), Times.FIT),
        (timedelta(minutes=10), Times.FIT),
        (timedelta(minutes=10, seconds=1), Times.APART),
        (timedelta(minutes=47), Times.APART),
        (timedelta(hours=4), Times.WRONG_ZONE),
        (timedelta(hours=-5, seconds=40), Times.WRONG_ZONE),
        (timedelta(hours=5, minutes=30), Times.WRONG_ZONE),
        (timedelta(hours=5, minutes=20), Times.APART),
        (timedelta(hours=14, minutes=2), Times.WRONG_ZONE),
        (timedelta(hours=15), Times.APART),
        (timedelta(days=1), Times.APART),
    ],
)
def test_times_fit_are_a_zone_apart_or_do_not_fit(apart: timedelta, fit: Times) -> None:
    assert times(apart) is fit


@given(apart=st.timedeltas(timedelta(days=-3), timedelta(days=3)))
def test_it_does_not_matter_whose_clock_is_ahead(apart: timedelta) -> None:
    assert times(apart) is times(-apart)
