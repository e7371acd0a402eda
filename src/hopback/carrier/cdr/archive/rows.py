"""Call records as rows of the archive, and back, without loss."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from .. import number
from ..record import CallRecord, Direction, Place, TimeOf
from .forms import Form, form, written
from .schema import MICRO, MOMENTS, SCHEMA, TEXTS, micros

_texts = attrgetter(*TEXTS)
_READ: dict[str, Callable[[Any], Any]] = {"time_of": TimeOf, "direction": Direction}
_SAID = frozenset(TEXTS) | _READ.keys() | {"precision_s", "duration_s", "code", "attempt"}


@dataclass(frozen=True, slots=True)
class Numbering:
    """How this switch's numbers become keys, see `number.key`."""

    country: str = number.NANP
    prefixes: tuple[str, ...] = ()

    def key(self, raw: str) -> int:
        return number.key(raw, country=self.country, prefixes=self.prefixes)

    def aliases(self, called: str, others: Iterable[str]) -> set[int]:
        """Further keys that somebody may know this call under."""
        written = [called, *(other for other in others if other)]
        return set(number.keys(written, country=self.country, prefixes=self.prefixes)) - {self.key(called)}


def table(records: Iterable[CallRecord], source: int, numbering: Numbering) -> pa.Table:
    """One row for each key a record is filed under; `source` is the number of the file they are from."""
    rows = [row for record in records for row in _rows(record, source, numbering)]
    columns = zip(*rows, strict=True) if rows else ((),) * len(SCHEMA)
    return pa.table([_array(c, field.type) for c, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(column, kind)
    except UnicodeEncodeError:  # half of a surrogate pair, as JSON can hold
        cleaned = [None if text is None else text.encode("utf-8", "replace").decode() for text in column]
        return pa.array(cleaned, kind)


def _rows(record: CallRecord, source: int, numbering: Numbering) -> Iterator[tuple[Any, ...]]:
    called, calling = numbering.key(record.called), numbering.key(record.calling)
    called_form, calling_form = form(record.called, called), form(record.calling, calling)
    at = micros(record.at)
    tail = (
        *calling_form,
        None if record.time_of is TimeOf.SETUP else record.time_of.value,
        None if record.precision_s == 1.0 else record.precision_s,
        None if record.answered_at is None else micros(record.answered_at) - at,
        None if record.ended_at is None else micros(record.ended_at) - at,
        record.duration_s,
        *(text or None for text in _texts(record)),
        record.code,
        record.attempt or None,
    )
    place = (source, record.place.line)
    yield called, at, calling, None, *place, *called_form, *tail
    others = (record.dialled, record.routing_number, record.diverted_from, record.called_out)
    for alias in sorted(numbering.aliases(record.called, others)):
        yield alias, at, calling, True, *place, Form.RAW, record.called, *tail


class Telling:
    """Makes records of the rows of one file. What all its rows say alike is read once, and may be left out of a row."""

    def __init__(self, constants: Mapping[str, Any], sources: Mapping[int, str]) -> None:
        self._sources = sources
        self._usual = _said(constants)
        self._others = {name: said for name, said in constants.items() if name not in self._usual}

    def record(self, row: Mapping[str, Any]) -> tuple[tuple[int, int], CallRecord]:
        """The record of a row, with the number of its source and its line. Absent columns say what is usual."""
        said = self._usual | _said(row)
        row = {**self._others, **row}
        at, source, line = row["at"], row["source"], row["line"]
        for name in MOMENTS:
            if (after := row.get(f"{name}_after_us")) is not None:
                said[f"{name}_at"] = at + after * MICRO
        return (source, line), CallRecord(
            at=at,
            calling=written(row["calling"], row.get("calling_form"), row.get("calling_raw")),
            called=written(row["called"], row.get("called_form"), row.get("called_raw")),
            place=Place(self._sources.get(source, f"source {source}"), line),
            **said,
        )


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of a record's fields without looking at its other columns."""
    return {
        name: _READ[name](said) if name in _READ else said
        for name, said in row.items()
        if said is not None and name in _SAID
    }
