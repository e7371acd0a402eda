"""Moments and durations as people read them. Pure: told the moment, never asks."""

from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString


def duration(span: timedelta) -> str:
    """`under 1 min`, `41 min`, `19 h 20 min`, from two days on `3 d 4 h`. Sign is dropped."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 1:
        return "under 1 min"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02d} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def ago(span: timedelta) -> str:
    """How long since (positive) or until (negative)."""
    return f"{duration(span)} ago" if span >= timedelta(0) else f"in {duration(span)}"


def moment(local: datetime, form: str, this_year: int | None) -> str | SafeString:
    """`local` carries the reader's zone. The year is left out where it is this one."""
    day = f"{local.day} {local:%b}" + ("" if local.year == this_year else f" {local.year}")
    match form:
        case "clock":
            return f"{local:%H:%M}"
        case "day":
            return f"{local.day} {local:%B %Y}"
        case "weekday":
            return f"{local:%A} {local.day} {local:%B}"
        case "long":
            return with_utc(f"{local.day} {local:%b %Y, %H:%M:%S %Z}", local, "%H:%M:%S")
        case "both":
            return with_utc(f"{day}, {local:%H:%M %Z}", local, "%H:%M")
    return f"{day}, {local:%H:%M}"


def with_utc(said: str, local: datetime, form: str) -> str | SafeString:
    """The same moment in UTC beside it, with its day where that is another one."""
    offset = local.utcoffset()
    if not offset:
        return said
    utc = local.replace(tzinfo=None) - offset
    day = "" if utc.date() == local.date() else f"{utc.day} {utc:%b}, "
    return format_html('{} <span class="utc">{}{} UTC</span>', said, day, utc.strftime(form))
