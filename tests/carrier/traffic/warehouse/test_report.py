"""The same calls in an archive and in somebody's own table make the same report, to the letter (XA.6, XA.7, A1.7)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hopback.carrier.cdr.store import Span
from hopback.carrier.traffic.leaving_out import Measure
from hopback.carrier.traffic.page import whole
from hopback.carrier.traffic.steps import Place
from hopback.carrier.traffic.warehouse import WarehouseRecords

from ..conftest import reported as of_the_archive
from .world import World, made_up, on_duckdb, reported, said


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made_up(tmp_path_factory.mktemp("world"), seed=901, count=30, days=2)


@pytest.fixture(scope="module")
def beside(world: World) -> Path:
    return world.archive.parent / "kept"


@pytest.fixture(scope="module")
def report(world: World, beside: Path) -> Any:
    return reported(on_duckdb(world.table), world.asked, beside)[0]


def test_it_is_the_report_of_the_archive(world: World, report: Any) -> None:
    assert said(report) == said(of_the_archive(world.archive, world.asked)[0])
    assert report.suspects
    assert sum(each.figures.listed for each in report.customers)


def test_each_call_that_shows_it_is_found_again_in_the_table(world: World, report: Any) -> None:
    warehouse, [one, *_] = on_duckdb(world.table), report.suspects
    asked = [([call.called], [Span(call.at, call.at)]) for call in one.figures.exact.evidence]
    found = warehouse.called_many(asked)
    assert [len(each) for each in found] == [1] * len(asked)
    assert {record.account for [record] in found} == {one.figures.name}
    assert {call.source for call in one.figures.exact.evidence} == {"calls"}


def test_a_day_is_counted_again_only_when_the_table_has_other_calls_of_it(
    world: World, report: Any, beside: Path
) -> None:
    days = report.days
    assert reported(on_duckdb(world.table), world.asked, beside)[1] == [(day, True) for day in days]
    fewer, told = reported(on_duckdb(world.table.slice(1)), world.asked, beside)
    assert (told, fewer.calls) == ([(days[0], False), (days[1], True)], report.calls - 1)


@pytest.mark.parametrize(
    ("without", "lacks", "gone", "figures"),
    [
        (
            ("duration", "verstat", "caller_name"),
            {Measure.ANSWERS, Measure.TALK, Measure.ATTESTATION, Measure.NAMES},
            {"low answer rate", "short calls", "full attestation"},
            {"answered_share", "mean_talk_s", "attested"},
        ),
        (("calling",), {Measure.CALLER_IDS}, {"neighbour spoofing", "snowshoe"}, {"anonymous", "invalid"}),
    ],
)
def test_what_the_table_has_no_column_for_is_left_out_and_said(
    world: World, report: Any, tmp_path: Path, without: tuple[str, ...], lacks: set[Measure], gone: set[str],
    figures: set[str],
) -> None:  # fmt: skip
    assert _signs(report) >= gone
    some, _ = reported(on_duckdb(world.table.slice(0, 9_000), without=without), world.asked, tmp_path)
    assert set(some.left_out) == lacks
    assert not _signs(some) & gone
    told = said(some)
    assert {one["figures"][figure] for one in told["customers"] for figure in figures} == {None}
    nobody = {why for one in told["customers"] for call in one["evidence"] for why in call["why"]} & {"nobody answered"}
    assert bool(nobody) is ("duration" not in without)
    page = whole.html(some, Place())
    assert all(f"{measure} (no {' or '.join(needs)})" in page for measure, needs in some.left_out.items())


def _signs(report: Any) -> set[str]:
    return {sign.name for one in (*report.customers, *report.numbers) for sign in one.signs}


def test_a_table_without_calls(world: World, tmp_path: Path) -> None:
    report, told = reported(on_duckdb(world.table.slice(0, 0)), world.asked, tmp_path)
    assert (report.days, told) == ((), [])


def test_local_times_are_filed_under_their_day_in_utc(world: World) -> None:
    """Chicago's clocks are five hours behind in October: an evening there is the next day."""
    at = world.table.schema.get_field_index("started")
    local = [each.replace(tzinfo=None) - timedelta(hours=5) for each in world.table.column("started").to_pylist()]
    table = world.table.set_column(at, "started", [local])
    there = WarehouseRecords(on_duckdb(table, time='zone = "America/Chicago"'))
    here = WarehouseRecords(on_duckdb(world.table))
    assert [(day.day, day.rows) for day in there.days()] == [(day.day, day.rows) for day in here.days()]
    [ours], [theirs] = ([*each.counted([here.days()[1].day], world.asked.lists)] for each in (here, there))
    assert theirs.ways.equals(ours.ways)
