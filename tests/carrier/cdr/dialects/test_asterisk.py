"""Asterisk's records: the same calls in a CSV, in templates of its owner's and in a table."""

import csv
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hopback.carrier.cdr.dialects import asterisk, registry
from hopback.carrier.cdr.reading import Row, Settings, UnreadableError
from hopback.carrier.cdr.record import CallRecord, TimeOf
from tests.carrier.cdr.dialects.calls import CALLS, pairs, records, rejected, rows, sample
from tests.carrier.cdr.dialects.samples import NEW_YORK
from tests.carrier.cdr.dialects.samples import UTC as UTC_ZONE

MASTER = sample("asterisk-cdr-csv/Master.csv")
STOCK = sample("asterisk-cdr-custom/Master.csv")
TRACE = sample("asterisk-cdr-custom/Trace.csv")
TABLE = sample("asterisk-cdr-sqlite3/master.db")
REJECTED_CALL = (12025550154, 15105550192)  # a number on the do-not-originate list: Asterisk saw it, nobody else
SEEN_BY_ASTERISK = [(c.calling, c.called) for c in CALLS]
TWICE = {6, 7, 8}  # busy, not found, unavailable: two rows with one unique id


def wrote(tmp_path: Path, dialect: str, lines: Sequence[Sequence[str]], zone: ZoneInfo = NEW_YORK) -> list[Row]:
    file = tmp_path / "Master.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(lines)
    return list(registry.by_name(dialect).read(file, Settings(zone=zone)))


def one(found: Sequence[Row]) -> CallRecord:
    (record,) = records(found)
    return record


def row(**changed: str) -> list[str]:
    """A call through Cardinal Wireless' PBX, column by column as cdr_csv writes it."""
    usual = {
        "accountcode": "", "src": "2025550147", "dst": "15105550199", "dcontext": "from-trunk",
        "clid": '"CARDINAL WIRELESS" <2025550147>', "channel": "PJSIP/cardinal-00000001",
        "dstchannel": "PJSIP/harbor-00000002", "lastapp": "Dial", "lastdata": "PJSIP/15105550199@harbor,40",
        "start": "2026-11-23 18:44:36", "answer": "2026-11-23 18:44:39", "end": "2026-11-23 18:45:40",
        "duration": "64", "billsec": "61", "disposition": "ANSWERED", "amaflags": "DOCUMENTATION",
        "uniqueid": "1795477476.7", "userfield": "",
    }  # fmt: skip
    return list((usual | changed).values())


@pytest.mark.parametrize("of", [MASTER, STOCK, TRACE], ids=lambda s: s.place)
def test_every_call_is_there_with_its_numbers(of: object) -> None:
    found = records(rows(of))  # type: ignore[arg-type]
    calls = [r for r in found if not r.attempt]
    assert pairs(calls) == [*SEEN_BY_ASTERISK, REJECTED_CALL]
    assert len(found) - len(calls) == len(TWICE)


def test_the_shipped_table_has_numbers_only_inside_other_columns() -> None:
    calls = [r for r in records(rows(TABLE)) if not r.attempt]
    assert pairs(calls)[:-1] == SEEN_BY_ASTERISK
    assert (calls[-1].calling, calls[-1].called) == ("2025550154", "")


@pytest.mark.parametrize("of", [MASTER, STOCK, TABLE], ids=lambda s: s.place)
@pytest.mark.parametrize("zone", [NEW_YORK, UTC_ZONE, ZoneInfo("Asia/Kolkata")], ids=str)
def test_the_unique_id_tells_the_true_time_whatever_zone_was_said(of: object, zone: ZoneInfo) -> None:
    dialect = registry.by_name(of.dialect)  # type: ignore[attr-defined]
    found = records(dialect.read(of.path, Settings(zone=zone)))  # type: ignore[attr-defined]
    assert found[0].at == datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)
    assert [int(r.at.timestamp()) for r in found] == [int(r.call.split(".")[0]) for r in found]
    assert all(r.time_of is TimeOf.SETUP and r.precision_s == 1.0 for r in found)
    assert all(r.answered_at is None or timedelta(0) <= r.answered_at - r.at <= timedelta(seconds=2) for r in found)


