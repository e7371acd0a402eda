"""A day's calls counted by the engine: by customer and way in (`WAYS`), and by calling number (`CALLERS`)."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hopback.carrier.cdr.warehouse.staging import step

from ..listed import Lists
from ..records import CALLERS, FLOOR, HEARD_S, HOURS, SHORT_S, WAYS
from .calls import listed

MOST = 200_000  # calling numbers of a day that are told: those with the most calls
_HOUR_US = 3_600_000_000


def ways(calls: ir.Table, lists: Lists) -> ir.Table:
    calls = step(calls, hour=calls.us // _HOUR_US % 24)
    return calls.group_by("customer", "way").aggregate(
        **_answers(calls),
        domestic=_count(calls.domestic),
        anonymous=_count(calls.anonymous),
        invalid=_count(calls.invalid),
        unassigned=_count(calls.unassigned),
        listed=_count(listed(calls.calling, lists)),
        neighbour=_count(calls.neighbour),
        local=_count(calls.local),
        attested_a=_count(calls.attestation == "A"),
        attested_b=_count(calls.attestation == "B"),
        attested_c=_count(calls.attestation == "C"),
        unsigned=_count(calls.attestation == "none"),
        named=calls.caller_name.count(),
        one_name=calls.caller_name.min(),
        other_name=calls.caller_name.max(),
        called=calls.called.approx_nunique(),
        callers=calls.calling.approx_nunique(),
        blocks=(calls.called // 100).approx_nunique(),
        areas=calls.area.approx_nunique(),
        **{name: _count(calls.hour == number) for number, name in enumerate(HOURS)},
    )


def callers(calls: ir.Table) -> ir.Table:
    found = calls.group_by("calling").aggregate(
        **_answers(calls),
        customer=calls.customer.min(),
        way=calls.way.min(),
        called=calls.called.nunique(),
        blocks=(calls.called // 100).nunique(),
        invalid=calls.invalid.any(),
        unassigned=calls.unassigned.any(),
        domestic=calls.domestic.any(),
        neighbour=_count(calls.neighbour),
    )
    return (
        found.filter((found.calls >= FLOOR) & (found.calling > 0)).order_by(ibis.desc("calls"), "calling").limit(MOST)
    )


def as_ways(answer: pa.Table) -> pa.Table:
    """As `WAYS` says, of what an engine answered."""
    busiest = pc.max_element_wise(*(answer.column(name) for name in HOURS))
    told = answer.append_column("busiest", busiest)
    order = [("calls", "descending"), ("customer", "ascending"), ("way", "ascending")]
    return _cast(told, WAYS).sort_by(order)


def as_callers(answer: pa.Table) -> pa.Table:
    """As `CALLERS` says."""
    return _cast(answer, CALLERS)


def _answers(calls: ir.Table) -> dict[str, ir.Value]:
    return {
        "calls": calls.count(),
        "answered": _count(calls.answered),
        "short": _count(calls.answered & (calls.talk <= SHORT_S)),
        "heard": _count(calls.answered & (calls.talk > HEARD_S)),
        "talk_s": calls.talk.sum(where=calls.answered.fill_null(False)).fill_null(0.0),
        "first_at": calls.us.min(),
        "last_at": calls.us.max(),
    }


def _count(told: ir.BooleanValue) -> ir.IntegerScalar:
    return told.fill_null(False).sum()


def _cast(answer: pa.Table, wanted: pa.Schema) -> pa.Table:
    """Moments come as microseconds; engines differ in how wide their integers are."""
    columns = [_column(answer.column(field.name), field.type) for field in wanted]
    return pa.table(columns, schema=wanted)


def _column(found: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    return found.cast(pa.int64()).cast(kind) if pa.types.is_timestamp(kind) else found.cast(kind)
