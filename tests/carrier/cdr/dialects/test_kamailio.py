"""Kamailio's accounting: the same calls from four proxies, each with its own store, zone, clock and form of numbers."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import registry, tables
from hopback.carrier.cdr.reading import Settings, UnreadableError
from hopback.carrier.cdr.record import CallRecord, TimeOf
from tests.carrier.cdr.dialects.calls import CALLS, pairs, records, rejected, rows, sample, skipped
from tests.carrier.cdr.dialects.samples import CHICAGO, FLAT, FOLDER, NEW_YORK, Sample

FIRST_CALL = datetime(2026, 11, 23, 23, 43, 6, 900_000, tzinfo=UTC)
SQLITE = sample("kamailio-acc-sqlite/orig_UTC.sqlite")
FLATSTORE = Sample("kamailio-flatstore", "kamailio-acc-flatstore", CHICAGO, FLAT)  # the whole folder
JSON = (sample("kamailio-acc-json/tandem_acc.jsonl"), sample("kamailio-acc-json/tandem_cdr.jsonl"))
POSTGRES = (
    sample("kamailio-acc-postgres/term_NewYork_skew-4s_acc.csv"),
    sample("kamailio-acc-postgres/term_NewYork_skew-4s_acc_cdrs.csv"),
)
SYSLOG = sample("kamailio-acc-syslog/term_log_extra.log")
BY_CODE = sorted((c.calling, c.called, c.code) for c in CALLS)
PROXIES = ([SQLITE], [FLATSTORE], JSON, POSTGRES)
HOPS = pytest.mark.parametrize(
    ("of", "skew_s"), tuple(zip(PROXIES, (0, 37, 0, -4), strict=True)), ids=["orig", "wh1", "tandem", "term"]
)


def dialogs(of: list[Sample]) -> list[CallRecord]:
    found = [r for s in of for r in records(rows(s)) if r.time_of is TimeOf.SETUP]
    return sorted(found, key=lambda r: (r.at, r.calling))


def transactions(of: list[Sample]) -> list[CallRecord]:
    """One for each call: a missed call stands in acc and in missed_calls."""
    found = {r.call: r for s in of for r in records(rows(s)) if r.time_of is not TimeOf.SETUP}
    return list(found.values())


@HOPS
def test_every_proxy_saw_every_call_when_its_clock_says(of: list[Sample], skew_s: int) -> None:
    found = dialogs(of)
    assert sorted(pairs(found)) == sorted((c.calling, c.called) for c in CALLS)
    for call in CALLS:
        wanted = FIRST_CALL + timedelta(seconds=call.began + skew_s)
        mine = [r for r, pair in zip(found, pairs(found), strict=True) if pair == (call.calling, call.called)]
        assert min(abs((r.at - wanted).total_seconds()) for r in mine) <= 1.2


@HOPS
def test_the_time_of_a_transaction_is_that_of_its_final_answer(of: list[Sample], skew_s: int) -> None:
    began = {r.call: r.at for r in dialogs(of)}
    for found in transactions(of):
        waited = (found.at - began[found.call]).total_seconds()
        assert -1.0 < waited <= (3.0 if found.code == 487 else 1.3)
        assert found.time_of is (TimeOf.ANSWER if found.code == 200 else TimeOf.END)
        assert (found.answered_at is None) == (found.code != 200)


@pytest.mark.parametrize("of", [[SQLITE], POSTGRES], ids=["orig", "term"])
def test_codes_are_those_that_each_hop_gave(of: list[Sample]) -> None:
    """A 503 from further down goes upstream as 500: codes differ from hop to hop."""
    found = transactions(of)
    codes = [(*pair, 503 if r.code == 500 else r.code) for pair, r in zip(pairs(found), found, strict=True)]
    assert sorted(codes) == BY_CODE


def test_the_same_call_through_four_proxies() -> None:
    """Answered call of 0152: numbers as written, trunks, addresses and Call-IDs on its way."""
    saw = [
        next(r for r in transactions(list(of)) if r.called.endswith("0194"))
        for of in ([SQLITE], [FLATSTORE], JSON, POSTGRES)
    ]
    orig, wh1, tandem, term = saw
    assert [r.calling for r in saw] == ["+12025550152", "+12025550152", "2025550152", "12025550152"]
    assert [r.calling_out for r in saw] == ["+12025550152", "2025550152", "", "2025550152"]
    assert [r.ingress_trunk for r in saw] == ["cust-Honest-Dental", "tg-Brightline-in", "tg-MidAm-0427", "tg-PacTandem"]
    assert [r.source_ip for r in saw] == ["127.0.1.101", "127.0.1.1", "127.0.2.1", "127.0.3.1"]
    assert [r.destination_ip for r in saw] == ["127.0.2.1", "127.0.3.1", "127.0.4.1", "127.0.4.100"]
    assert orig.egress_call_id == wh1.ingress_call_id == "1-23749@127.0.1.101"
    assert tandem.ingress_call_id == term.ingress_call_id == "!!:D1ZRDtsZhuq4DLsHDr-4VL2nDG**"
    assert wh1.identity == tandem.identity == term.identity
    assert wh1.identity.startswith("eyJ")
    assert wh1.identity.endswith("ppt=shaken")
    assert term.verstat == "TN-Validation-Passed"


def test_a_bye_is_no_call_of_its_own() -> None:
    assert {s.reason for s in skipped(rows(SQLITE))} == {"BYE: part of a call, no call of its own"}


def test_rows_of_a_database_are_named_by_table_and_id() -> None:
    found = records(rows(SQLITE))
    assert (found[0].leg, found[-1].leg) == ("acc.1", "missed_calls.4")
    assert len({r.place.line for r in found}) == len(found)


def test_julian_days_are_read_without_the_epochs_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "acc.sqlite"
    shutil.copy(SQLITE.path, file)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE acc SET time_attr = 0")
    db.close()
    first = records(registry.by_name("kamailio-sqlite").read(file, Settings(zone=NEW_YORK)))[0]
    assert (first.at, first.precision_s) == (datetime(2026, 11, 23, 23, 43, 7, tzinfo=UTC), 1.0)


def test_a_copy_without_its_wal_file_says_what_is_missing(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.sqlite", tmp_path / "copy.sqlite"
    with sqlite3.connect(live) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE acc (method, callid, sip_code, time, src_user, dst_user)")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("INSERT INTO acc VALUES ('INVITE', 'a', '200', 2461368.5, '2025550147', '5105550199')")
        db.commit()
        shutil.copy(live, copy)
        reader = registry.by_name("kamailio-sqlite")
        assert len(records(reader.read(live, Settings()))) == 1
        with pytest.raises(UnreadableError, match=r"without a single row.*copy\.sqlite-wal.*\.backup COPY"):
            list(reader.read(copy, Settings()))
    db.close()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("copy")) == ["copy.sqlite"]


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    file = tmp_path / "acc.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE acc (method, callid, sip_code, time, src_user, dst_user)")
    db.close()
    with pytest.raises(UnreadableError, match="has the table acc, without a single row"):
        list(registry.by_name("kamailio-sqlite").read(file, Settings()))


def test_a_stock_table_without_numbers_says_what_to_add(tmp_path: Path) -> None:
    file = tmp_path / "acc.csv"
    file.write_text("id,method,callid,sip_code,time\n1,INVITE,a,200,2026-11-23 18:43:06\n")
    with pytest.raises(UnreadableError, match=r"known to hold the calling or the called number.*db_extra"):
        list(registry.by_name("kamailio-postgres-csv").read(file, Settings()))


def test_columns_of_the_owners_choice(tmp_path: Path) -> None:
    file = tmp_path / "acc.csv"
    file.write_text(
        "method,callid,sip_code,time,anrufer,ziel\nINVITE,a,200,2026-11-23 18:43:06,2025550147,5105550199\n"
    )
    named = Settings(zone=NEW_YORK, columns={"calling": "anrufer", "called": "ziel"})
    (found,) = records(registry.by_name("kamailio-postgres-csv").read(file, named))
    assert (found.calling, found.called) == ("2025550147", "5105550199")
    assert found.at == datetime(2026, 11, 23, 23, 43, 6, tzinfo=UTC)


def test_a_flatstore_whose_columns_nobody_named_shows_its_first_row() -> None:
    with pytest.raises(
        UnreadableError, match=r"acc = “method from_tag to_tag callid sip_code sip_reason time …”.*1: INVITE"
    ):
        rows(sample("kamailio-acc-flatstore/acc_129.log"), {})


def test_a_flatstore_by_places() -> None:
    of = sample("kamailio-acc-flatstore/acc_129.log")
    first = records(rows(of, {"calling": "12", "called": "13", "source_ip": "9"}))[0]
    assert (first.calling, first.called, first.source_ip) == ("+12025550148", "+15105550198", "127.0.1.1")


def test_bars_in_values_come_back(tmp_path: Path) -> None:
    file = tmp_path / "acc_1.log"
    file.write_text("INVITE|a|b|c%7Cd|200|OK|1795477424|2025550147|5105550199\n")
    named = Settings(columns={"calling": "8", "called": "9"})
    assert records(registry.by_name("kamailio-flatstore").read(file, named))[0].ingress_call_id == "c|d"


def test_a_folder_names_the_file_of_each_row() -> None:
    found = rows(FLATSTORE)
    assert {Path(r.place.source).name for r in found} == {p.name for p in (FOLDER / "kamailio-acc-flatstore").iterdir()}
    dialect = registry.by_name("kamailio-flatstore")
    assert list(dialect.read(FLATSTORE.path, FLATSTORE.settings, after_line=10)) == found[10:]


def test_log_lines_hold_the_calls_where_log_extra_writes_them() -> None:
    found = [r for r in records(rows(SYSLOG)) if r.time_of is not TimeOf.SETUP]
    assert pairs(found) == [(c.calling, c.called) for c in CALLS]
    assert found[0].at == datetime(2026, 11, 24, 4, 39, 32, 722955, tzinfo=UTC)
    assert found[0].identity.endswith(";info=<https://certs.example.net/701J.pem>;alg=ES256;ppt=shaken")
    assert found[0].verstat == "TN-Validation-Passed"


def test_log_lines_of_whole_calls_tell_their_beginning() -> None:
    found = [r for r in records(rows(SYSLOG)) if r.time_of is TimeOf.SETUP]
    assert pairs(found) == [(c.calling, c.called) for c in CALLS]
    assert (found[0].at, found[0].duration_s) == (datetime(2026, 11, 24, 4, 39, 32, 513000, tzinfo=UTC), 1.718)


def test_log_lines_without_numbers_are_not_taken_for_calls() -> None:
    found = rows(sample("kamailio-acc-syslog/acc_lines_stderr.log"))
    assert records(found) == []
    assert {r.reason for r in rejected(found)} == {
        "neither the calling nor the called number is written in it: let the switch write them"
    }


def test_a_json_line_behind_the_heading_of_syslog(tmp_path: Path) -> None:
    file = tmp_path / "acc.jsonl"
    line = JSON[0].path.read_text().splitlines()[0]
    file.write_text(f"Nov 23 23:43:07 tandem kamailio[41]: ACCJSON {line}\n{line[:-10]}\n")
    found = list(registry.by_name("kamailio-json").read(file, Settings()))
    assert len(records(found)) == 1
    assert "it is no JSON object" in rejected(found)[0].reason


def test_a_database_is_read_a_few_rows_at_a_time_so_that_the_switch_can_go_on_writing(tmp_path: Path) -> None:
    file = tmp_path / "acc.sqlite"
    insert = "INSERT INTO acc VALUES ('INVITE', 'a', '200', 2461368.5, '2025550147', '5105550199')"
    with sqlite3.connect(file, timeout=0) as switch:
        switch.execute("CREATE TABLE acc (method, callid, sip_code, time, src_user, dst_user)")
        for _ in range(3000):
            switch.execute(insert)
        switch.commit()
        found = registry.by_name("kamailio-sqlite").read(file, Settings())
        next(found)
        switch.execute(insert)
        switch.commit()
        assert len(list(found)) == 3000
    switch.close()


def test_a_database_in_the_hands_of_its_writer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PATIENCE_S", 0.1)
    file = tmp_path / "acc.sqlite"
    shutil.copy(SQLITE.path, file)
    with sqlite3.connect(file, isolation_level=None) as switch:
        switch.execute("PRAGMA journal_mode=DELETE")
        switch.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnreadableError, match=r"kept busy by the switch that writes it.*\.backup COPY"):
            list(registry.by_name("kamailio-sqlite").read(file, Settings()))
        switch.execute("COMMIT")
    switch.close()


def test_seconds_with_decimals_in_one_column(tmp_path: Path) -> None:
    """`time_mode` 2 writes 1795477387.141258 into `time_attr`."""
    file = tmp_path / "acc.csv"
    file.write_text("method,callid,sip_code,time,time_attr,src_user,dst_user\nINVITE,a,200,x,1795477387.141258,1,2\n")
    (found,) = records(registry.by_name("kamailio-postgres-csv").read(file, Settings(zone=NEW_YORK)))
    assert (found.at, found.precision_s) == (datetime(2026, 11, 23, 23, 43, 7, 141258, tzinfo=UTC), 1e-6)
