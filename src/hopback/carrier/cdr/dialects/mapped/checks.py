"""What a value of a mapping must be, each with words for whoever wrote something else."""

import codecs
import difflib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

EPOCHS = {"epoch_s": 1, "epoch_ms": 1_000, "epoch_us": 1_000_000, "epoch_ns": 1_000_000_000}  # ticks of a second
FORMS = ("iso", *EPOCHS, "julian", "rfc2822")
_NAMED = {"tab": "\t", "\\t": "\t", "space": " ", "pipe": "|", "comma": ",", "semicolon": ";"}


def one_character(value: str) -> str:
    value = _NAMED.get(value, value)
    if len(value) != 1:
        raise ValueError('a delimiter is one character, such as "," ";" "|" or "tab"')
    return value


def encoding_name(value: str) -> str:
    try:
        return codecs.lookup(value).name
    except LookupError as unknown:
        raise ValueError("no such encoding; most files are utf-8, latin-1 or cp1252") from unknown


def zone_name(value: str) -> str:
    if not value:
        return value
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as unknown:  # no such zone, a path, a folder of zones
        near = difflib.get_close_matches(value, available_timezones(), n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"no such time zone; write UTC or a name like America/Chicago{hint}") from unknown
    return value


def time_form(value: str) -> str:
    if value in FORMS:
        return value
    if "%" not in value:
        raise ValueError(f"a form is one of {', '.join(FORMS)}, or a pattern like %m/%d/%Y %H:%M:%S")
    if "%Z" in value:
        raise ValueError('names of zones (%Z) cannot be read back; say the zone in zone = "America/Chicago"')
    try:
        written = datetime(2026, 11, 24, 18, 39, 52, tzinfo=UTC).strftime(value)
        datetime.strptime(written, value)  # noqa: DTZ007 - only the pattern is tried
    except ValueError as problem:
        raise ValueError(f"this pattern cannot be read back ({problem})") from problem
    return value