def test_everything_the_first_row_says() -> None:
    first = records(rows(MASTER, {"ingress_call_id": "18"}))[0]
    assert first.caller_name == "CALLER NAME"
    assert (first.ingress_trunk, first.egress_trunk) == ("tg-MidAm-in", "tg-Homestate-out")
    assert first.called_out == "5105550199"
    assert first.ingress_call_id == "!!:D1ZRpIORpZq4DLsHDr-4VL2nDq**"
    assert first.answered_at == datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 11, 23, 23, 44, 38, tzinfo=UTC)
    assert (first.duration_s, first.result, first.account) == (1.0, "ANSWERED", "MIDAM")
    assert (first.call, first.place.line) == ("1795477476.0", 1)


def test_a_template_of_its_owner_brings_address_and_call_id() -> None:
    first = records(rows(TRACE))[0]
    assert first.at == datetime(2026, 11, 23, 23, 44, 36, 541999, tzinfo=UTC)
    assert first.precision_s == 1e-6
    assert (first.source_ip, first.ingress_trunk) == ("127.0.2.1", "tg-MidAm-in")
    assert first.ingress_call_id == "!!:D1ZRpIORpZq4DLsHDr-4VL2nDq**"


def test_a_template_that_nobody_named_is_asked_for() -> None:
    with pytest.raises(UnreadableError, match=r"9 columns, not the 19 .*“start src dst channel”.*4: 127.0.2.1:5060"):
        rows(TRACE, {})


def test_a_template_can_also_be_told_by_its_columns_in_their_order() -> None:
    in_order = dict.fromkeys(TRACE.columns["row"].split(), "")
    assert rows(TRACE, in_order) == rows(TRACE)


def test_names_with_a_comma_and_anonymous_callers() -> None:
    names = {r.called: (r.caller_name, r.calling) for r in records(rows(MASTER))}
    assert names["5105550196"] == ("Smith, Bob O_Neil", "2025550151")
    assert names["5105550195"] == ("Anonymous", "anonymous")


@pytest.mark.parametrize("width", [16, 17, 18])
def test_the_last_two_columns_are_optional(tmp_path: Path, width: int) -> None:
    found = one(wrote(tmp_path, "asterisk-csv", [row()[:width]]))
    assert found.at == datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)
    assert found.call == ("1795477476.7" if width > 16 else "")


def test_without_a_unique_id_the_zone_matters(tmp_path: Path) -> None:
    assert one(wrote(tmp_path, "asterisk-csv", [row()[:16]], UTC_ZONE)).at.hour == 18


def test_a_unique_id_of_another_day_is_not_believed(tmp_path: Path) -> None:
    found = one(wrote(tmp_path, "asterisk-csv", [row(uniqueid="1495477476.7")]))
    assert found.at == datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)


def test_the_system_name_before_the_unique_id_names_the_switch(tmp_path: Path) -> None:
    found = one(wrote(tmp_path, "asterisk-csv", [row(uniqueid="pbx-east-1795477476.7")]))
    assert (found.switch, found.at.minute) == ("pbx-east", 44)


def test_no_row_with_a_lost_or_gained_comma_passes_for_a_call(tmp_path: Path) -> None:
    whole = row()
    lost = [*whole[:4], whole[4] + whole[5], *whole[6:]]
    gained = [*whole[:4], "x", *whole[4:17]]
    cut = whole[:9]
    found = wrote(tmp_path, "asterisk-csv", [lost, whole, gained, cut])
    assert [r.place.line for r in records(found)] == [2]
    assert [(r.place.line, r.reason[:30]) for r in rejected(found)] == [
        (1, "column 15 should hold the disp"),
        (3, "column 15 should hold the disp"),
        (4, "the row has 9 columns; Asteris"),
    ]


