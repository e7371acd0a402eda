"""Moments that somebody typed or sent. A call time without a zone is a guess, so it is refused (A1.8)."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause

_EXAMPLE = "2026-10-19T09:41:27-04:00"
_ZONE_AFTER = re.compile(r"^(?P<moment>.*\d)\s+(?P<zone>[A-Za-z]+(?:/[A-Za-z_+-]+[0-9]*)*)$")


class MomentRefused(Refused):
    """This moment cannot be a call's."""

    clause = clause("A1.8")

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def read(text: str, *, now: datetime, zone: str = "", field: str = "called_at") -> datetime:
    """`2026-10-19T09:41:27-04:00`, or a local time and a zone's name, as an aware moment in UTC.

    Raises MomentRefused: no zone, not a time, in the future, older than settings.OLDEST_CALL_DAYS.
    """
    moment = _aware(*_parts(text.strip(), zone, field), field).astimezone(UTC)
    check(moment, now=now, text=text, field=field)
    return moment


def check(moment: datetime, *, now: datetime, text: str = "", field: str = "called_at") -> None:
    """The same limits for a moment that is one already; `text` is how it was written."""
    text = text or moment.isoformat(timespec="seconds")
    if moment.tzinfo is None:
        raise MomentRefused(f"“{text}” has no time zone. Add one, such as in {_EXAMPLE}.", field)
    if moment > now:
        raise MomentRefused(f"“{text}” is in the future: it is {now:%d %b %Y, %H:%M} UTC now.", field)
    if moment < now - timedelta(days=settings.OLDEST_CALL_DAYS):
        days = settings.OLDEST_CALL_DAYS
        raise MomentRefused(f"“{text}” is more than {days} days ago: no provider keeps records so long.", field)


def _parts(text: str, zone: str, field: str) -> tuple[datetime, str, str]:
    """The time as written, the zone's name, and the text for messages."""
    written = text
    if named := _ZONE_AFTER.match(text):
        written, zone = named["moment"], named["zone"]
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise MomentRefused(f"“{text}” is not a date and time. Write it like {_EXAMPLE}.", field) from None
    if not re.search(r"[T ]\d", written):
        raise MomentRefused(f"“{text}” has no time of day. Write it like {_EXAMPLE}.", field)
    return moment, zone, text


def _aware(moment: datetime, zone: str, text: str, field: str) -> datetime:
    if moment.tzinfo:
        return moment
    if not zone:
        raise MomentRefused(f"“{text}” has no time zone. Add one, such as in {_EXAMPLE}.", field)
    try:
        local = moment.replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MomentRefused(
            f"“{zone}” is not a time zone. Use a name such as America/New_York, or write {_EXAMPLE}.",
            field,
        ) from None
    return _once(local, text, zone, field)


def _once(local: datetime, text: str, zone: str, field: str) -> datetime:
    """A clock put forward skips an hour, one put back repeats one: such times need an offset."""
    other = local.replace(fold=1)
    if local.utcoffset() == other.utcoffset():
        return local
    happened = "did not happen" if local.utcoffset() < other.utcoffset() else "happened twice"
    raise MomentRefused(
        f"“{text}” {happened} in {zone}, where the clocks changed. Write its offset, as in {_EXAMPLE}.",
        field,
    )
