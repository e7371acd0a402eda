"""Times as switches write them, turned into aware UTC with how finely they were written.

Everything that is no time of a call raises `NoTimeError`, whose words are good enough for a rejected row.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1990, 2099  # before and after them no call was recorded; an unset clock starts in 1970
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JULIAN_EPOCH = 2440587.5  # 1970-01-01 00:00 UTC
_JULIAN_GRAIN_S = 0.01  # eight decimals, as people export it, hold a millisecond
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d", re.A)
_NUMBER = re.compile(r"([+-]?\d{1,20})(?:\.(\d{0,20}))?", re.A)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,9}))?", re.A)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?", re.A)
_PLACE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+", re.A)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", re.A | re.I)
_DAYS_FIRST = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ ,-]+(\d{4})", re.A)  # 18 Dec 2017
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9}) +(\d{1,2}),? +(\d{4})", re.A)  # DEC 18 2017
_YEAR_LAST = re.compile(r"([A-Za-z]{3}) +(\d{1,2}) +[\d:.]+ +(\d{4})", re.A)  # Dec 15 11:38:34 2003, as ctime writes
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.A)  # 12/31/2026: North American switches
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.A)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = dict(zip(_MONTH_NAMES, range(1, 13), strict=True))
_HOURS = {  # the names that North American switches print; what else looks like a name is asked of the zone database
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
}  # fmt: skip


class NoTimeError(ValueError):
    """This is no time of a call; the message says what was found."""


class Moment(NamedTuple):
    at: datetime  # aware, UTC
    precision_s: float  # 1.0 whole seconds, 60.0 minutes, 0.001 milliseconds


@lru_cache(maxsize=16384)  # calls share their seconds
def moment(raw: str, zone: tzinfo) -> Moment:
    """A time in any of the forms below, told apart by its looks."""
    text = raw.strip()
    if _ISO.match(text):
        return local(text, zone)
    if _NUMBER.fullmatch(text):
        whole = text.partition(".")[0]
        if len(whole) in (12, 14) and whole[:2] in ("19", "20"):
            return compact(text, zone)
        return julian(text) if len(whole) == 7 else epoch(text)
    return local(text, zone)


@lru_cache(maxsize=16384)
def epoch(raw: str | float) -> Moment:
    """Seconds since 1970, or milli-, micro-, nanoseconds: as many digits as it has."""
    found = _NUMBER.fullmatch(str(raw).strip())
    if not found:
        raise NoTimeError(f"“{_cut(raw)}” is no count of seconds since 1970")
    whole, decimals = found.group(1), (found.group(2) or "")[:6]
    unit = 1 if len(whole) <= 11 else 1000 if len(whole) <= 14 else 10**6 if len(whole) <= 17 else 10**9
    micros = int(whole) * 10**6 // unit
    if unit == 1 and decimals:
        return _checked_epoch(micros + int(decimals.ljust(6, "0")), 10.0 ** -len(decimals), raw)
    return _checked_epoch(micros, max(1 / unit, 1e-6), raw)


def parts(seconds: str | int, micros: str | int) -> Moment:
    """Whole seconds and microseconds in two fields, as Kamailio's `time_attr` and `time_exten`."""
    start = epoch(seconds)
    found = _NUMBER.fullmatch(str(micros).strip())
    if not found or not 0 <= int(found.group(1)) < 10**6:
        return start
    return Moment(start.at + timedelta(microseconds=int(found.group(1))), 1e-6)


def julian(raw: str | float) -> Moment:
    """A Julian day in UTC. Kamailio's SQLite driver takes half a second off every whole one: it is given back."""
    try:
        seconds = (float(raw) - _JULIAN_EPOCH) * 86400
    except (ValueError, OverflowError) as error:
        raise NoTimeError(f"“{_cut(raw)}” is no Julian day") from error
    if not -1e11 < seconds < 1e11:
        raise NoTimeError(f"“{_cut(raw)}” is no Julian day")
    for shift in (0.0, 0.5):
        near = round(seconds + shift)
        if abs(seconds + shift - near) < _JULIAN_GRAIN_S:
            return _checked_epoch(near * 10**6, 1.0, raw)
    return _checked_epoch(round(seconds * 1e6), 0.001, raw)


def local(raw: str, zone: tzinfo) -> Moment:
    """A calendar time; in `zone` where it names none of its own. The hour that comes twice in November is taken the
    first time (daylight saving); one that does not exist in March is the hour that the clocks showed instead."""
    text = raw.strip()
    try:
        if _ISO.match(text):
            return _iso(text, zone)
        found = _COMPACT.fullmatch(text)
        return _compact(found, zone) if found else _spelled(text, zone)
    except NoTimeError:
        raise
    except (ValueError, OverflowError) as error:
        raise NoTimeError(f"“{_cut(raw)}” is no date with a time") from error


def compact(raw: str, zone: tzinfo) -> Moment:
    """`YYYYMMDDHHMMSS`, also with decimals, or without the seconds."""
    found = _COMPACT.fullmatch(raw.strip())
    if not found:
        raise NoTimeError(f"“{_cut(raw)}” is not written YYYYMMDDHHMMSS")
    try:
        return _compact(found, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, NoTimeError):
            raise
        raise NoTimeError(f"“{_cut(raw)}” is no date with a time") from error


