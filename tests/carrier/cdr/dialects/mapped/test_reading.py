"""Mapped tables are read from text, Parquet, SQLite and PostgreSQL; rows that are none are told with their place."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hopback.carrier.cdr import number
from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.reading import Rejected, Row, Settings, Skipped, UnreadableError
from hopback.carrier.cdr.record import CallRecord, Direction, TimeOf

AT = datetime(2026, 11, 24, 18, 39, 52, tzinfo=UTC)


def read(path: Path, toml: str, after_line: int = 0, **settings: Any) -> list[Row]:
    return list(Mapped(parse(toml)).read(path, Settings(**settings), after_line=after_line))


def one(path: Path, toml: str, **settings: Any) -> CallRecord:
    (found,) = (row for row in read(path, toml, **settings) if not isinstance(row, Skipped))
    assert isinstance(found, CallRecord), found
    return found


@pytest.fixture
def csv(tmp_path: Path) -> Any:
    def write(text: str, encoding: str = "utf-8") -> Path:
        file = tmp_path / "calls.csv"
        file.write_bytes(text.encode(encoding))
        return file

    return write


def mapping(columns: str, time_: str = "", source: str = "", more: str = "") -> str:
    return f'[source]\nformat = "csv"\n{source}\n[columns]\n{columns}\n[time]\n{time_}\n{more}'


BASIC = 'at = "Start"\ncalling = "ANI"\ncalled = "DNIS"'


@pytest.mark.parametrize(
    ("written", "time_"),
    [
        ("2026-11-24 12:39:52", 'zone = "America/Chicago"'),
        ("2026-11-24T18:39:52Z", ""),
        ("2026-11-24T12:39:52-06:00", 'zone = "Europe/Berlin"'),  # what a time says itself is stronger
        ("11/24/2026 12:39:52", 'zone = "America/Chicago"\nform = "%m/%d/%Y %H:%M:%S"'),
        ("24.11.2026 19:39:52", 'zone = "Europe/Berlin"\nform = "%d.%m.%Y %H:%M:%S"'),
        ("11/24/2026 12:39:52 PM", 'zone = "America/Chicago"\nform = "%m/%d/%Y %I:%M:%S %p"'),
        ("1795545592", 'form = "epoch_s"'),
        ("1795545592000", 'form = "epoch_ms"'),
        ("1795545592000000", 'form = "epoch_us"'),
        ("1795545592000000000", 'form = "epoch_ns"'),
        ("2461369.27768519", 'form = "julian"'),
        ("Tue, 24 Nov 2026 18:39:52 +0000", 'form = "rfc2822"'),
    ],
)
def test_every_form_of_time_is_the_same_moment(csv: Any, written: str, time_: str) -> None:
    found = one(csv(f'Start,ANI,DNIS\n"{written}",2025550142,5105550196\n'), mapping(BASIC, time_))
    assert abs(found.at - AT) < timedelta(seconds=0.5)
    assert found.at.tzinfo is UTC or found.at.utcoffset() == timedelta(0)


def test_decimals_say_how_fine_a_time_is(csv: Any) -> None:
    toml = mapping(BASIC, 'form = "%Y-%m-%d %H:%M:%S.%f"\nzone = "UTC"')
    found = one(csv("Start,ANI,DNIS\n2026-11-24 18:39:52.5,2025550142,5105550196\n"), toml)
    assert (found.at, found.precision_s) == (AT.replace(microsecond=500000), 0.1)


def test_a_zone_that_the_mapping_leaves_open_is_the_importers(csv: Any) -> None:
    file = csv("Start,ANI,DNIS\n2026-11-24 12:39:52,2025550142,5105550196\n")
    assert not Mapped(parse(mapping(BASIC))).zoned
    assert one(file, mapping(BASIC), zone=ZoneInfo("America/Chicago")).at == AT
    assert one(file, mapping(BASIC, 'zone = "America/Chicago"'), zone=ZoneInfo("Asia/Tokyo")).at == AT


def test_a_date_and_a_time_in_two_columns_and_none_named(csv: Any) -> None:
    toml = mapping(
        "at = [1, 2]\ncalling = 3\ncalled = 4\nduration = 5",
        'zone = "America/Chicago"\nform = "%m/%d/%y %H:%M:%S"\nduration = "h:m:s"',
        'header = false\ndelimiter = ";"',
    )
    found = one(csv("11/24/26;12:39:52;(202) 555-0142;+15105550196;0:01:32\n"), toml)
    assert (found.at, found.duration_s, found.place.line) == (AT, 92.0, 1)
    assert number.key(found.calling) == 12025550142


@pytest.mark.parametrize(
    ("unit", "written", "seconds"),
    [
        ("s", "92", 92.0),
        ("ms", "92000", 92.0),
        ("ns", "92000000000", 92.0),
        ("min", "1.5", 90.0),
        ("s", "1:32", 92.0),
        ("s", "", None),
        ("s", "long", None),
        ("s", "-4", None),
    ],
)
def test_lengths_in_any_unit(csv: Any, unit: str, written: str, seconds: float | None) -> None:
    toml = mapping(BASIC + '\nduration = "Len"', f'form = "epoch_s"\nduration = "{unit}"')
    assert one(csv(f"Start,ANI,DNIS,Len\n1795545592,2025550142,5105550196,{written}\n"), toml).duration_s == seconds


def test_direction_turns_numbers_and_sides(csv: Any) -> None:
    rest = "5105550196,2025550142,{},192.0.2.9,tg1\n"
    file = csv(f"Start,Local,Remote,Kind,IP,Trunk\n1795545592,{rest.format('IN')}1795545593,{rest.format('Out')}")
    toml = mapping(
        'at = "Start"\ncalling = "Local"\ncalled = "Remote"\nsource_ip = "IP"\ningress_trunk = "Trunk"',
        'form = "epoch_s"',
        more='[direction]\ncolumn = "Kind"\ninbound = ["in"]\noutbound = ["out"]\n'
        'swap_numbers = "inbound"\nswap_sides = "outbound"',
    )
    back, out = (row for row in read(file, toml) if isinstance(row, CallRecord))
    assert (back.direction, back.calling, back.called) == (Direction.INBOUND, "2025550142", "5105550196")
    assert (back.ingress_trunk, back.source_ip, back.egress_trunk) == ("tg1", "192.0.2.9", "")
    assert (out.direction, out.calling, out.called) == (Direction.OUTBOUND, "5105550196", "2025550142")
    assert (out.ingress_trunk, out.egress_trunk, out.destination_ip) == ("", "tg1", "192.0.2.9")


def test_rows_of_another_kind_are_skipped(csv: Any) -> None:
    file = csv("Start,ANI,DNIS,Method\n1795545592,2025550142,5105550196,INVITE\n1795545600,2025550142,5105550196,BYE\n")
    found = read(file, mapping(BASIC, 'form = "epoch_s"', more='[only]\ncolumn = "method"\nwords = ["invite"]'))
    assert [type(row) for row in found] == [Skipped, CallRecord, Skipped]


def test_what_stands_for_nothing_is_nothing(csv: Any) -> None:
    toml = mapping(BASIC + '\nresult = "R"\nanswered_at = "A"', 'form = "epoch_s"', 'empty = ["-", "n/a"]')
    found = one(csv("Start,ANI,DNIS,R,A\n1795545592,n/a,5105550196,-,0\n"), toml)
    assert (found.calling, found.result, found.answered_at) == ("", "", None)


def test_what_a_spreadsheet_did_to_numbers(csv: Any) -> None:
    rows = (
        '1795545592,="2025550142",5105550196\n1795545593,2.02555E+09,5105550196\n1795545594,2025550142.0,5105550196\n'
    )
    protected, rounded, decimal = read(csv(f"Start,ANI,DNIS\n{rows}"), mapping(BASIC, 'form = "epoch_s"'))[1:]
    assert isinstance(protected, CallRecord)
    assert isinstance(decimal, CallRecord)
    assert protected.calling == decimal.calling == "2025550142"
    assert isinstance(rounded, Rejected)
    assert "a spreadsheet rounded the calling number" in rounded.reason


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1795545592,2025550142", "2 cells, the heading has 3"),
        ("1795545592,2025550142,5105550196,x", "4 cells, the heading has 3"),
        ("soon,2025550142,5105550196", "“soon” is no time counted from 1970"),
        (",2025550142,5105550196", "the time is empty"),
        ("17955455920,2025550142,5105550196", "the year 2538 is no year of a call"),
        ("1795545592,,", "neither a calling nor a called number"),
        ('1795545592,"2025550142,5105550196', "quotation mark"),
    ],
)
def test_a_bad_row_is_told_and_the_next_one_loads(csv: Any, row: str, why: str) -> None:
    file = csv(f"Start,ANI,DNIS\n{row}\n1795545599,2025550142,5105550196,\n")
    bad, good = read(file, mapping(BASIC, 'form = "epoch_s"'))[1:]
    assert isinstance(bad, Rejected)
    assert (bad.place.line, why in bad.reason) == (2, True), bad.reason
    assert isinstance(good, CallRecord)


def test_other_encodings_and_titles_above_the_table(csv: Any) -> None:
    text = "Verbindungsübersicht\n\nStart;Von;Nach;Gerät\n24.11.2026 19:39:52;+4930123456;+493098765;Büro – Köln\n"
    toml = mapping(
        'at = "start"\ncalling = "VON"\ncalled = "Nach"\ningress_trunk = "Gerät"',
        'zone = "Europe/Berlin"\nform = "%d.%m.%Y %H:%M:%S"',
        'delimiter = ";"\nskip = 2\nencoding = "cp1252"',
    )
    found = one(csv(text, "cp1252"), toml)
    assert (found.at, found.ingress_trunk, found.place.line) == (AT, "Büro – Köln", 4)


def test_a_column_that_is_not_there_is_told_with_those_that_are(csv: Any) -> None:
    with pytest.raises(
        UnreadableError, match=r"columns\.called = 'Called': there is no such column\. There are: Start"
    ):
        read(csv("Start,ANI,DNIS\n"), mapping('at = "Start"\ncalled = "Called"'))
    with pytest.raises(UnreadableError, match="the table has only 3 columns"):
        read(csv("Start,ANI,DNIS\n"), mapping('at = "Start"\ncalled = 4'))


def test_reading_goes_on_after_any_line(csv: Any) -> None:
    file = csv("Start,ANI,DNIS\n" + "".join(f"{1795545592 + n},2025550142,5105550196\n" for n in range(10)))
    toml = mapping(BASIC, 'form = "epoch_s"')
    whole = read(file, toml)
    for after in (0, 1, 5, 99):
        assert read(file, toml, after_line=after) == [row for row in whole if row.place.line > after]


def test_which_moment_a_time_is_and_which_switch_wrote_it(csv: Any) -> None:
    file = csv("Start,ANI,DNIS\n1795545592,2025550142,5105550196\n")
    toml = mapping(BASIC, 'form = "epoch_s"\nof = "end"')
    assert (one(file, toml).time_of, one(file, toml, switch="sbc-2").switch) == (TimeOf.END, "sbc-2")
