"""A provider whose records are in a warehouse already points at its table; the search is the same (XA.2)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.cdr.store import Span
from hopback.carrier.cdr.warehouse import Warehouse

from .calls import ASKED, AT, ROWS, around, mapping, moments, table

CALLING, CALLED = ASKED
CHICAGO = ZoneInfo("America/Chicago")
SOURCE = '[source]\nformat = "warehouse"\nurl = "duckdb://"\ntable = "calls"'
LOCAL = 'zone = "America/Chicago"'
HOW_TIMES_ARE_KEPT = {
    "local timestamps": (lambda at: at.astimezone(CHICAGO).replace(tzinfo=None), pa.timestamp("us"), LOCAL),
    "timestamps with a zone": (lambda at: at, pa.timestamp("us", tz="UTC"), LOCAL),
    "seconds since 1970": (lambda at: int(at.timestamp()), pa.int64(), 'form = "epoch_s"'),
    "milliseconds since 1970": (lambda at: int(at.timestamp() * 1000), pa.int64(), 'form = "epoch_ms"'),
    "Julian days": (lambda at: at.timestamp() / 86400 + 2440587.5, pa.float64(), 'form = "julian"'),
    "ISO text": (lambda at: at.astimezone(CHICAGO).strftime("%Y-%m-%d %H:%M:%S"), pa.string(), LOCAL),
    "text, year first": (
        lambda at: at.astimezone(CHICAGO).strftime("%Y%m%d%H%M%S"),
        pa.string(),
        f'{LOCAL}\nform = "%Y%m%d%H%M%S"',
    ),
}


@pytest.fixture(params=HOW_TIMES_ARE_KEPT)
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    kept, kind, time = HOW_TIMES_ARE_KEPT[request.param]
    return Warehouse(in_an_engine(table([kept(at) for at in moments()], kind)), mapping(SOURCE, time))


def in_an_engine(rows: pa.Table) -> ir.Table:
    engine = ibis.duckdb.connect()
    engine.con.register("calls", rows)
    return engine.table("calls")


def test_a_call_is_found_in_every_form_its_numbers_were_written_in(warehouse: Warehouse) -> None:
    found = sorted(warehouse.called([CALLED], around()), key=lambda record: record.at)
    assert [record.called for record in found] == [ROWS[place][2] for place in (0, 1, 2, 5)]
    assert [record.at for record in found] == [AT + timedelta(seconds=s) for s in (0, 20, 40, 80)]
    assert {record.ingress_trunk for record in found} == {"TG-SABLE-01", "TG-MERIDIAN-07", "TG-ATACAMA-02"}


def test_what_is_outside_of_the_span_is_not_found(warehouse: Warehouse) -> None:
    exactly = [Span(AT + timedelta(seconds=7200), AT + timedelta(seconds=7200))]
    assert [record.called for record in warehouse.called([CALLED], exactly)] == ["(510) 555-0199"]
    assert warehouse.called([CALLED], [Span(AT + timedelta(seconds=7201), AT + timedelta(hours=9))]) == []


def test_a_calling_number_is_found_alone_when_the_called_one_was_changed(warehouse: Warehouse) -> None:
    assert len(warehouse.calling([CALLING], around())) == 3


def test_a_ported_number_is_found_under_its_routing_number(warehouse: Warehouse) -> None:
    found = warehouse.called([15135550100], around())
    assert [record.called for record in found] == ["+15105550199;npdi;rn=+15135550100"]


def test_many_calls_are_looked_up_in_one_go_as_they_are_one_by_one(warehouse: Warehouse) -> None:
    asked = [([CALLED], around()), ([15105550198], around()), ([19995550100], around()), ([CALLED], around(200))]
    one_by_one = [[record.place for record in warehouse.called(*each)] for each in asked]
    together = [[record.place for record in found] for found in warehouse.called_many(asked)]
    assert [sorted(each, key=str) for each in together] == [sorted(each, key=str) for each in one_by_one]


def test_it_tells_what_it_holds_by_switch(warehouse: Warehouse) -> None:
    chi_1, chi_2 = warehouse.holdings()
    assert (chi_1.switch, chi_1.records, chi_2.switch, chi_2.records) == ("chi-1", 4, "chi-2", 2)
    assert (chi_1.first_at, chi_2.last_at) == (AT, AT + timedelta(seconds=7200))


def test_the_hour_that_comes_twice_is_searched_whole() -> None:
    twice = datetime(2026, 11, 1, 6, 30, tzinfo=UTC), datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # both 01:30 in Chicago
    started = [at.astimezone(CHICAGO).replace(tzinfo=None) for at in twice]
    rows = pa.table({"started": started, "ani": ["2025550142"] * 2, "dnis": ["5105550199"] * 2})
    rows = rows.append_column("trunk", [["a", "b"]]).append_column("switch", [["s", "s"]])
    calls = Warehouse(in_an_engine(rows), mapping(SOURCE, LOCAL))
    near = [Span(twice[0] - timedelta(minutes=5), twice[0] + timedelta(minutes=5))]
    assert {record.ingress_trunk for record in calls.called([CALLED], near)} == {"a", "b"}


@pytest.mark.parametrize(
    ("source", "time", "says"),
    [
        (SOURCE.replace('"calls"', '"cals"'), LOCAL, "There is no table cals"),
        (SOURCE.replace("duckdb://", "duckdb:///nowhere/at/all.duckdb"), LOCAL, "cannot be reached"),
        (
            SOURCE.replace('url = "duckdb://"', 'url_from = "HOPBACK_NO_SUCH_URL"'),
            LOCAL,
            "HOPBACK_NO_SUCH_URL is not set",
        ),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(source: str, time: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        Warehouse.opened(mapping(source, time))


def test_times_that_do_not_sort_are_refused_with_a_way_out() -> None:
    rows = table([at.strftime("%m/%d/%Y %H:%M") for at in moments()], pa.string())
    calls = Warehouse(in_an_engine(rows), mapping(SOURCE, f'{LOCAL}\nform = "%m/%d/%Y %H:%M"'))
    with pytest.raises(UnreadableError, match=r"does not sort by time.*Make a view"):
        calls.called([CALLED], around())