def rfc2822(raw: str) -> Moment:
    """`Mon, 23 Nov 2026 23:44:36 +0000`, as mails and web services write it."""
    try:
        found = parsedate_to_datetime(raw)
        return utc(found if found.tzinfo else found.replace(tzinfo=UTC), 1.0)
    except (ValueError, OverflowError, TypeError, IndexError) as error:
        if isinstance(error, NoTimeError):
            raise
        raise NoTimeError(f"“{_cut(raw)}” is no date as mails write it") from error


def utc(when: datetime, precision_s: float = 1.0, zone: tzinfo = UTC) -> Moment:
    """A datetime, in `zone` if it is naive, as a checked moment."""
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise NoTimeError(f"the year {when.year} is no year of a call ({FIRST_YEAR} to {LAST_YEAR})")
    aware = when if when.tzinfo else when.replace(tzinfo=zone)
    return Moment(aware.astimezone(UTC), precision_s)


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo | None:
    """PST, EDT, +02:00, GMT-5, America/Chicago; None when nobody knows it."""
    bare = name.strip()
    if bare.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[bare.upper()]))
    if found := _OFFSET.fullmatch(bare):
        off = timedelta(hours=int(found.group(2)), minutes=int(found.group(3) or 0))
        return timezone(-off if found.group(1) == "-" else off) if off < timedelta(hours=24) else None
    try:
        return ZoneInfo(bare) if _PLACE.fullmatch(bare) else None
    except (KeyError, ValueError, OSError):  # no such zone
        return None


def _checked_epoch(micros: int, precision_s: float, raw: object) -> Moment:
    if not -(10**16) < micros < 10**17:  # beyond them there is no datetime to say the year of
        raise NoTimeError(f"“{_cut(raw)}” is no time of a call")
    return utc(_EPOCH + timedelta(microseconds=micros), precision_s)


def _iso(text: str, zone: tzinfo) -> Moment:
    tail = text[16:]
    if len(text) == 19:
        return utc(datetime.fromisoformat(text), 1.0, zone)
    stamp, _, name = text.partition(" ") if text[10] == "T" else _second_space(text)
    decimals = re.match(r":\d\d[.,](\d+)", tail)
    precision = 60.0 if not tail.startswith(":") else max(10.0 ** -len(decimals.group(1)), 1e-6) if decimals else 1.0
    when = datetime.fromisoformat(stamp.replace(",", "."))
    if name.strip() and when.tzinfo is None:
        when = when.replace(tzinfo=_known_zone(name))
    return utc(when, precision, zone)


def _second_space(text: str) -> tuple[str, str, str]:
    day, _, rest = text.partition(" ")
    clock, space, name = rest.partition(" ")
    return f"{day} {clock}", space, name


def _known_zone(name: str) -> tzinfo:
    if (zone := zone_named(name)) is None:
        raise NoTimeError(f"the time zone “{_cut(name)}” is not known")
    return zone


def _compact(found: re.Match[str], zone: tzinfo) -> Moment:
    year, month, day, hour, minute, second, decimals = found.groups()
    micro = int((decimals or "")[:6].ljust(6, "0"))
    when = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)  # noqa: DTZ001
    precision = 60.0 if second is None else max(10.0 ** -len(decimals), 1e-6) if decimals else 1.0
    return utc(when, precision, zone)


_SPELLED: tuple[tuple[re.Pattern[str], Callable[[tuple[str, ...]], tuple[int, int, int]]], ...] = (
    (_YEAR_FIRST, lambda g: (int(g[0]), int(g[1]), int(g[2]))),
    (_SLASHED, lambda g: (int(g[2]), int(g[0]), int(g[1]))),
    (_YEAR_LAST, lambda g: (int(g[2]), _month(g[0]), int(g[1]))),
    (_MONTH_FIRST, lambda g: (int(g[2]), _month(g[0]), int(g[1]))),
    (_DAYS_FIRST, lambda g: (int(g[2]), _month(g[1]), int(g[0]))),
)


def _spelled(text: str, zone: tzinfo) -> Moment:
    """A day and a clock somewhere in the text, and perhaps a zone: `15:54:56.868 PST DEC 18 2017`."""
    clock = _CLOCK.search(text)
    for pattern, day_of in _SPELLED:
        if clock and (day := pattern.search(text)):
            hour, minute, second, decimals, half = clock.groups()
            hours = int(hour) % 12 + (12 if half[0] in "Pp" else 0) if half else int(hour)
            micro = int((decimals or "")[:6].ljust(6, "0"))
            when = datetime(*day_of(day.groups()), hours, int(minute), int(second or 0), micro)  # noqa: DTZ001
            precision = 60.0 if second is None else max(10.0 ** -len(decimals), 1e-6) if decimals else 1.0
            return utc(when, precision, _zone_in(text, clock) or zone)
    raise NoTimeError(f"“{_cut(text)}” is no date with a time" if text else "the time is empty")


def _zone_in(text: str, clock: re.Match[str]) -> tzinfo | None:
    for word in (*text[clock.end() :].split(), *text[: clock.start()].split()):
        if zone := zone_named(word.strip("()")):
            return zone
    return None


def _month(name: str) -> int:
    if (found := _MONTHS.get(name[:3].lower())) is None:
        raise NoTimeError(f"“{_cut(name)}” is no month")
    return found


def _cut(raw: object) -> str:
    text = str(raw)
    return text if len(text) <= 40 else text[:39] + "…"
