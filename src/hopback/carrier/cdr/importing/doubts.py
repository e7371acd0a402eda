"""Does the zone that was said fit? Rows in the future, or an end exactly some hours off the file's own date, say no."""

from datetime import UTC, datetime, timedelta, tzinfo
from math import ceil
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)
_SOON = timedelta(minutes=10)  # clocks are minutes wrong without anybody's fault
_CLOSE = timedelta(minutes=2)
_USUAL = ("UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London")


def about_zone(zone: tzinfo, last_at: datetime | None, written_at: datetime | None, now: datetime) -> str:
    """A sentence, or "" where nothing speaks against the zone. `written_at`: when the file was last changed."""
    if last_at is None:
        return ""
    ahead = last_at - now
    if ahead > _SOON:
        hours = ceil((ahead - _SOON) / _HOUR)
        return (
            f"The last call would be {_spoken(ahead)} in the future. If the switch's clock is right, "
            f"its times are at least {hours} h east of {zone}{_named(zone, last_at, hours)}."
        )
    if written_at is not None and (hours := _whole_hours(written_at - last_at)):
        return (
            f"The file was last changed {hours} h after its last call, to the minute. "
            "If the switch was writing until then, "
            f"its times are {hours} h west of {zone}{_named(zone, last_at, -hours)}."
        )
    return ""


def _whole_hours(late: timedelta) -> int:
    hours = round(late / _HOUR)
    return hours if 1 <= hours <= 14 and abs(late - hours * _HOUR) <= _CLOSE else 0


def _named(zone: tzinfo, at: datetime, hours: int) -> str:
    """Zones that people use there, as `: America/Chicago?`."""
    offset = (at.astimezone(zone).utcoffset() or timedelta()) + hours * _HOUR
    there = [name for name in _USUAL if at.astimezone(ZoneInfo(name)).utcoffset() == offset]
    return f": {' or '.join(there)}?" if there else ""


def _spoken(span: timedelta) -> str:
    minutes = round(span / timedelta(minutes=1))
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def changed_at(seconds: float) -> datetime:
    """A file's time of change as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