def test_two_rows_of_one_failed_call_are_one_call_and_an_attempt() -> None:
    failed = [r for r in records(rows(MASTER)) if r.called == "5105550486"]
    assert [(r.call, r.attempt, r.result) for r in failed] == [
        ("1795477480.24", False, "BUSY"),
        ("1795477480.24", True, "BUSY"),
    ]


def test_reading_on_after_a_row_remembers_what_came_before() -> None:
    """Row 8 is the second of a failed call whose first is row 7."""
    dialect = registry.by_name("asterisk-csv")
    whole = list(dialect.read(MASTER.path, MASTER.settings))
    assert list(dialect.read(MASTER.path, MASTER.settings, after_line=7)) == whole[7:]
    assert records(whole[7:])[0].attempt


@pytest.mark.parametrize(
    ("channel", "trunk"),
    [
        ("PJSIP/tg-MidAm-in-0000002a", "tg-MidAm-in"),
        ("SIP/192.0.2.10-0000002a", "192.0.2.10"),
        ("IAX2/harbor-1234", "harbor"),
        ("DAHDI/i1/5105550199-3", "i1"),
        ("Local/5105550199@out-0000002a;1", ""),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_the_trunk_stands_in_the_name_of_the_channel(channel: str, trunk: str) -> None:
    assert asterisk.trunk(channel) == trunk


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ("PJSIP/15105550199@harbor,40", "15105550199"),
        ("SIP/harbor/15105550199,40,tT", "15105550199"),
        ("PJSIP/cheap/sip:15105550199@203.0.113.9&PJSIP/harbor/sip:9#15105550199@203.0.113.10", "9#15105550199"),
        ("PJSIP/harbor", ""),
        ("", ""),
    ],
)
def test_the_number_sent_on_stands_in_what_was_dialled(tmp_path: Path, data: str, number: str) -> None:
    assert one(wrote(tmp_path, "asterisk-csv", [row(lastdata=data)])).called_out == number


def test_a_channel_that_is_an_address_tells_the_source(tmp_path: Path) -> None:
    found = one(wrote(tmp_path, "asterisk-csv", [row(channel="SIP/192.0.2.10-0000002a")]))
    assert (found.ingress_trunk, found.source_ip) == ("192.0.2.10", "192.0.2.10")


def test_a_table_exported_with_its_columns_names(tmp_path: Path) -> None:
    names = ["calldate", "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "duration",
             "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "did", "linkedid"]  # fmt: skip
    call = ["2026-11-23 18:44:36", '"HARBOR" <2025550147>', "2025550147", "601", "ext", "PJSIP/cardinal-00000001", "",
            "Queue", "601", "64", "61", "ANSWERED", "3", "", "1795477480.9", "5105550199", "1795477476.7"]  # fmt: skip
    found = one(wrote(tmp_path, "asterisk-odbc", [names, call, call[:5]]))
    assert (found.called, found.dialled, found.call) == ("601", "5105550199", "1795477476.7")
    assert found.place.line == 2


def test_a_table_with_other_names_for_the_numbers(tmp_path: Path) -> None:
    file = tmp_path / "master.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE calls (calldate, ani, dnis, channel, dstchannel, lastapp, disposition, uniqueid)")
        values = ("2026-11-23 18:44:36", "2025550147", "5105550199", "PJSIP/c-00000001", "", "Dial", "BUSY", None)
        db.execute("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.close()
    named = Settings(zone=NEW_YORK, columns={"calling": "ani", "called": "dnis"})
    found = one(list(registry.by_name("asterisk-odbc").read(file, named)))
    assert (found.calling, found.called, found.result) == ("2025550147", "5105550199", "BUSY")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnreadableError, match=r"There is no column “dnis” to take called from"):
        rows(TABLE, {"called": "dnis"})


def test_a_field_that_is_none_is_told_with_those_that_are() -> None:
    with pytest.raises(UnreadableError, match=r"“caller” is no field of a call record\. Fields are: calling, called"):
        rows(MASTER, {"caller": "2"})
