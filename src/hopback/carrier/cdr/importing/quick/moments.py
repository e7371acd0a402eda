"""A column of times: microseconds since 1970 in UTC, and how finely each was written."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ...archive.schema import micros
from ...dialects.mapped import values
from ...dialects.mapped.checks import EPOCHS
from ...dialects.mapped.mapping import Time
from ...dialects.moments import FIRST_YEAR, LAST_YEAR, NoTimeError
from .odd import anywhere, by_hand, put, repeated

_FIRST = micros(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)) + 2 * 86_400_000_000  # well within the years of calls
_LAST = micros(datetime(LAST_YEAR, 12, 30, tzinfo=UTC))
_MINUTE = 60_000_000
_DAY = (
    r"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
)
_ISO = re.compile(_DAY + r"[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_PLAIN_FORMS = ("iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_FINE_FORMS = ("iso", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f")
_WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
_KINDS = (pa.int64(), pa.float64())
_NOTHING = pa.scalar(None, pa.string())


@dataclass(frozen=True, slots=True)
class Moments:
    """Null where there is none; `precision_s` then has no meaning."""

    at: pa.Array
    precision_s: pa.Array


@dataclass(frozen=True, slots=True)
class Reader:
    how: Time
    zone: tzinfo
    empty: frozenset[str]

    def read(self, cells: pa.Array) -> Moments:
        at, precision_s = self._plain(cells)
        certain = pc.and_(pc.greater_equal(at, _FIRST), pc.less(at, _LAST))
        odd = pc.invert(pc.fill_null(certain, False))
        fine = repeated(precision_s, pa.float64(), len(cells))
        if anywhere(odd):
            found, finely = by_hand(cells, odd, self._by_hand, _KINDS)
            at, fine = put(at, odd, found), put(fine, odd, finely)
        return Moments(at, fine)

    def _plain(self, cells: pa.Array) -> tuple[pa.Array, float]:
        """Those of the most usual length, if that form is one that columns can be read in; null for all others."""
        if self.how.form in EPOCHS:
            return _epochs(cells, EPOCHS[self.how.form])
        if (pattern := _pattern(self.how.form)) is not None:
            usual = pc.match_substring_regex(cells, f"^{pattern[0]}$")
            return self._utc(
                pc.replace_substring_regex(pc.if_else(usual, cells, _NOTHING), f"^{pattern[0]}$", pattern[1]), 19
            )
        lengths = pc.binary_length(cells)
        length = pc.mode(lengths)[0]["mode"].as_py() if len(cells) else 0
        if self.how.form == "iso" and length == 20:  # 2026-10-01T12:03:20Z
            ends = pc.and_(pc.equal(lengths, 20), pc.ends_with(cells, "Z"))
            return self._utc(pc.utf8_rtrim(pc.if_else(ends, cells, _NOTHING), "Z"), 19, zoned=True)
        plain = length == 19 and self.how.form in _PLAIN_FORMS
        if plain or (21 <= length <= 26 and self.how.form in _FINE_FORMS):
            same = pc.equal(lengths, length)
            if "%" in self.how.form:
                same = pc.and_(
                    same, pc.equal(pc.binary_slice(cells.cast(pa.binary()), 10, 11), self.how.form[8].encode())
                )
            return self._utc(cells if pc.all(same).as_py() else pc.if_else(same, cells, _NOTHING), length)
        return pa.nulls(len(cells), pa.int64()), 1.0

    def _utc(self, cells: pa.Array, length: int, *, zoned: bool = False) -> tuple[pa.Array, float]:
        """ISO times of one length, others null."""
        try:
            local = pc.cast(cells, pa.timestamp("us")).cast(pa.int64())
        except pa.ArrowInvalid:
            decimals = f"\\.\\d{{{length - 20}}}" if length > 19 else ""
            good = pc.match_substring_regex(cells, f"^{_ISO.pattern}{decimals}$")
            local = pc.cast(pc.if_else(good, cells, _NOTHING), pa.timestamp("us")).cast(pa.int64())
        at = local if zoned or self.zone is UTC or str(self.zone) == "UTC" else _shifted(local, self.zone)
        return at, max(10.0 ** -(length - 20), 1e-6) if length > 19 else 1.0

    def _by_hand(self, cell: str) -> tuple[Any, ...]:
        try:
            found = values.moment([cell], self.how, self.zone, self.empty)
        except NoTimeError:
            return None, None
        return micros(found.at), found.precision_s


def _epochs(cells: pa.Array, unit: int) -> tuple[pa.Array, float]:
    width = 9 + len(str(unit))
    good = pc.and_(pc.ascii_is_decimal(cells), pc.equal(pc.binary_length(cells), width))
    ticks = pc.cast(pc.if_else(good, cells, _NOTHING), pa.int64())
    at = pc.multiply(ticks, 1_000_000 // unit) if unit <= 1_000_000 else pc.divide(ticks, unit // 1_000_000)
    return at, max(1 / unit, 1e-6)


def _pattern(form: str) -> tuple[str, str] | None:
    """A pattern in digits as an expression, and how an ISO time is made of it; None where that is not needed."""
    parts = re.split(r"%(.)", form)
    told = parts[1::2]
    if form in (*_PLAIN_FORMS, *_FINE_FORMS) or sorted(told) != sorted(_WIDTHS):
        return None
    found = "".join(re.escape(p) if i % 2 == 0 else f"(\\d{{{_WIDTHS[p]}}})" for i, p in enumerate(parts))
    year, month, day, hour, minute, second = (told.index(name) + 1 for name in _WIDTHS)
    return found, rf"\{year}-\{month}-\{day} \{hour}:\{minute}:\{second}"


def _shifted(local: pa.Array, zone: tzinfo) -> pa.Array:
    """To UTC, minute by minute: what a zone does, it does at whole minutes. As `moments.utc`: fold 0."""
    minutes = pc.divide(local, _MINUTE)
    known = pc.unique(minutes.drop_null())
    offsets = pa.array((_offset_us(minute, zone) for minute in known.to_pylist()), pa.int64())
    return pc.subtract(local, offsets.take(pc.index_in(minutes, value_set=known)))


def _offset_us(minute: int, zone: tzinfo) -> int:
    try:
        local = datetime(1970, 1, 1) + timedelta(minutes=minute)  # noqa: DTZ001 - a clock on a wall
    except OverflowError:
        return 0
    aware = local.replace(tzinfo=zone)
    return (local - aware.astimezone(UTC).replace(tzinfo=None)) // timedelta(microseconds=1)
