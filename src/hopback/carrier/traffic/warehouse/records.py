"""A table of calls as what a report reads. Raises `UnreadableError` where the engine cannot answer."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.cdr.store import Span
from hopback.carrier.cdr.warehouse import Warehouse
from hopback.carrier.cdr.warehouse.clock import FIRST_YEAR, LAST_YEAR, since_1970
from hopback.carrier.cdr.warehouse.staging import in_steps

from ..figures import What
from ..leaving_out import Measure
from ..listed import Lists
from ..records import CALLS, KEY, Counted, Filed
from . import counting
from .calls import calls, listed

_DAY = timedelta(days=1)
_DAY_US = 86_400_000_000
_EARLIEST, _LATEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
_NEEDS = {
    Measure.ANSWERS: ("answered_at", "duration"),
    Measure.TALK: ("duration",),
    Measure.CALLER_IDS: ("calling",),
    Measure.NAMES: ("caller_name",),
    Measure.ATTESTATION: ("verstat", "identity"),
    Measure.CUSTOMERS: ("account", "ingress_trunk", "source_ip"),
}


class WarehouseRecords:
    """`Records` of one table, which is the caller's to close. Whole days are asked for, and those who stand out."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._fields = warehouse.fields()

    def days(self) -> list[Filed]:
        """One scan of the time column. A row that is changed later, without its time, is not noticed."""
        return self._days

    @cached_property
    def _days(self) -> list[Filed]:
        reach = _asked(self._warehouse.reach)
        if reach is None:
            return []
        begin, end = max(reach[0], _EARLIEST) - _DAY, min(reach[1], _LATEST) + _DAY
        at = self._fields.table.select(us=self._fields.at(begin, end))
        at = at.filter(at.us.between(since_1970(begin), since_1970(end)))
        by_day = at.group_by(day=at.us // _DAY_US).aggregate(rows=at.count(), first=at.us.min(), last=at.us.max())
        told = sorted(_answer(by_day).to_pylist(), key=lambda row: row["day"])
        return [Filed(_day(row["day"]), row["rows"], self._version(row)) for row in told]

    def counted(self, days: Sequence[str], lists: Lists) -> Iterator[Counted]:
        for day in days:
            every = calls(self._warehouse, [_span(day)])
            ways = counting.as_ways(_answer(counting.ways(every, lists)))
            yield Counted(ways, counting.as_callers(_answer(counting.callers(every))))

    def calls(self, what: What, names: Sequence[str], days: Sequence[str], lists: Lists) -> pa.Table:
        wanted = [int(name) for name in names] if what is What.NUMBER else list(names)
        every = calls(self._warehouse, [_span(day) for day in days])
        theirs = every.filter(every[KEY[what]].isin(wanted))
        told = _answer(
            theirs.select(
                "called", "calling", "us", "talk", "answered", "neighbour", "invalid", "unassigned",
                name=theirs[KEY[what]], listed=listed(theirs.calling, lists),
            )
        )  # fmt: skip
        place = pc.index_in(told.column("name"), value_set=pa.array(wanted, told.column("name").type))
        more = {
            "place": place, "line": _lines(told), "source": pa.array(np.zeros(len(told), np.int64)),
            "at": told.column("us").cast(pa.int64()),
        }  # fmt: skip
        return pa.table([(more.get(f.name) or told.column(f.name)).cast(f.type) for f in CALLS], schema=CALLS)

    def sources(self) -> Mapping[int, str]:
        return {0: self._warehouse.mapping.source.table}

    def left_out(self) -> Mapping[Measure, tuple[str, ...]]:
        return {measure: needs for measure, needs in _NEEDS.items() if not self._fields.has(*needs)}

    def _version(self, row: Mapping[str, int]) -> str:
        mapping = self._warehouse.mapping.model_dump_json(exclude={"source": {"url", "url_from"}})
        said = json.dumps([mapping, row["rows"], row["first"], row["last"]])
        return hashlib.sha256(said.encode()).hexdigest()


def _lines(told: pa.Table) -> pa.Array:
    """A table has no lines: the call's own numbers and time make one that stays the same."""
    words = [told.column(name).cast(pa.int64()).to_numpy().astype(np.uint64) for name in ("us", "called", "calling")]
    mixed = np.zeros(len(told), np.uint64)
    for word in words:
        mixed = (mixed ^ word) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return pa.array((mixed >> np.uint64(16)).astype(np.int64))


def _day(number: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + int(number) * _DAY).date().isoformat()


def _span(day: str) -> Span:
    begin = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Span(begin, begin + _DAY)


def _answer(query: ir.Table) -> pa.Table:
    with in_steps():
        return _asked(query.to_pyarrow)


def _asked[T](ask: Callable[[], T]) -> T:
    try:
        return ask()
    except UnreadableError:
        raise
    except Exception as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise UnreadableError(f"The engine cannot answer: {said}") from error
