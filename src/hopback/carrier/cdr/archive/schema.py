"""The archive's columns. What is usual is null, and a column that is null all through a file is left out of it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from ..record import Direction, TimeOf

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
GROUP = 4096  # rows of a row group
PAGE = 1024  # rows of its pages: what one look reads
DAY_US = 86_400_000_000

TEXTS = (
    "switch", "call", "leg", "direction", "calling_asserted", "caller_name", "dialled", "routing_number",
    "diverted_from", "calling_out", "called_out", "ingress_trunk", "source_ip", "ingress_call_id", "egress_trunk",
    "destination_ip", "egress_call_id", "account", "result", "identity", "verstat",
)  # fmt: skip
MOMENTS = ("answered", "ended")  # kept as microseconds after `at`: small numbers that repeat

SCHEMA = pa.schema(
    [
        pa.field("called", pa.int64(), nullable=False),  # the key this row is filed under
        pa.field("at", pa.timestamp("us"), nullable=False),  # UTC
        pa.field("calling", pa.int64(), nullable=False),
        pa.field("alias", pa.bool_()),  # filed again, under its dialled, diverting or routing number
        pa.field("source", pa.int32(), nullable=False),  # which imported file; the catalog knows its name
        pa.field("line", pa.int64(), nullable=False),
        pa.field("called_form", pa.int8()),  # how the number was written, as `forms` says
        pa.field("called_raw", pa.string()),
        pa.field("calling_form", pa.int8()),
        pa.field("calling_raw", pa.string()),
        pa.field("time_of", pa.string()),  # null: setup
        pa.field("precision_s", pa.float64()),  # null: whole seconds
        pa.field("answered_after_us", pa.int64()),
        pa.field("ended_after_us", pa.int64()),
        pa.field("duration_s", pa.float64()),
        *(pa.field(name, pa.string()) for name in TEXTS),
        pa.field("code", pa.int64()),
        pa.field("attempt", pa.bool_()),  # null: no
    ]
)
REQUIRED = tuple(field.name for field in SCHEMA if not field.nullable)
PLAIN = ("called", "at", "calling", "line")  # too many values for a dictionary to pay
LONG = ("call", "leg", "caller_name", "ingress_call_id", "egress_call_id", "identity")  # texts that differ in each call
USUAL = {"time_of": TimeOf.SETUP.value, "direction": Direction.UNKNOWN.value, "precision_s": 1.0}


def micros(at: datetime) -> int:
    """Since 1970, in UTC; exact."""
    past = at - EPOCH
    return (past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds


def moment(us: int) -> datetime:
    return EPOCH + us * MICRO


def day_of(us: int) -> date:
    return moment(us).date()


def without_empty(table: pa.Table) -> pa.Table:
    """The columns that say anything, in the order of the schema."""
    return table.select([f.name for f in SCHEMA if f.name in table.column_names and _says(table, f)])


def whole(table: pa.Table, names: Iterable[str] = SCHEMA.names) -> pa.Table:
    """With these columns, null where the table has none."""
    wanted = [SCHEMA.field(name) for name in names]
    columns = [table.column(f.name) if f.name in table.column_names else pa.nulls(len(table), f.type) for f in wanted]
    return pa.table(columns, schema=pa.schema(wanted))


def as_python(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Its rows, whose time is then aware."""
    for row in table.to_pylist():
        yield row | {"at": row["at"].replace(tzinfo=UTC)}


def _says(table: pa.Table, field: pa.Field) -> bool:
    return not field.nullable or table.column(field.name).null_count < len(table)
