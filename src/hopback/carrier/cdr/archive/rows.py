"""Call records as rows of the archive, and back, without loss."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Any

import pyarrow as pa

from .. import number
from ..record import CallRecord, Direction, Place, TimeOf
from .forms import Form, form, written
from .schema import EPOCH, SCHEMA, TEXTS, micros

_texts = attrgetter(*TEXTS)
_MICRO = timedelta(microseconds=1)
_PLAIN_TEXTS = frozenset(TEXTS) - {"direction"}


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


def record(row: Mapping[str, Any], sources: Mapping[int, str]) -> tuple[tuple[int, int], CallRecord]:
    """The record of a row, with the number of its source and its line. Absent columns say what is usual."""
    return (row["source"], row["line"]), _record(row, sources)


def _record(row: Mapping[str, Any], sources: Mapping[int, str]) -> CallRecord:
    at = row["at"].replace(tzinfo=EPOCH.tzinfo)
    answered, ended = row.get("answered_after_us"), row.get("ended_after_us")
    return CallRecord(
        at=at,
        calling=written(row["calling"], row.get("calling_form"), row.get("calling_raw")),
        called=written(row["called"], row.get("called_form"), row.get("called_raw")),
        place=Place(sources.get(row["source"], f"source {row['source']}"), row["line"]),
        time_of=TimeOf(said) if (said := row.get("time_of")) else TimeOf.SETUP,
        precision_s=1.0 if row.get("precision_s") is None else row["precision_s"],
        answered_at=None if answered is None else at + answered * _MICRO,
        ended_at=None if ended is None else at + ended * _MICRO,
        duration_s=row.get("duration_s"),
        direction=Direction(said) if (said := row.get("direction")) else Direction.UNKNOWN,
        code=row.get("code"),
        attempt=bool(row.get("attempt")),
        **{name: said for name, said in row.items() if said is not None and name in _PLAIN_TEXTS},
    )
