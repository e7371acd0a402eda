"""A span of time in the terms of a column: a predicate that the engine can use to skip what is outside of it.

Never too narrow: local times are asked for with two hours to spare, texts by whole days. What comes back is
measured exactly afterwards.
"""

from datetime import datetime, timedelta, tzinfo
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from ..dialects.mapped.checks import EPOCHS
from ..dialects.mapped.mapping import Time
from ..reading import UnreadableError
from ..store import Span

_SPARE = timedelta(hours=2)  # a clock put back has the same hour twice
_DAY = timedelta(days=1)
_UNIX_EPOCH = 2440587.5  # as a Julian day
_BY_DAY = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d")  # written so, texts sort as days do


def within(column: ir.Value, time: Time, zone: tzinfo, spans: list[Span]) -> ir.BooleanValue:
    """Is the moment in this column in any of the spans? Raises `UnreadableError` when the engine cannot tell."""
    return reduce(or_, (_within(column, time, zone, span) for span in spans))


def _within(column: ir.Value, time: Time, zone: tzinfo, span: Span) -> ir.BooleanValue:
    kind = column.type()
    if kind.is_timestamp():
        begin, end = span.begin, span.end
        if kind.timezone is None:
            begin, end = _local(begin - _SPARE, zone), _local(end + _SPARE, zone)
        return column.between(ibis.timestamp(begin), ibis.timestamp(end))
    if kind.is_date():
        begin, end = _days(span, zone)
        return column.between(ibis.date(begin.date()), ibis.date(end.date()))
    if kind.is_numeric():
        return column.between(*_as_numbers(time, span))
    return _text_within(column, time, zone, span)


def _as_numbers(time: Time, span: Span) -> tuple[float, float]:
    if time.form == "julian":
        return tuple(moment.timestamp() / 86400 + _UNIX_EPOCH for moment in (span.begin, span.end))  # type: ignore[return-value]
    if time.form not in EPOCHS:
        raise UnreadableError(f"The time column holds numbers: [time] form is one of {', '.join(EPOCHS)}, julian.")
    ticks = EPOCHS[time.form]
    return int(span.begin.timestamp() * ticks), int(span.end.timestamp() * ticks) + 1


def _text_within(column: ir.Value, time: Time, zone: tzinfo, span: Span) -> ir.BooleanValue:
    pattern = "%Y-%m-%d" if time.form == "iso" else next((each for each in _BY_DAY if time.form.startswith(each)), None)
    if pattern is None:
        raise UnreadableError(
            f"The time column is text in the form “{time.form}”, which does not sort by time: no engine can search it. "
            "Make a view with a timestamp, or name a column that is one."
        )
    begin, end = _days(span, zone)
    return (column >= begin.strftime(pattern)) & (column < (end + _DAY).strftime(pattern))


def _days(span: Span, zone: tzinfo) -> tuple[datetime, datetime]:
    """First and last day, by the zone of the times; those that say their own zone may be a day off either way."""
    return _local(span.begin - _DAY, zone), _local(span.end + _DAY, zone)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
