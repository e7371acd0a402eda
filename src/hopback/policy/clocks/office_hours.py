"""When an office is open, and how much open time lies between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = frozenset({0, 1, 2, 3, 4})  # Monday to Friday, as datetime.weekday() counts
MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """One office's own calendar: local opening hours on weekdays (0 = Monday) that are no holiday.

    `closes` at midnight means the end of the day. ValueError when the hours leave no time open.
    """

    zone: str
    opens: time = time(8)
    closes: time = time(17, 30)
    weekdays: frozenset[int] = WEEKDAYS
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("Office hours need at least one weekday, 0 (Monday) to 6 (Sunday).")
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise ValueError(f"An office that opens at {self.opens} cannot close at {self.closes}.")

    def is_business_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def window(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing of one local day in UTC; None when the office stays shut."""
        if not self.is_business_day(day):
            return None
        last_day = day + ONE_DAY if self.closes == MIDNIGHT else day
        opening = _in_utc(day, self.opens, self.zone)
        closing = _in_utc(last_day, self.closes, self.zone)
        # A clock change can swallow a whole window, or (Samoa, 2011) a whole day.
        skipped = opening.astimezone(ZoneInfo(self.zone)).date() != day
        return None if skipped or closing <= opening else (opening, closing)

    def windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open windows in UTC that end after `start`, the first one cut to begin no earlier. No end."""
        start = aware(start)
        day = start.astimezone(ZoneInfo(self.zone)).date()
        while True:
            found = self.window(day)
            if found and found[1] > start:
                yield max(found[0], start), found[1]
            day += ONE_DAY

    def is_open(self, moment: datetime) -> bool:
        """Open from the opening minute up to, and not including, the closing minute."""
        return self.next_open(moment) == aware(moment)

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself when the office is open, else the next opening; UTC."""
        return next(self.windows(moment))[0]


def _in_utc(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def aware(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError when it carries no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone.")
    return moment.astimezone(UTC)


def business_elapsed(start: datetime, end: datetime, hours: OfficeHours) -> timedelta:
    """Open time between two moments; zero when `end` is not after `start`."""
    end = aware(end)
    total = timedelta()
    for opening, closing in hours.windows(start):
        if opening >= end:
            break
        total += min(closing, end) - opening
    return total


def business_after(start: datetime, amount: timedelta, hours: OfficeHours) -> datetime:
    """The first moment (UTC) with `amount` of open time behind it, counted from `start`.

    ValueError when `amount` is negative. Zero lands on the next open moment.
    """
    if amount < timedelta():
        raise ValueError("Office time is counted forward only.")
    windows = hours.windows(start)
    opening, closing = next(windows)
    while closing - opening < amount:
        amount -= closing - opening
        opening, closing = next(windows)
    return opening + amount
