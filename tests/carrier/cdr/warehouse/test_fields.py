"""What an engine makes of a column is what we make of each of its cells (XA.2, XA.6)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from hopback.carrier.cdr import number
from hopback.carrier.cdr.dialects.mapped.mapping import Mapping, Numbers, Time
from hopback.carrier.cdr.dialects.mapped.values import moment
from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.cdr.warehouse import clock, keys
from hopback.carrier.cdr.warehouse.fields import Fields
from hopback.carrier.cdr.warehouse.staging import in_steps

CHICAGO = ZoneInfo("America/Chicago")
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WRITTEN = (
    "+12025550142", "12025550142", "2025550142", "(202) 555-0142", "202.555.0142", " 1-202-555-0142 ",
    "011442079460123", "00442079460123", "+442079460123", "442079460123", "9#2025550142", "67*2025550142",
    "anonymous", "Unavailable", "", None, "911", "4021", "1012555", "+0012025550142", "2025550142#",
)  # fmt: skip


def in_an_engine(**columns: object) -> ir.Table:
    engine = ibis.duckdb.connect()
    engine.con.register("calls", pa.table(columns))
    return engine.table("calls")


def keyed(written: list[str | None], how: Numbers) -> list[int]:
    table = in_an_engine(n=pa.array(written, pa.string()), place=range(len(written)))
    with in_steps():
        found = keys.keyed(table.mutate(n=table.n.fill_null("")), ["n"], how).order_by("place").to_pyarrow()
    assert found.column_names == ["n", "place"]
    return found.column("n").to_pylist()  # type: ignore[no-any-return]


def test_numbers_become_the_keys_that_the_search_makes_of_them() -> None:
    assert keyed(list(WRITTEN), Numbers()) == [number.key(each or "") for each in WRITTEN]


def test_numbers_that_are_kept_as_integers() -> None:
    whole = [12025550142, 2025550142, 442079460123, 911, 0, None, 1012555, 2021550142]
    table = in_an_engine(n=pa.array(whole, pa.int64()))
    with in_steps():
        found = keys.keyed(table, ["n"], Numbers()).to_pyarrow().column("n").to_pylist()
    assert found == [number.key("" if each is None else str(each)) for each in whole]


def test_a_switch_s_own_ways_of_writing_numbers() -> None:
    """Prefixes of the mapping, SIP addresses, and another country's trunk zero."""
    prefixed = ["8812315105550199", "15105550199", "88123442079460123"]
    assert keyed(prefixed, Numbers(tech_prefixes=("88123",))) == [15105550199, 15105550199, 442079460123]
    sip = ["sip:+12025550142@host;user=phone", "<sips:2025550142@host>", "+15105550199;npdi;rn=+15135550100", "tel:911"]
    assert keyed(sip, Numbers(decorated=True)) == [12025550142, 12025550142, 15105550199, 911]
    british = ["02079460123", "+442079460123", "00442079460123"]
    assert keyed(british, Numbers(country="44")) == [442079460123] * 3


def micros(kept: list[object], kind: pa.DataType, time: Time) -> list[int]:
    table = in_an_engine(at=pa.array(kept, kind))
    return table.select(us=clock.micros(table.at, time, CHICAGO, BEGIN, END)).to_pyarrow().column("us").to_pylist()  # type: ignore[no-any-return]


AT = datetime(2026, 11, 23, 23, 44, 36, 250_000, tzinfo=UTC)
TWICE = [datetime(2026, 11, 1, 5, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(6)]  # 00:30 to 02:00
SKIPPED = [datetime(2026, 3, 8, 7, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(3)]  # 01:30, 03:00, 03:30


@pytest.mark.parametrize(
    ("keep", "kind", "form"),
    [
        (lambda at: at, pa.timestamp("us", "UTC"), "iso"),
        (lambda at: at.astimezone(CHICAGO).replace(tzinfo=None, fold=0), pa.timestamp("us"), "iso"),
        (lambda at: at.astimezone(CHICAGO).replace(tzinfo=None).isoformat(" "), pa.string(), "iso"),
        (lambda at: at.astimezone(CHICAGO).isoformat(), pa.string(), "iso"),
        (lambda at: at.isoformat().replace("+00:00", "Z"), pa.string(), "iso"),
        (lambda at: int(at.timestamp() * 1000), pa.int64(), "epoch_ms"),
        (lambda at: at.timestamp(), pa.float64(), "epoch_s"),
    ],
)
def test_times_become_what_they_are_when_each_is_read(keep: object, kind: pa.DataType, form: str) -> None:
    """Also of the hour that comes twice in November and of the one that March skips."""
    how, kept = Time(form=form), [keep(at) for at in (AT, *TWICE, *SKIPPED)]  # type: ignore[operator]
    ours = [clock.since_1970(moment([each], how, CHICAGO, frozenset()).at) for each in kept]
    assert micros(kept, kind, how) == ours


def test_a_time_that_no_engine_can_count_by_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnreadableError, match="make a view with a timestamp"):
        micros(["11/23/2026 17:44"], pa.string(), Time(form="%m/%d/%Y %H:%M"))


def test_directions_swap_numbers_and_sides_and_leave_inner_legs_out() -> None:
    told = {
        "source": {"format": "warehouse", "table": "calls"},
        "columns": {"at": "at", "called": "b", "calling": "a", "ingress_trunk": "t_in", "egress_trunk": "t_out"},
        "direction": {
            "column": "way", "inbound": ("in",), "outbound": ("out",), "internal": ("inner",),
            "swap_numbers": "outbound", "swap_sides": "outbound",
        },
    }  # fmt: skip
    way = ["In", "OUT", "inner", None]
    table = in_an_engine(a=["1"] * 4, b=["2"] * 4, t_in=["x", "x", "x", ""], t_out=["y"] * 4, way=way, at=[AT] * 4)
    fields = Fields(table, Mapping.model_validate(told), CHICAGO)
    found = table.select(
        called=fields.number("called"), trunk=fields.text("ingress_trunk"), counts=fields.counts()
    ).to_pyarrow()
    assert found.to_pydict() == {
        "called": ["2", "1", "2", "2"], "trunk": ["x", "y", "x", None], "counts": [True, True, False, True]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "unit", "seconds"),
    [([1500, -1, None], "ms", [1.5, None, None]), (["62", "", "x"], "s", [62.0, None, None]),
     (["1:02:03", "02:03", None], "h:m:s", [3723.0, 123.0, None])],
)  # fmt: skip
def test_how_long_a_call_was(kept: list[object], unit: str, seconds: list[float | None]) -> None:
    told = {"source": {"format": "warehouse", "table": "calls"}, "time": {"duration": unit}}
    mapping = Mapping.model_validate({**told, "columns": {"at": "at", "called": "b", "duration": "long"}})
    table = in_an_engine(long=kept)
    assert table.select(s=Fields(table, mapping, CHICAGO).seconds()).to_pyarrow().column("s").to_pylist() == seconds
