"""One row of a mapped table as a call record, or why it is none."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dictionary
from datetime import datetime, tzinfo
from typing import Any

from ...reading import Rejected, Row, Settings, Skipped
from ...record import CallRecord, Direction, Place
from ..moments import Moment, NoTimeError
from ..text import shown
from . import values
from .mapping import PAIRS, TEXTS, TIMES, Mapping
from .values import Cell

_OTHER = {"": None, "inbound": Direction.INBOUND, "outbound": Direction.OUTBOUND, "internal": Direction.INTERNAL}


class NoColumnError(ValueError):
    """The table has no such column; the message names it, and those there are."""


class Maker:
    """Makes records of rows, by a mapping and the names of the columns the table has (None: it has no names).

    Where each of our fields stands in a row, from 0, is for others to read too.
    """

    def __init__(self, mapping: Mapping, settings: Settings, names: Sequence[str] | None) -> None:
        self._mapping = mapping
        self._settings = settings
        self.zone: tzinfo = mapping.time.tzinfo() or settings.zone
        self.empty = frozenset(mapping.source.empty)
        self.words = mapping.direction.table()
        find = _finder(names)
        places = {ours: [find(column, ours) for column in theirs] for ours, theirs in mapping.columns.used().items()}
        self.moments: dict[str, list[int]] = {ours: places[ours] for ours in TIMES if ours in places}
        self.texts = [(ours, places[ours][0]) for ours in TEXTS if ours in places]
        self.duration = places["duration"][0] if "duration" in places else None
        self.code = places["code"][0] if "code" in places else None
        self.direction = _maybe(find, mapping.direction.column, "direction.column")
        self.only = _maybe(find, mapping.only.column if mapping.only else None, "only.column")
        self.wanted = {word.casefold() for word in mapping.only.words} if mapping.only else set()
        used = [place for each in places.values() for place in each]
        self.needs = 1 + max(p for p in (*used, self.direction, self.only) if p is not None)

    def row(self, cells: Sequence[Cell], place: Place, raw: str) -> Row:
        """The record in these cells, in the order of the table's columns."""
        if self.only is not None and values.text(cells[self.only]).casefold() not in self.wanted:
            return Skipped(place, f"its {self._mapping.only.column if self._mapping.only else ''} is none we want")
        try:
            at = self._moment("at", cells)
        except NoTimeError as error:
            return Rejected(place, str(error), shown(raw))
        told = {ours: values.text(cells[index], self.empty) for ours, index in self.texts}
        direction = self._way(cells)
        self._turned(told, direction)
        if why := _unusable(told):
            return Rejected(place, why, shown(raw))
        told["switch"] = told.get("switch") or self._mapping.source.switch or self._settings.switch
        told["call"] = told.get("call") or told.get("leg", "")
        return self._record(at, told, direction, cells, place)

    def _record(
        self, at: Moment, told: dict[str, Any], direction: Direction, cells: Sequence[Cell], place: Place
    ) -> CallRecord:
        told.setdefault("calling", "")
        return CallRecord(
            at=at.at,
            precision_s=at.precision_s,
            place=place,
            time_of=self._mapping.time.of,
            direction=direction,
            answered_at=self._later("answered_at", cells),
            ended_at=self._later("ended_at", cells),
            duration_s=None
            if self.duration is None
            else values.seconds(cells[self.duration], self._mapping.time.duration),
            code=None if self.code is None else values.whole(values.text(cells[self.code], self.empty)),
            **told,
        )

    def _moment(self, ours: str, cells: Sequence[Cell]) -> Moment:
        return values.moment([cells[i] for i in self.moments[ours]], self._mapping.time, self.zone, self.empty)

    def _later(self, ours: str, cells: Sequence[Cell]) -> datetime | None:
        """Unanswered calls have no time of answer, or 0, or a year that never was."""
        try:
            return self._moment(ours, cells).at if ours in self.moments else None
        except NoTimeError:
            return None

    def _way(self, cells: Sequence[Cell]) -> Direction:
        if self.direction is None:
            return Direction.UNKNOWN
        return self.words.get(values.text(cells[self.direction]).casefold(), Direction.UNKNOWN)

    def _turned(self, told: dict[str, Any], way: Direction) -> None:
        if way is Direction.UNKNOWN:
            return
        if _OTHER[self._mapping.direction.swap_numbers] is way:
            _exchange(told, "calling", "called")
        if _OTHER[self._mapping.direction.swap_sides] is way:
            for one, other in PAIRS:
                _exchange(told, one, other)


def _exchange(told: dict[str, Any], one: str, other: str) -> None:
    if one in told or other in told:
        told[one], told[other] = told.get(other, ""), told.get(one, "")


def _unusable(told: Dictionary[str, str]) -> str:
    for ours in ("called", "calling"):
        if values.rounded(told.get(ours, "")):
            return f"a spreadsheet rounded the {ours} number to {told[ours]}: export it again with numbers as text"
    if not told.get("called") and not told.get("calling"):
        return "neither a calling nor a called number"
    return ""


def _maybe(find: Callable[[str | int, str], int], column: str | int | None, ours: str) -> int | None:
    return None if column is None else find(column, ours)


def _finder(names: Sequence[str] | None) -> Callable[[str | int, str], int]:
    """Where a column stands, from 0: by its place, its very name, or its name in other letters' case."""
    exact: dict[str, int] = {}
    for index, name in enumerate(names or ()):
        exact.setdefault(name.strip(), index)
    loose = {name.casefold(): index for name, index in reversed(exact.items())}

    def find(column: str | int, ours: str) -> int:
        if isinstance(column, int):
            if names is not None and column > len(names):
                raise NoColumnError(f"{ours} = {column}: the table has only {len(names)} columns")
            return column - 1
        place = exact.get(column.strip(), loose.get(column.strip().casefold()))
        if place is None:
            there = ", ".join(exact) if len(exact) < 60 else ", ".join([*list(exact)[:60], "…"])
            raise NoColumnError(f"{ours} = {column!r}: there is no such column. There are: {there}")
        return place

    return find
