"""A table of calls in somebody's warehouse as a `CallStore`: searched where it stands, nothing is copied."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from .. import number
from ..dialects.mapped import values
from ..dialects.mapped.mapping import Mapping
from ..dialects.mapped.records import Maker
from ..dialects.moments import NoTimeError
from ..reading import Settings, UnreadableError
from ..record import CallRecord, Place
from ..store import Holding, Span
from . import place
from .fields import Fields, column_of
from .forms import as_integers, written
from .keys import BARE
from .ranges import within

_CALLED = ("called", "dialled", "routing_number", "diverted_from", "called_out")
_ROUTED = r";rn=([+0-9.()-]+)"
_CALLING = ("calling", "calling_asserted", "calling_out")


class Warehouse:
    """`mapping` says which columns hold what, as for a file. Numbers are asked for in every form a switch writes."""

    def __init__(self, table: ir.Table, mapping: Mapping, settings: Settings | None = None) -> None:
        if not isinstance(mapping.columns.at, str):
            raise UnreadableError("columns.at has to name one column: a date and a time apart cannot be searched.")
        self._mapping = mapping
        self._settings = settings or Settings()
        self._zone = mapping.time.tzinfo() or self._settings.zone
        self._maker = Maker(mapping, self._settings, table.columns)
        self._table = table
        self._at = column_of(table, mapping.columns.at)

    @classmethod
    def opened(cls, mapping: Mapping, settings: Settings | None = None) -> "Warehouse":
        """The table that the mapping's source names. Raises `UnreadableError`."""
        engine = place.connected(mapping.source)
        return cls(place.table(engine, mapping.source.table), mapping, settings)

    def close(self) -> None:
        """Leave the engine."""
        self._table.get_backend().disconnect()

    @property
    def mapping(self) -> Mapping:
        return self._mapping

    def fields(self, spans: Sequence[Span] = ()) -> Fields:
        """The columns, for whoever has the engine count. `spans`: of the rows of these, and some of shortly before and
        after, so that the engine can skip the others."""
        return Fields(self._within(spans) if spans else self._table, self._mapping, self._zone)

    def _within(self, spans: Sequence[Span]) -> ir.Table:
        return self._table.filter(within(self._at, self._mapping.time, self._zone, _joined(spans)))

    def reach(self) -> tuple[datetime, datetime] | None:
        """From the first to the last moment that any row tells of; None where there is no row."""
        [row] = self._table.aggregate(first=self._at.min(), last=self._at.max()).to_pyarrow().to_pylist()
        return None if row["first"] is None else (self._moment(row["first"]), self._moment(row["last"]))

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        return self._found(_CALLED, frozenset(numbers), spans)

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        return self._found(_CALLING, frozenset(numbers), spans)

    def called_many(self, asked: Sequence[tuple[Collection[int], Sequence[Span]]]) -> list[list[CallRecord]]:
        """One list for each of many searches, read from the engine in one go."""
        wanted = frozenset(each for numbers, _ in asked for each in numbers)
        records = self._found(_CALLED, wanted, _joined([span for _, spans in asked for span in spans]))
        filed: dict[int, list[CallRecord]] = {}
        for record in records:
            for key in self._keys(record, _CALLED):
                filed.setdefault(key, []).append(record)
        return [_of(filed, numbers, spans) for numbers, spans in asked]

    def holdings(self) -> list[Holding]:
        """By switch: counted by the engine, so as dear as one scan of the time column."""
        switch = self._mapping.columns.switch
        named = column_of(self._table, switch).cast("string") if switch else ibis.literal(self._only_switch())
        counted = self._table.group_by(switch=named).aggregate(
            records=self._table.count(), first=self._at.min(), last=self._at.max()
        )
        rows = counted.order_by("switch").to_pyarrow().to_pylist()
        return [self._holding(row) for row in rows if row["records"]]

    def _holding(self, row: dict[str, Any]) -> Holding:
        first, last = (self._moment(row[name]) for name in ("first", "last"))
        return Holding(row["switch"] or "", row["records"], first, last, complete_to=last)

    def _only_switch(self) -> str:
        return self._mapping.source.switch or self._settings.switch

    def _moment(self, cell: Any) -> datetime:
        try:
            return values.moment([cell], self._mapping.time, self._zone, frozenset()).at
        except NoTimeError as error:
            raise UnreadableError(f"The time column holds something else: {error}") from error

    def _found(self, ours: Sequence[str], numbers: frozenset[int], spans: Sequence[Span]) -> list[CallRecord]:
        columns = [column for name in ours if (column := getattr(self._mapping.columns, name)) is not None]
        if not (numbers and spans and columns):
            return []
        forms = self._forms(numbers)
        decorated = self._mapping.numbers.decorated
        among = reduce(or_, (_among(column_of(self._table, column), forms, decorated=decorated) for column in columns))
        rows = self._within(spans).filter(among)
        found = (record for record in self._records(rows) if _inside(record.at, spans))
        return [record for record in found if self._keys(record, ours) & numbers]

    def _keys(self, record: CallRecord, ours: Iterable[str]) -> frozenset[int]:
        how = self._mapping.numbers
        raws = [raw for name in ours if (raw := getattr(record, name))]
        return number.keys(raws, country=how.country, prefixes=how.tech_prefixes)

    def _forms(self, numbers: Iterable[int]) -> list[str]:
        how = self._mapping.numbers
        return [form for each in numbers for form in written(each, country=how.country, prefixes=how.tech_prefixes)]

    def _records(self, rows: ir.Table) -> Iterator[CallRecord]:
        answer = rows.to_pyarrow()
        for cells in zip(*(column.to_pylist() for column in answer.columns), strict=True):
            raw = repr(cells)
            made = self._maker.row(cells, Place(self._mapping.source.table, _line(raw)), raw)
            if isinstance(made, CallRecord):
                yield made


def _among(column: ir.Value, forms: Collection[str], *, decorated: bool) -> ir.BooleanValue:
    if column.type().is_integer():
        return column.isin(as_integers(forms))
    if not decorated:
        return column.isin(sorted(forms))
    return column.re_extract(BARE, 2).isin(sorted(forms)) | column.re_extract(_ROUTED, 1).isin(sorted(forms))


def _inside(at: datetime, spans: Sequence[Span]) -> bool:
    return any(span.begin <= at <= span.end for span in spans)


def _of(filed: dict[int, list[CallRecord]], numbers: Iterable[int], spans: Sequence[Span]) -> list[CallRecord]:
    found = {record.place: record for each in numbers for record in filed.get(each, ())}
    return [record for record in found.values() if _inside(record.at, spans)]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The same time in fewer spans: those less than an hour apart become one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: each.begin):
        if joined and span.begin <= joined[-1].end + timedelta(hours=1):
            joined[-1] = Span(joined[-1].begin, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _line(raw: str) -> int:
    """A table has no lines: the row's own words make a number that stays the same."""
    return int.from_bytes(hashlib.blake2b(raw.encode("utf-8", "replace"), digest_size=6).digest())
