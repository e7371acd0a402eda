"""Ribbon (Sonus): STOP and ATTEMPT rows, the node's own zone, tenths of seconds, Call-IDs inside quoted cells."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.dialects.ribbon_sbc import node_zone
from hopback.carrier.cdr.reading import Settings
from tests.carrier.cdr.dialects.calls import pairs, records, rejected, rows, sample, skipped

PLACE = "ribbon-sbc/100013A.ACT"


def test_an_answered_call() -> None:
    stop = records(rows(sample(PLACE)))[0]
    assert stop.at == datetime(2026, 11, 23, 23, 39, 52, 400000, tzinfo=UTC)  # 17:39:52.4 in Dallas
    assert stop.answered_at == datetime(2026, 11, 23, 23, 39, 58, 270000, tzinfo=UTC)
    assert stop.ended_at == datetime(2026, 11, 23, 23, 40, 41, 300000, tzinfo=UTC)
    assert (stop.duration_s, stop.precision_s) == (43.01, 0.1)
    assert (stop.calling, stop.calling_out) == ("+12025550147", "2025550147")
    assert (stop.called, stop.called_out) == ("15105550100", "15105550196")
    assert (stop.ingress_trunk, stop.egress_trunk) == ("TG_HARBOR_VOICE", "TG_TANDEM_OUT")
    assert (stop.source_ip, stop.destination_ip) == ("198.51.100.9", "192.0.2.33")
    assert (stop.ingress_call_id, stop.egress_call_id) == ("1-1592@198.51.100.9", "10021_77@203.0.113.74")
    assert (stop.switch, stop.caller_name) == ("DALLAS-SBC-01", "QUICK DIAL, LLC")


def test_attempts_of_one_call_share_its_id_and_only_the_last_is_the_call() -> None:
    first, last = records(rows(sample(PLACE)))[1:]
    assert pairs([first, last]) == [(12025550142, 15105550177)] * 2
    assert first.call == last.call != ""
    assert (first.attempt, last.attempt) == (True, False)
    assert (first.egress_trunk, last.egress_trunk) == ("TG_TANDEM_OUT", "TG_SECOND")
    assert (last.code, last.answered_at, last.duration_s) == (17, None, None)


def test_other_rows_are_no_calls() -> None:
    assert [s.place.line for s in skipped(rows(sample(PLACE)))] == [1, 2, 3, 7, 8]


def test_older_releases_wrote_gmt() -> None:
    stop = records(rows(sample(PLACE), {"times": "gmt"}))[0]
    assert stop.at == datetime(2026, 11, 23, 17, 39, 52, 400000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hours"),
    [("gmtMinus05-Eastern-US", -4), ("gmtMinus07-Arizona-US", -7), ("gmtPlus0530-India", 5.5), ("EST", -5), ("gmt", 0)],
)
def test_zones_as_nodes_name_them_know_summer(name: str, hours: float) -> None:
    zone = node_zone(name)
    assert zone is not None
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_a_zone_that_nobody_knows_is_that_of_the_settings(tmp_path: Path) -> None:
    assert node_zone("Mars") is None
    file = tmp_path / "x.ACT"
    file.write_text(sample(PLACE).path.read_text().replace("gmtMinus06-Central-US", "27"))
    found = registry.by_name("ribbon-sbc").read(file, Settings(zone=ZoneInfo("America/Denver")))
    assert records(found)[0].at == datetime(2026, 11, 24, 0, 39, 52, 400000, tzinfo=UTC)


@pytest.mark.parametrize("line", [4, 5, 6])
@pytest.mark.parametrize("cut", [3, 12, 19])
def test_a_row_that_lost_a_comma_is_told(tmp_path: Path, line: int, cut: int) -> None:
    lines = sample(PLACE).path.read_text().splitlines()
    cells = lines[line - 1].split(",")
    lines[line - 1] = ",".join([*cells[:cut], cells[cut] + cells[cut + 1], *cells[cut + 2 :]])
    file = tmp_path / "x.ACT"
    file.write_text("\n".join(lines))
    found = list(registry.by_name("ribbon-sbc").read(file, Settings()))
    assert [bad.place.line for bad in rejected(found)] == [line]
    assert len(records(found)) == 2
