"""Cisco CUCM: read by name, times in UTC, addresses in signed numbers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.reading import Settings, UnreadableError
from hopback.carrier.cdr.record import TimeOf
from tests.carrier.cdr.dialects.calls import pairs, records, rejected, rows, sample, skipped

PLACE = "cucm/cdr_StandAloneCluster_02_202611232346_7"


def read(path: Path) -> list:
    return list(registry.by_name("cucm").read(path, Settings()))


def test_calls_have_their_numbers_times_and_trunks() -> None:
    first, second, third = records(rows(sample(PLACE)))
    assert pairs([first, second, third]) == [
        (12025550147, 15105550196),
        (12025550142, 15105550100),
        (12025550199, 15105550101),
    ]
    assert first.at == datetime(2026, 11, 23, 23, 39, 52, tzinfo=UTC)
    assert first.answered_at == datetime(2026, 11, 23, 23, 39, 58, tzinfo=UTC)
    assert (first.duration_s, first.call, first.switch) == (43.0, "2/114007", "StandAloneCluster")
    assert (first.ingress_trunk, first.egress_trunk) == ("SIP-Trunk-Harbor-Voice", "SEP001122334455")


def test_addresses_are_signed_numbers_with_the_first_byte_lowest() -> None:
    first, second, third = records(rows(sample(PLACE)))
    assert first.source_ip == "10.40.1.9"
    assert (first.destination_ip, second.source_ip) == ("192.0.2.201", "198.51.100.200")  # both negative in the file
    assert second.destination_ip == ""  # 0 is unknown
    assert third.source_ip == "2001:db8::9"  # newer releases write it out


def test_a_forwarded_call_is_filed_under_whom_it_was_dialled_to_and_whom_it_reached() -> None:
    forwarded = records(rows(sample(PLACE)))[1]
    assert (forwarded.called, forwarded.diverted_from) == ("5105550100", "5105550100")
    assert (forwarded.calling_out, forwarded.called_out) == ("+12025550142", "+15105550177")
    assert (forwarded.answered_at, forwarded.code, forwarded.result) == (None, 19, "Q.850")


def test_a_call_without_a_beginning_is_filed_by_its_end() -> None:
    third = records(rows(sample(PLACE)))[2]
    assert (third.at, third.time_of) == (datetime(2026, 11, 23, 23, 45, tzinfo=UTC), TimeOf.END)


def test_headings_and_quality_records_are_no_calls() -> None:
    assert [s.place.line for s in skipped(rows(sample(PLACE)))] == [1, 2, 5]


def test_another_order_and_unknown_columns_do_no_harm(tmp_path: Path) -> None:
    lines = sample(PLACE).path.read_text().splitlines()
    turned = [",".join(["new", *reversed(line.split(","))]) for line in lines[:3]]
    file = tmp_path / "cdr_later_release"
    file.write_text("\n".join(turned))
    assert pairs(records(read(file))) == [(12025550147, 15105550196)]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"+15105550196","+15105550196"', '"+15105550196"', "41 cells, the heading 42"),
        ("1,2,114007", "9,2,114007", "cdrRecordType is “9”"),
        ("1795477192,", "yesterday,", "no count of seconds"),
    ],
)
def test_a_damaged_row_is_told_with_its_line(tmp_path: Path, old: str, new: str, why: str) -> None:
    whole = sample(PLACE).path.read_text()
    assert old in whole
    file = tmp_path / "cdr"
    file.write_text(whole.replace(old, new, 1))
    (bad,) = rejected(read(file))
    assert bad.place.line == 3
    assert why in bad.reason


def test_another_file_is_told_apart_at_once(tmp_path: Path) -> None:
    file = tmp_path / "cmr"
    file.write_text('"cdrRecordType","globalCallID_callId","numberPacketsSent"\n2,7,100\n')
    with pytest.raises(UnreadableError, match="datetimeorigination is missing"):
        read(file)
