"""What the file cannot say by itself, asked in words, with what speaks for each answer."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from . import clocks
from .layout import Layout
from .mapping import Time

_USUAL = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Halifax", "America/St_Johns", "America/Puerto_Rico",
    "Europe/London", "Europe/Berlin", "Europe/Helsinki", "Asia/Kolkata", "Asia/Manila", "Australia/Sydney",
)  # fmt: skip
_ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d| (?:UTC|GMT))$")
_EPOCH = re.compile(r"(1\d{9})(?:\.\d+)?", re.A)
_HALF_HOUR = 1800
_NEAR = timedelta(minutes=5)
_SOON = 90  # seconds after its last row that a file was written


@dataclass(frozen=True)
class Question:
    """`key` is the line of the mapping that the answer becomes."""

    key: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """How far the times are behind UTC by something else in the file (or by when it was written), and by what."""

    behind: timedelta
    by: str
    sure: bool


def distinct(forms: Sequence[str], written: Sequence[str]) -> list[str]:
    """Forms that read these times differently; of those that read them alike the first is enough."""
    kept: dict[tuple[datetime | None, ...], str] = {}
    sample = list(dict.fromkeys(written))[:50]
    for form in forms:
        kept.setdefault(tuple(clocks.read(each, form) for each in sample), form)
    return list(kept.values())


def carries_zone(form: str, written: Sequence[str]) -> bool:
    if form == "iso":
        return bool(written) and all(_ZONED.search(each) for each in written)
    return bool(form) and Time(form=form).carries_zone


def about_form(forms: Sequence[str], example: str) -> Question:
    readings = "; ".join(f"{form} makes it {_shown(example, form)}" for form in forms)
    text = f"“{example}” can be read in more than one way: {readings}. Which is it?"
    return Question("time.form", text, tuple(forms))


def _shown(example: str, form: str) -> str:
    at = clocks.read(example, form)
    return f"{at:%d %B %Y}" if at else "no date"


def evidence(found: Layout, kept: Sequence[datetime], *, now: datetime, written_at: datetime | None) -> Evidence | None:
    """`kept`: the times of the rows, read as if they were UTC."""
    if by_epoch := _by_epoch(found, kept):
        return by_epoch
    if not kept or written_at is None:
        return None
    gap = written_at - max(kept)
    hours = gap // timedelta(hours=1)
    if not 0 <= (gap - timedelta(hours=hours)).total_seconds() < _SOON or not -14 <= hours <= 12:
        return None
    return Evidence(timedelta(hours=hours), "the time at which the file was last written", sure=False)


def _by_epoch(found: Layout, kept: Sequence[datetime]) -> Evidence | None:
    """A column that counts seconds from 1970, as Asterisk's uniqueid does, says what UTC was."""
    for shape in found.shapes:
        seen = [match for value in shape.values if (match := _EPOCH.fullmatch(value))]
        if len(seen) != len(shape.values) or len(seen) != len(kept) or not seen:
            continue
        counted = (datetime.fromtimestamp(int(match.group(1)), UTC) for match in seen)
        gaps = [_half_hours(utc - local) for utc, local in zip(counted, kept, strict=True)]
        common, times = Counter(gaps).most_common(1)[0]
        if common is not None and times >= 0.5 * len(gaps):
            return Evidence(common, f"column {shape.column}, which counts seconds in UTC", sure=True)
    return None


def _half_hours(gap: timedelta) -> timedelta | None:
    count = round(gap.total_seconds() / _HALF_HOUR)
    near = abs(gap.total_seconds() - count * _HALF_HOUR) < 300
    return timedelta(seconds=count * _HALF_HOUR) if near else None


def about_zone(kept: Sequence[datetime], found: Evidence | None, now: datetime) -> Question:
    possible = [zone for zone in _USUAL if not kept or _in_zone(max(kept), zone) <= now + _NEAR]
    fitting = [zone for zone in possible if found and _in_zone(max(kept), zone) - max(kept) == found.behind]
    if found and fitting:
        text = f"The times carry no zone. By {found.by}, they are {_hours(found.behind)} UTC. In which zone are they?"
        return Question("time.zone", text, tuple(dict.fromkeys((*fitting, *possible))))
    text = "The times carry no zone. In which zone does this switch write them?"
    if kept and "UTC" not in possible:
        text += " " + _out("UTC", max(kept), now)
    return Question("time.zone", text, tuple(possible or _USUAL))


def doubts(zone: str, kept: Sequence[datetime], found: Evidence | None, now: datetime) -> list[str]:
    """What speaks against the zone that was said."""
    if not kept:
        return []
    last = max(kept)
    told = [_out(zone, last, now)] if _in_zone(last, zone) > now + _NEAR else []
    if found and found.sure and _in_zone(last, zone) - last != found.behind:
        told.append(f"By {found.by}, the times are {_hours(found.behind)} UTC, which {zone} is not.")
    return told


def _in_zone(naive: datetime, zone: str) -> datetime:
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _out(zone: str, last: datetime, now: datetime) -> str:
    ahead = (_in_zone(last, zone) - now).total_seconds() / 3600
    return f"Read as {zone}, the file's last row would be {ahead:.1f} h in the future."


def _hours(behind: timedelta) -> str:
    hours = behind.total_seconds() / 3600
    return "at" if not hours else f"{abs(hours):g} h {'behind' if hours > 0 else 'ahead of'}"
