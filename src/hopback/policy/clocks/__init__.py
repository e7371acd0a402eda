"""Clocks: office hours on a provider's own calendar, named profiles, and the deadlines they give."""

from .deadlines import (
    Deadlines,
    ExtensionTooShort,
    begin_by,
    clock_after,
    deadlines,
    extend,
    may_ask_from,
)
from .office_hours import WEEKDAYS, OfficeHours, business_after, business_elapsed
from .profiles import CRTC, FCC_2024, ITG_2021, PROFILES, ClockProfile, OfficeDay
from .sentences import moment

__all__ = [
    "CRTC",
    "FCC_2024",
    "ITG_2021",
    "PROFILES",
    "WEEKDAYS",
    "ClockProfile",
    "Deadlines",
    "ExtensionTooShort",
    "OfficeDay",
    "OfficeHours",
    "begin_by",
    "business_after",
    "business_elapsed",
    "clock_after",
    "deadlines",
    "extend",
    "may_ask_from",
    "moment",
]
