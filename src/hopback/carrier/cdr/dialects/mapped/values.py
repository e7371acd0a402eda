"""Cells of any table as text, times, seconds and numbers, in the forms a mapping allows."""

import math
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from .. import moments
from .checks import EPOCHS
from .mapping import Time

type Cell = str | int | float | Decimal | bytes | bool | date | time | timedelta | None

_PROTECTED = re.compile(r'="?([^"]*)"?')  # ="2025550142": how a spreadsheet is told to keep its hands off
_POINT_ZERO = re.compile(r"(\d{7,18})\.0", re.A)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[ T]|$)", re.A)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d(?:\.\d+)?)", re.A)
_DECIMALS = re.compile(r"[.,](\d{1,9})(?!.*[.,:]\d)", re.A)
_WIDTHS = {"Y": r"\d{4}", "f": r"\d{1,6}", **dict.fromkeys("mdHMS", r"\d{1,2}")}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60.0}


def text(cell: Cell, empty: frozenset[str] = frozenset()) -> str:
    """What a cell says; "" for nothing. Whole numbers lose the `.0` that a column of decimals gives them."""
    if isinstance(cell, str):
        bare = cell.strip()
        if not bare:
            return ""
        if bare[0] == "=":
            bare = _unprotected(bare)
        elif bare[-2:] == ".0":
            bare = _POINT_ZERO.sub(r"\1", bare)
    elif cell is None or (isinstance(cell, float) and math.isnan(cell)):  # NULL, not a number
        return ""
    elif isinstance(cell, bytes):
        bare = cell.decode("utf-8", errors="replace").strip()
    elif isinstance(cell, float | Decimal) and _is_whole(float(cell)):
        bare = str(int(cell))
    else:
        bare = str(cell)
    return "" if bare in empty else bare.replace("\0", "␀")


def _is_whole(number: float) -> bool:
    return abs(number) < 1e18 and number == int(number)


def _unprotected(bare: str) -> str:
    found = _PROTECTED.fullmatch(bare)
    return found.group(1).strip() if found else bare


def rounded(number: str) -> bool:
    """Was it a number until a spreadsheet wrote it as 2.02555E+09?"""
    return bool(_ROUNDED.fullmatch(number))


def moment(cells: list[Cell], how: Time, zone: tzinfo, empty: frozenset[str]) -> moments.Moment:
    """The time in one cell, or in a date and a time. `zone` is that of times which carry none. `NoTimeError`."""
    made = _made(cells)
    if made is not None:
        return moments.utc(made, 1e-6 if made.microsecond else 1.0, zone)
    written = " ".join(word for word in (text(cell, empty) for cell in cells) if word)
    if not written:
        raise moments.NoTimeError("the time is empty")
    if how.form in EPOCHS:
        return _epoch(written, EPOCHS[how.form])
    if how.form == "julian":
        return moments.julian(written)
    if how.form == "rfc2822":
        return moments.rfc2822(written)
    if how.form == "iso":
        return _iso(written, zone)
    return _pattern(written, how, zone)


def _made(cells: list[Cell]) -> datetime | None:
    """A time that the table itself keeps as a time."""
    match cells:
        case [datetime() as when]:
            return when
        case [date() as day, time() as clock]:
            return datetime.combine(day, clock)
        case _:
            return None


def _epoch(written: str, unit: int) -> moments.Moment:
    try:
        ticks = Decimal(written)
        when = _EPOCH + timedelta(microseconds=int(ticks * 10**6 / unit))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise moments.NoTimeError(f"“{written[:40]}” is no time counted from 1970, as the mapping says") from error
    return moments.utc(when, max(1 / unit if ticks == int(ticks) else 1e-3, 1e-6))


def _iso(written: str, zone: tzinfo) -> moments.Moment:
    if not _ISO.match(written):
        raise moments.NoTimeError(f"“{written[:40]}” is no ISO time (2026-11-24 18:39:52), as the mapping says")
    return moments.local(written, zone)


def _pattern(written: str, how: Time, zone: tzinfo) -> moments.Moment:
    try:
        when = _read(written, how.form)
    except ValueError as error:
        raise moments.NoTimeError(f"“{written[:40]}” is not written {how.form}, as the mapping says") from error
    fine = _DECIMALS.search(written) if "%f" in how.form else None
    return moments.utc(when, max(10.0 ** -len(fine.group(1)), 1e-6) if fine else how.precision_s, zone)


@lru_cache(maxsize=8192)
def _read(written: str, form: str) -> datetime:
    """`strptime`, a few times faster for dates in digits: calls share many of their seconds, the form all of them."""
    looks = _digits(form)
    if looks is None:
        return datetime.strptime(written, form)  # noqa: DTZ007 - the zone is put on by who asked
    if not (found := looks.fullmatch(written)):
        raise ValueError("it does not look like that")
    told = found.groupdict("0")
    micro = int(told.pop("f", "0").ljust(6, "0"))
    given = {name: int(value) for name, value in told.items()}
    clock = given.get("H", 0), given.get("M", 0), given.get("S", 0)
    return datetime(given["Y"], given["m"], given["d"], *clock, micro)  # noqa: DTZ001 - as above


@lru_cache(maxsize=1024)
def _digits(form: str) -> re.Pattern[str] | None:
    """The same pattern as an expression, if it holds year, month, day and perhaps a clock, each once, in digits."""
    parts = re.split(r"%(.)", form)
    told = parts[1::2]
    if not {"Y", "m", "d"} <= set(told) <= set(_WIDTHS) or len(set(told)) < len(told) or re.search(r"%.%", form):
        return None
    made = (re.escape(part) if i % 2 == 0 else f"(?P<{part}>{_WIDTHS[part]})" for i, part in enumerate(parts))
    return re.compile("".join(made), re.A)


def seconds(cell: Cell, unit: str) -> float | None:
    """How long, in seconds; None where the cell does not say."""
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    bare = text(cell)
    if unit == "h:m:s" or ":" in bare:
        found = _CLOCK.fullmatch(bare)
        if not found:
            return None
        hours, minutes, rest = found.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest)
    try:
        found_s = float(bare) * _UNITS[unit]
    except (ValueError, OverflowError):
        return None
    return found_s if 0 <= found_s < 1e7 else None


def whole(written: str) -> int | None:
    """A code; None for anything that is no whole number of up to nine digits."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
