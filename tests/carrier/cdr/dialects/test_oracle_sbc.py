"""Oracle's SBC: both Call-IDs, realms as trunks, headers whose quotation marks nobody doubled, three layouts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.dialects.oracle_sbc import split
from hopback.carrier.cdr.reading import Settings
from tests.carrier.cdr.dialects.calls import pairs, records, rejected, rows, sample, skipped

NEWEST, OLDEST, WIDE = "oracle-sbc/cdr202611231839", "oracle-sbc/cdr-s-c6.1", "oracle-sbc/cdr-s-cz"
LAYOUTS = pytest.mark.parametrize("place", [NEWEST, OLDEST, WIDE])


@LAYOUTS
def test_a_stop_row_is_the_whole_call_in_every_layout(place: str) -> None:
    call = records(rows(sample(place)))[0]
    assert pairs([call]) == [(12025550147, 15105550196)]
    assert call.at == datetime(2026, 11, 23, 23, 39, 52, 868000, tzinfo=UTC)  # 18:39:52.868 EST
    assert call.answered_at == datetime(2026, 11, 23, 23, 39, 58, 112000, tzinfo=UTC)
    assert call.ended_at == datetime(2026, 11, 23, 23, 40, 41, 500000, tzinfo=UTC)
    assert (call.duration_s, call.precision_s) == (43.0, 0.001)
    assert (call.ingress_trunk, call.egress_trunk) == ("peer-HarborVoice", "core-tandem")
    assert (call.ingress_call_id, call.egress_call_id) == ("1-1592@127.0.1.100", "SDqr4k601-3f1c2a")
    assert call.caller_name == "QUICK DIAL LLC"


@pytest.mark.parametrize("place", [NEWEST, OLDEST])
def test_what_stands_at_the_end_is_read_where_its_place_is_known(place: str) -> None:
    first, second = records(rows(sample(place)))[:2]
    assert (first.source_ip, first.destination_ip, first.code) == ("198.51.100.9", "192.0.2.33", 200)
    assert first.calling_asserted == "+12025550100"
    assert (second.diverted_from, second.called_out) == ("+15105550100", "+15105550177")


def test_in_other_widths_the_address_is_that_of_the_media() -> None:
    call = records(rows(sample(WIDE)))[0]
    assert (call.source_ip, call.code, call.result) == ("198.51.100.55", 16, "Q.850")


def test_a_name_with_commas_and_quotation_marks_stays_in_one_cell() -> None:
    second = records(rows(sample(NEWEST)))[1]
    assert (second.caller_name, second.calling) == ('DOE, "JACK" JOHN', "2025550142;npdi")
    assert (second.called, second.answered_at) == ("8005550100", None)
    assert split('2,""A, "B" C" <sip:1@h>",,"",x') == ["2", '"A, "B" C" <sip:1@h>', "", "", "x"]


def test_start_and_interim_rows_are_no_calls_of_their_own() -> None:
    assert [s.place.line for s in skipped(rows(sample(NEWEST)))] == [1, 5]


@pytest.mark.parametrize("cut", [20, 40, 150])
def test_a_row_that_lost_a_comma_is_told(tmp_path: Path, cut: int) -> None:
    lines = sample(NEWEST).path.read_text().splitlines()
    commas = [place for place, sign in enumerate(lines[2]) if sign == ","]
    lines[2] = lines[2][: commas[cut]] + lines[2][commas[cut] + 1 :]
    file = tmp_path / "cdr"
    file.write_text("\n".join(lines))
    found = list(registry.by_name("oracle-sbc").read(file, Settings()))
    assert [bad.place.line for bad in rejected(found)] == [3]
    assert len(records(found)) == 2
