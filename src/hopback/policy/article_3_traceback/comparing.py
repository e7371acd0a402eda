"""Whether two records can speak of the same call: numbers in any form, times with skewed clocks."""

from datetime import timedelta
from enum import StrEnum

from hopback.policy.figures import TIMES_MAY_DIFFER, WIDEST_ZONE_ERROR, ZONE_ERROR_SLACK

_COMPARED = 10  # a national number of the North American plan; what stands before it is a prefix
_FEWEST = 7  # fewer digits name nobody
_HALF_HOUR = timedelta(minutes=30)


class Times(StrEnum):
    FIT = "fit"
    WRONG_ZONE = "wrong_zone"  # apart as two time zones are: a record in local time
    APART = "apart"


def same_number(one: str, other: str) -> bool:
    """Whether two numbers can be one, on the last ten digits; True when either has too few to tell."""
    first, second = _digits(one), _digits(other)
    compared = min(len(first), len(second))
    return compared < _FEWEST or first[-compared:] == second[-compared:]


def _digits(number: str) -> str:
    """The last digits of what stands before any SIP parameter or host."""
    user = number.split(";")[0].split("@")[0]
    return "".join(char for char in user if char.isascii() and char.isdigit())[-_COMPARED:]


def times(apart: timedelta) -> Times:
    """How two records' times fit, given how far they lie apart."""
    distance = abs(apart)
    if distance <= TIMES_MAY_DIFFER:
        return Times.FIT
    zone_steps = round(distance / _HALF_HOUR)  # zones differ by whole hours, a few by half hours
    off_the_step = abs(distance - zone_steps * _HALF_HOUR)
    could_be_zone = off_the_step <= ZONE_ERROR_SLACK and zone_steps * _HALF_HOUR <= WIDEST_ZONE_ERROR
    return Times.WRONG_ZONE if could_be_zone else Times.APART
