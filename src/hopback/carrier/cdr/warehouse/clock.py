"""A column of times as microseconds since 1970 in UTC, worked out by the engine, whatever it keeps times as.

Integers mean the same to every engine, whatever its session's zone. Of an hour that comes twice the first is meant.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import ibis
import ibis.expr.types as ir

from ..dialects import moments
from ..dialects.mapped.checks import EPOCHS
from ..dialects.mapped.mapping import Time
from ..reading import UnreadableError

SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNIX_EPOCH = 2440587.5  # as a Julian day
FIRST_YEAR, LAST_YEAR = moments.FIRST_YEAR, moments.LAST_YEAR
_DAY = timedelta(days=1)
_WHOLE_SECONDS = ("pyspark",)
_TAIL = r"(Z|[+-][0-9]{2}:?[0-9]{2})$"


def micros(column: ir.Value, time: Time, zone: tzinfo, begin: datetime, end: datetime) -> ir.IntegerValue:
    """Since 1970, exact for moments from `begin` to `end`. Raises `UnreadableError` where an engine sees no time."""
    kind = column.type()
    if kind.is_timestamp():
        wall = _wall(column)
        return wall if kind.timezone else wall - _offset(wall, zone, begin, end)
    if kind.is_numeric() and time.form == "julian":
        return ((column - _UNIX_EPOCH) * (86_400.0 * SECOND)).round().cast("int64")
    if kind.is_numeric() and time.form in EPOCHS:
        return _ticks(column, EPOCHS[time.form])
    if kind.is_string() and time.form == "iso":
        return _iso(column, zone, begin, end)
    raise UnreadableError(
        f"No engine can count by a time column of type {kind} and form “{time.form}”: make a view with a timestamp."
    )


def since_1970(at: datetime) -> int:
    """The same of one moment."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def needs_a_zone(column: ir.Value) -> bool:
    """Is the zone of these times known only from the mapping?"""
    kind = column.type()
    return bool(kind.is_string() or (kind.is_timestamp() and kind.timezone is None))


def _wall(column: ir.TimestampValue) -> ir.IntegerValue:
    """What the clock on the wall said, as if it were in UTC; to the second where Ibis has no word for less."""
    whole = column.truncate("s").epoch_seconds().cast("int64") * SECOND
    if column.get_backend().name in _WHOLE_SECONDS:
        return whole
    return whole + column.microsecond().cast("int64")


def _ticks(column: ir.NumericValue, unit: int) -> ir.IntegerValue:
    if not column.type().is_integer():
        return (column * (SECOND / unit)).floor().cast("int64")
    ticks = column.cast("int64")
    return ticks * (SECOND // unit) if unit <= SECOND else ticks // (unit // SECOND)


def _iso(column: ir.StringValue, zone: tzinfo, begin: datetime, end: datetime) -> ir.IntegerValue:
    wall = column.substr(0, 19).cast("timestamp").epoch_seconds().cast("int64") * SECOND
    decimals = column.re_extract(r"[.,]([0-9]{1,6})", 1).fill_null("")
    wall += (decimals + "000000").substr(0, 6).cast("int64")
    said = column.re_extract(_TAIL, 1).nullif("")
    ahead = said.re_replace(":", "").nullif("Z").fill_null("+0000")
    minutes = ahead.substr(1, 2).cast("int64") * 60 + ahead.substr(3, 2).cast("int64")
    of_itself = minutes * (60 * SECOND) * ahead.startswith("-").ifelse(-1, 1)
    return wall - said.isnull().ifelse(_offset(wall, zone, begin, end), of_itself)


def _offset(wall: ir.IntegerValue, zone: tzinfo, begin: datetime, end: datetime) -> ir.IntegerValue:
    """How far the wall is ahead of UTC: one value between two changes of the clocks."""
    found: ir.IntegerValue = ibis.literal(_ahead(begin, zone), "int64")
    for at, before, after in _changes(zone, begin, end):
        found = (wall >= since_1970(at) + max(before, after)).ifelse(after, found)
    return found


def _changes(zone: tzinfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, int, int]]:
    """Each moment at which the clocks were changed, with what they were ahead before and after, in microseconds."""
    at = begin
    while at < end:
        low, high = at, at + _DAY
        before, after = _ahead(low, zone), _ahead(high, zone)
        if before != after:
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
                low, high = (middle, high) if _ahead(middle, zone) == before else (low, middle)
            yield high, before, after
        at += _DAY


def _ahead(at: datetime, zone: tzinfo) -> int:
    offset = at.astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)
