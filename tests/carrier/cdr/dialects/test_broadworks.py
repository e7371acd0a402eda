"""BroadWorks: one row for each user's part; which side is ours depends on the direction."""

from datetime import UTC, datetime
from pathlib import Path

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.reading import Settings
from hopback.carrier.cdr.record import Direction
from tests.carrier.cdr.dialects.calls import pairs, records, rejected, rows, sample, skipped

PLACE = "broadworks/BW-CDR-20261123234500-2-0000-000001.csv"


def test_a_call_to_a_user_came_in_by_the_route() -> None:
    call = records(rows(sample(PLACE)))[0]
    assert pairs([call]) == [(12025550147, 15105550196)]
    assert call.at == datetime(2026, 11, 23, 23, 39, 52, 868000, tzinfo=UTC)
    assert (call.direction, call.duration_s, call.code) == (Direction.INBOUND, 43.388, 16)
    assert (call.ingress_trunk, call.source_ip) == ("198.51.100.9:5060", "198.51.100.9")
    assert (call.ingress_call_id, call.egress_trunk) == ("1-1592@198.51.100.9", "10.20.0.15")


def test_a_call_of_a_user_came_in_from_the_device() -> None:
    call = records(rows(sample(PLACE)))[1]
    assert (call.direction, call.answered_at) == (Direction.OUTBOUND, None)
    assert (call.source_ip, call.ingress_call_id) == ("10.20.0.16", "ab77@10.20.0.16")
    assert (call.egress_trunk, call.egress_call_id) == ("203.0.113.5", "BW184110004@10.20.0.1")
    assert (call.dialled, call.diverted_from) == ("2025550142", "+15105550199")


def test_only_normal_rows_are_calls() -> None:
    assert [s.place.line for s in skipped(rows(sample(PLACE)))] == [1, 4]


def test_a_comma_too_many_is_told(tmp_path: Path) -> None:
    lines = sample(PLACE).path.read_text().splitlines()
    lines[1] = lines[1].replace("Public,", "Public,,")
    file = tmp_path / "bw.csv"
    file.write_text("\n".join(lines))
    found = list(registry.by_name("broadworks").read(file, Settings()))
    assert [bad.place.line for bad in rejected(found)] == [2]
    assert len(records(found)) == 1
