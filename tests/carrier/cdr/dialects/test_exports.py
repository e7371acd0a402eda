"""Downloads of Telnyx, Twilio, Bandwidth, and what a mediation system makes of Metaswitch: read by their headings."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.reading import Settings, UnreadableError
from hopback.carrier.cdr.record import Direction
from tests.carrier.cdr.dialects.calls import pairs, records, rejected, rows, sample


def read(name: str, file: Path) -> list:
    return list(registry.by_name(name).read(file, Settings()))


def test_telnyx_names_the_customers_connection_on_its_side_of_the_call() -> None:
    out, back = records(rows(sample("exports/telnyx.csv")))
    assert pairs([out, back]) == [(12025550147, 15105550196), (12025550142, 15105550177)]
    assert out.at == datetime(2026, 11, 23, 23, 39, 52, 868000, tzinfo=UTC)
    assert (out.direction, out.ingress_trunk, out.ingress_call_id) == (
        Direction.OUTBOUND,
        "Quick Dial LLC",
        "1-1592@198.51.100.9",
    )
    assert (back.direction, back.ingress_trunk, back.egress_trunk) == (Direction.INBOUND, "", "Lakeshore Main")
    assert (out.routing_number, out.duration_s, out.code, back.answered_at) == ("+15105550000", 43.0, 200, None)


def test_twilio_ties_a_leg_to_the_call_it_belongs_to() -> None:
    parent, child = records(rows(sample("exports/twilio.csv")))
    assert parent.at == datetime(2026, 11, 23, 23, 39, 52, tzinfo=UTC)  # Mon, 23 Nov 2026 23:39:52 +0000
    assert parent.call == child.call == "CA11111111111111111111111111111111"
    assert child.leg == "CA22222222222222222222222222222222"
    assert (parent.direction, child.result) == (Direction.OUTBOUND, "no-answer")


def test_bandwidth_writes_half_days_in_utc() -> None:
    first, second = records(rows(sample("exports/bandwidth.csv")))
    assert first.at == datetime(2026, 11, 23, 23, 39, 52, tzinfo=UTC)
    assert second.at == datetime(2026, 11, 24, 0, 0, 7, tzinfo=UTC)  # 12:00:07 AM
    assert (first.source_ip, first.routing_number, first.call) == ("198.51.100.9", "15105550000", "58337677151")
    assert pairs([first, second]) == [(12025550147, 15105550196), (12025550142, 18005550100)]


def test_metaswitch_is_read_in_the_switchs_own_zone() -> None:
    first, second = records(rows(sample("exports/metaswitch.csv")))
    assert first.at == datetime(2026, 11, 23, 23, 39, 52, tzinfo=UTC)  # 17:39:52 in Chicago
    assert (first.ingress_trunk, second.answered_at) == ("Harbor Voice", None)


@pytest.mark.parametrize(
    "heading",
    [
        "start_timestamp,cli,cld,connection_id,call_session_id",
        "Start Time (UTC);From;To;Connection Name;Billing Group",
        "started_at\tcalling_number\tcalled_number\tconnection\tcall_leg_id",
    ],
)
def test_telnyx_in_other_spellings_and_orders(tmp_path: Path, heading: str) -> None:
    delimiter = next(sign for sign in ",;\t" if sign in heading)
    row = ["2026-11-23T23:39:52Z", "+12025550147", "+15105550196", "Quick Dial LLC", "x1"]
    file = tmp_path / "report.csv"
    file.write_text(f"{heading}\n{delimiter.join(row)}\n")
    (call,) = records(read("telnyx", file))
    assert pairs([call]) == [(12025550147, 15105550196)]
    assert call.at == datetime(2026, 11, 23, 23, 39, 52, tzinfo=UTC)


def test_a_report_without_what_matters_is_told_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "telnyx.csv"
    file.write_text("Start Timestamp,Cost,Rate,Tags\n2026-11-23T23:39:52Z,1,2,3\n")
    with pytest.raises(UnreadableError, match=r"names no called number\. Describe its columns in a mapping"):
        read("telnyx", file)


def test_a_bad_row_is_told_and_the_others_load(tmp_path: Path) -> None:
    lines = sample("exports/bandwidth.csv").path.read_text().splitlines()
    file = tmp_path / "bdr.csv"
    file.write_text(
        "\n".join([*lines, lines[1].replace("2026/11/23 11:39:52 PM", "2026/11/23 25:39:52 PM", 1), "cut,of"])
    )
    found = read("bandwidth", file)
    assert [bad.place.line for bad in rejected(found)] == [4, 5]
    assert len(records(found)) == 2
