"""The columns of somebody's table as ours, in the engine's own terms: what `Maker` does row by row, for sums."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from ..dialects.mapped.mapping import PAIRS, Column, Mapping
from ..reading import UnreadableError
from ..record import Direction
from . import clock, keys

_SIDES = {name: other for pair in PAIRS for name, other in (pair, pair[::-1])}
_NUMBERS = {"calling": "called", "called": "calling"}
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60.0}
_LONGEST_S = 1e7


def column_of(table: ir.Table, column: Column) -> ir.Value:
    """By its name (in any case of letters) or its place from 1. Raises `UnreadableError`."""
    name = column if isinstance(column, str) else table.columns[column - 1]
    found = next((each for each in table.columns if each == name), None)
    found = found or next((each for each in table.columns if each.casefold() == name.casefold()), None)
    if found is None:
        raise UnreadableError(f"There is no column {name!r}. There are: {', '.join(table.columns)}")
    return table[found]


class Fields:
    """Expressions over one table; `zone` is that of times which carry none."""

    def __init__(self, table: ir.Table, mapping: Mapping, zone: tzinfo) -> None:
        self.table, self._mapping, self._zone = table, mapping, zone

    def has(self, *names: str) -> bool:
        """Is any of these ours mapped?"""
        return any(getattr(self._mapping.columns, name) is not None for name in names)

    def text(self, name: str) -> ir.StringValue:
        """Null where nothing is said."""
        return self._turned(name, _SIDES, self._mapping.direction.swap_sides, self._text, ibis.null("string"))

    def number(self, name: str) -> ir.StringValue | ir.IntegerValue:
        """As it is written, for `keyed`: integers where all are, else text with "" for none."""
        nothing = ibis.literal(0, "int64") if self._are_whole else ibis.literal("")
        return self._turned(name, _NUMBERS, self._mapping.direction.swap_numbers, self._number, nothing)

    def keyed(self, table: ir.Table, *names: str) -> ir.Table:
        """The table with these columns, in which numbers stand as they are written, as keys."""
        return keys.keyed(table, names, self._mapping.numbers)

    def at(self, begin: datetime, end: datetime) -> ir.IntegerValue:
        """Microseconds since 1970 (UTC), exact for moments from `begin` to `end`."""
        return clock.micros(self.raw("at"), self._mapping.time, self._zone, begin, end)

    def seconds(self) -> ir.FloatingValue:
        """How long the call was; null where the column does not say."""
        if not self.has("duration"):
            return ibis.null("float64")
        raw, unit = self.raw("duration"), self._mapping.time.duration
        if raw.type().is_interval():
            raise UnreadableError("columns.duration is an interval: make a view with seconds.")
        told = _clocked(raw) if unit == "h:m:s" else _number(raw) * _UNITS[unit]
        return told.between(0, _LONGEST_S).ifelse(told, ibis.null("float64"))

    def is_answered(self) -> ir.BooleanValue:
        """Was it answered? Null all through where no column can tell."""
        told = []
        if self.has("answered_at"):
            told.append(self._moment_is_there())
        if self.has("duration"):
            told.append((self.seconds() > 0).fill_null(False))
        return reduce(or_, told) if told else ibis.null("boolean")

    def counts(self) -> ir.BooleanValue:
        """Is the row a call of its own, from or to outside of the house?"""
        found = reduce(or_, (self._says(name) for name in ("called", "calling") if self.has(name)))
        if (only := self._mapping.only) is not None:
            words = sorted(word.casefold() for word in only.words)
            found &= column_of(self.table, only.column).cast("string").strip().lower().isin(words).fill_null(False)
        if self._mapping.direction.internal:
            found &= ~self._goes(Direction.INTERNAL)
        return found

    def raw(self, name: str) -> ir.Value:
        column = getattr(self._mapping.columns, name)
        if not isinstance(column, str | int):
            raise UnreadableError(f"columns.{name} has to name one column: a date and a time apart cannot be searched.")
        return column_of(self.table, column)

    def _turned(
        self,
        name: str,
        others: dict[str, str],
        swapped: str,
        read: Callable[[str], ir.Value],
        nothing: ir.Value,
    ) -> ir.Value:
        """In rows of the direction that is `swapped`, the other of a pair stands in its place."""
        told = read(name) if self.has(name) else nothing
        if not swapped or name not in others:
            return told
        other = read(others[name]) if self.has(others[name]) else nothing
        return self._goes(Direction(swapped)).ifelse(other, told)

    def _text(self, name: str) -> ir.StringValue:
        said = self.raw(name).cast("string").strip()
        return said.isin(["", *self._mapping.source.empty]).ifelse(ibis.null("string"), said)

    def _says(self, name: str) -> ir.BooleanValue:
        raw = self.raw(name)
        return raw.notnull() & ~raw.isin(["", *self._mapping.source.empty]) if raw.type().is_string() else raw.notnull()

    @property
    def _are_whole(self) -> bool:
        mapped = [self.raw(name) for name in _NUMBERS if self.has(name)]
        return not self._mapping.numbers.tech_prefixes and all(each.type().is_integer() for each in mapped)

    def _number(self, name: str) -> ir.StringValue | ir.IntegerValue:
        raw = self.raw(name)
        if self._are_whole:
            return raw.cast("int64").fill_null(0)
        return (raw.cast("int64") if raw.type().is_numeric() else raw).cast("string").fill_null("")

    def _goes(self, way: Direction) -> ir.BooleanValue:
        how = self._mapping.direction
        if how.column is None:
            return ibis.literal(False)
        words = sorted(word for word, told in how.table().items() if told is way)
        return column_of(self.table, how.column).cast("string").strip().lower().isin(words).fill_null(False)

    def _moment_is_there(self) -> ir.BooleanValue:
        """No time is told as null, as nothing, as 0 or as a year that never was."""
        raw = self.raw("answered_at")
        if raw.type().is_numeric():
            return (raw > 0).fill_null(False)
        if raw.type().is_temporal():
            return (raw.year() >= clock.FIRST_YEAR).fill_null(False)
        said = self._text("answered_at")
        return (said.notnull() & said.re_search("[1-9]")).fill_null(False)


def _number(raw: ir.Value) -> ir.FloatingValue:
    if raw.type().is_numeric():
        return raw.cast("float64")
    said = raw.cast("string").strip()
    return said.re_search(r"^[0-9]+([.][0-9]+)?$").ifelse(said, ibis.null("string")).cast("float64")


def _clocked(raw: ir.Value) -> ir.FloatingValue:
    """1:02:03, or 02:03."""
    said = raw.cast("string").strip()
    parts = [said.re_extract(r"^(([0-9]+):)?([0-9]{1,2}):([0-9]{2})", place).nullif("") for place in (2, 3, 4)]
    hours, minutes, rest = (part.cast("float64") for part in parts)
    return hours.fill_null(0.0) * 3600 + minutes * 60 + rest
