"""How long a provider has: named clock profiles. The numbers are choices, except where a source is named.

The document says "promptly" (A3.6) and "within 24 hours" (XA.3); the rest of `itg-2021` is ours. `fcc-2024`
follows 47 CFR 64.1200(n)(1), `crtc` the Canadian practice.
"""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from hopback.policy.figures import RETURN_RESULTS

from .office_hours import MIDNIGHT, WEEKDAYS, OfficeHours


def _hours(*amounts: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=amount) for amount in amounts)


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """Business hours that a rule fixes for everybody; zone and holidays stay the office's own."""

    opens: time = time(8)
    closes: time = time(17, 30)
    weekdays: frozenset[int] = WEEKDAYS


@dataclass(frozen=True, slots=True)
class ClockProfile:
    """One way to count. Lengths are clock time: where `business` is set, the clock rests on non-business days
    and does not start outside office hours; else it never rests.

    `backup_from_reminder`: the first reminder (counted from 1) that is copied to the back-up contact.
    `close_after`: from the deadline until the traceback closes by itself.
    `weekly_cap`: requests a provider may get in any seven days.
    """

    name: str
    title: str
    answer_within: timedelta
    business: bool
    reminders_after: tuple[timedelta, ...]
    backup_from_reminder: int
    close_after: timedelta
    weekly_cap: int | None = None
    office_day: OfficeDay | None = None
    onboard_at_first_request: bool = False

    def office(self, hours: OfficeHours) -> OfficeHours:
        """The office hours this profile starts its clock in."""
        day = self.office_day
        if day is None:
            return hours
        return replace(hours, opens=day.opens, closes=day.closes, weekdays=day.weekdays)

    def running(self, hours: OfficeHours) -> OfficeHours:
        """When the started clock runs: around the clock, on business days only."""
        return replace(self.office(hours), opens=MIDNIGHT, closes=MIDNIGHT)


ITG_2021 = ClockProfile(
    name="itg-2021",
    title="24 hours, around the clock",
    answer_within=RETURN_RESULTS.length,
    business=False,
    reminders_after=_hours(12, 20),
    backup_from_reminder=2,
    close_after=timedelta(hours=24),
)
FCC_2024 = ClockProfile(
    name="fcc-2024",
    title="24 hours on business days",
    answer_within=timedelta(hours=24),
    business=True,
    reminders_after=_hours(12, 20),
    backup_from_reminder=2,
    close_after=timedelta(hours=24),
    office_day=OfficeDay(),
)
CRTC = ClockProfile(
    name="crtc",
    title="Two business days",
    answer_within=timedelta(hours=48),
    business=True,
    reminders_after=_hours(24, 40),
    backup_from_reminder=2,
    close_after=timedelta(hours=24),
    weekly_cap=10,
    office_day=OfficeDay(),
    onboard_at_first_request=True,
)

PROFILES: dict[str, ClockProfile] = {profile.name: profile for profile in (ITG_2021, FCC_2024, CRTC)}
