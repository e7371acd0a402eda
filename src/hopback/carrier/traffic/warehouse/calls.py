"""The calls of a table, each once, in the report's own columns: who sent it, what came of it, what is odd about it."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hopback.carrier.cdr.store import Span
from hopback.carrier.cdr.warehouse import Warehouse
from hopback.carrier.cdr.warehouse.clock import since_1970
from hopback.carrier.cdr.warehouse.fields import Fields
from hopback.carrier.cdr.warehouse.staging import step

from ..listed import Lists
from ..plan import IN_USE
from .attested import attestation

_FIRST, _LAST = 12_000_000_000, 19_999_999_999  # numbers of the North American plan
_NO_EXCHANGE = 1_000_000
_NOT_IN_USE = [1000 + area for area, said in enumerate(IN_USE) if said == "0"]  # area codes behind the 1
_FEW = 2_000  # numbers of a list that stand in the query itself; more are handed to the engine as a table


def calls(warehouse: Warehouse, spans: Sequence[Span]) -> ir.Table:
    """Every call of these spans, the end of each excluded. `us`: when, in microseconds since 1970 (UTC)."""
    fields = warehouse.fields(spans)
    plain = fields.table.select(
        counts=fields.counts(),
        us=fields.at(min(span.begin for span in spans), max(span.end for span in spans)),
        customer=_first(fields, "account", "ingress_trunk", "source_ip"),
        way=_first(fields, "ingress_trunk", "source_ip"),
        called=fields.number("called"),
        calling=fields.number("calling"),
        answered=fields.is_answered(),
        talk=fields.seconds(),
        caller_name=fields.text("caller_name"),
        attestation=attestation(fields),
    )
    plain = plain.filter(plain.counts, _inside(plain.us, spans)).drop("counts")
    return _marked(fields.keyed(plain, "called", "calling"))


def listed(numbers: ir.IntegerValue, lists: Lists) -> ir.BooleanValue:
    """Is it on a list, or in a block of one?"""
    told = [_among(numbers // 10**free if free else numbers, sorted(heads)) for free, heads in lists.by_free()]
    return reduce(or_, told) if told else numbers < 0  # of a column, since engines add up columns


def _among(numbers: ir.IntegerValue, some: Sequence[int]) -> ir.BooleanValue:
    if len(some) <= _FEW:
        return numbers.isin(some)
    return numbers.isin(ibis.memtable(pa.table({"n": pa.array(some, pa.int64())})).n)


def _marked(plain: ir.Table) -> ir.Table:
    """With what is odd about each caller id."""
    placed = step(
        plain,
        domestic=plain.calling.between(_FIRST, _LAST),
        anonymous=plain.calling == 0,
        exchange=plain.calling.between(_FIRST, _LAST).ifelse(plain.calling // 10_000, _NO_EXCHANGE),
        called_exchange=plain.called // 10_000,
    )
    placed = step(placed, area=placed.exchange // 1000)
    return step(
        placed,
        neighbour=placed.exchange == placed.called_exchange,
        local=placed.domestic & (placed.area == placed.called_exchange // 1000),
        invalid=_invalid(placed),
        unassigned=placed.domestic & placed.area.isin(_NOT_IN_USE),
    )


def _invalid(placed: ir.Table) -> ir.BooleanValue:
    """What no plan has: exchanges that begin with 0 or 1 or are a service's, too many digits or too few."""
    office = placed.exchange - placed.area * 1000
    abroad = (placed.calling > 0) & (placed.calling < 20_000_000_000)
    abroad &= (placed.calling >= 10_000_000_000) | (placed.calling < 10_000_000)
    return (placed.domestic & ((office < 200) | (office % 100 == 11))) | (~placed.domestic & abroad)


def _first(fields: Fields, *names: str) -> ir.StringValue:
    told = [fields.text(name) for name in names if fields.has(name)]
    return ibis.coalesce(*told, ibis.literal("")) if told else ibis.literal("")


def _inside(us: ir.IntegerValue, spans: Sequence[Span]) -> ir.BooleanValue:
    return reduce(or_, ((us >= since_1970(span.begin)) & (us < since_1970(span.end)) for span in spans))
