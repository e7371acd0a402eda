"""The arithmetic of a deadline, said in plain sentences with the office's local time and UTC."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from .office_hours import ONE_DAY, OfficeHours
from .profiles import ClockProfile

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime, zone: str) -> str:
    """`Fri 23 Oct 2026, 18:00 EDT (22:00 UTC)`; the UTC part names its day when that differs."""
    local, utc = at.astimezone(ZoneInfo(zone)), at.astimezone(UTC)
    if local.date() == utc.date():
        return f"{_day(local)}, {local:%H:%M} {local.tzname()} ({utc:%H:%M} UTC)"
    return f"{_day(local)}, {local:%H:%M} {local.tzname()} ({_day(utc)}, {utc:%H:%M} UTC)"


def explain(
    profile: ClockProfile,
    hours: OfficeHours,
    sent_at: datetime,
    received_at: datetime,
    due_at: datetime,
    close_at: datetime,
) -> tuple[str, ...]:
    sentences = [f"Sent {moment(sent_at, hours.zone)}."]
    if received_at != sent_at:
        sentences.append(
            f"Outside office hours ({_office(profile.office(hours))}), so it counts as received "
            f"{moment(received_at, hours.zone)}."
        )
    sentences.append(f"{_hours(profile.answer_within)} to answer; {_rests(profile)}.")
    if skipped := _skipped(profile.office(hours), received_at, due_at) if profile.business else ():
        sentences.append(f"Not counted: {', '.join(skipped)}.")
    sentences.append(f"Due {moment(due_at, hours.zone)}.")
    sentences.append(_closes(profile, hours, close_at))
    return tuple(sentences)


def explain_extension(
    profile: ClockProfile, hours: OfficeHours, due_at: datetime, close_at: datetime
) -> tuple[str, ...]:
    return (f"Extended: due {moment(due_at, hours.zone)}.", _closes(profile, hours, close_at))


def _closes(profile: ClockProfile, hours: OfficeHours, close_at: datetime) -> str:
    return f"Closes by itself {_hours(profile.close_after)} after that: {moment(close_at, hours.zone)}."


def _rests(profile: ClockProfile) -> str:
    if profile.business:
        return "the clock runs day and night on business days and rests on weekends and holidays"
    return "nights, weekends and holidays count"


def _skipped(office: OfficeHours, start: datetime, end: datetime) -> tuple[str, ...]:
    """The days between two moments on which the clock rested."""
    zone = ZoneInfo(office.zone)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    found = []
    while day <= last:
        if not office.is_business_day(day):
            found.append(_day(day) + (" (holiday)" if day in office.holidays else ""))
        day += ONE_DAY
    return tuple(found)


def _office(office: OfficeHours) -> str:
    days = ", ".join(_DAYS[day] for day in sorted(office.weekdays))
    return f"{office.opens:%H:%M} to {office.closes:%H:%M}, {days}, {office.zone}"


def _day(day: datetime | date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _hours(length: timedelta) -> str:
    amount = length / timedelta(hours=1)
    return f"{amount:g} hour{'' if amount == 1 else 's'}"
