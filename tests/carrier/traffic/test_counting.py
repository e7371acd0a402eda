"""What is counted of each call, whatever columns the files have (XA.6)."""

import base64
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.damage import DamagedError
from hopback.carrier.cdr.archive.engine import engine
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord, Direction, Place
from hopback.carrier.traffic import exact, heavy, listed, reading
from hopback.carrier.traffic.kept import tidy
from hopback.carrier.traffic.known import known
from hopback.carrier.traffic.naming import alike
from hopback.carrier.traffic.records import FLOOR
from hopback.carrier.traffic.report import Asked
from hopback.wire.do_not_originate import entries

from .conftest import reported

AT = datetime(2026, 10, 5, 14, tzinfo=UTC)


def call(number: int, *, calling: str = "12025550147", called: str = "", **more) -> CallRecord:
    at = more.pop("at", AT + timedelta(seconds=10 * number))
    return CallRecord(
        at=at, calling=calling, called=called or f"1510555{number:04}", place=Place("m.csv", number), **more
    )


def write(folder, *records):
    with Writer(folder) as writer:
        writer.add_records(records, writer.source("m.csv"))
        writer.commit()
    return folder


def only(folder, asked=None):
    report, _ = reported(folder, asked)
    [one] = report.customers
    return one.figures


def test_a_call_filed_twice_or_tried_twice_or_of_an_inner_leg_is_one_call(tmp_path):
    records = [call(n, ingress_trunk="tg-1", dialled=f"1800555{n:04}") for n in range(40)]
    records += [
        call(50, ingress_trunk="tg-1", attempt=True),
        call(51, ingress_trunk="tg-1", direction=Direction.INTERNAL),
    ]
    assert only(write(tmp_path / "a", *records)).calls == 40


def test_caller_ids_that_cannot_be(tmp_path):
    kinds = {
        "12025550147": "", "442079460000": "", "anonymous": "anonymous", "19115550147": "unassigned",
        "12222345678": "unassigned", "12021110000": "invalid", "12029110000": "invalid",
    }  # fmt: skip
    records = [call(n, calling=each, ingress_trunk=each) for each in kinds for n in range(40)]
    report, _ = reported(write(tmp_path / "a", *records))
    for each in report.customers:
        said = {name for name in ("anonymous", "unassigned", "invalid") if getattr(each.figures, name)}
        assert said == {kinds[each.figures.name]} - {""}, each.figures.name
    assert {each.figures.name for each in report.customers} == set(kinds)


def test_attestation_comes_from_verstat_or_from_the_passport_itself(tmp_path):
    claims = base64.urlsafe_b64encode(json.dumps({"attest": "C", "orig": {"tn": "12025550147"}}).encode()).decode()
    records = [call(n, ingress_trunk="tg-1", verstat="TN-Validation-Passed-A") for n in range(20)]
    records += [call(n, ingress_trunk="tg-1", identity=f"eyJ.{claims.rstrip('=')}.sig;info=<x>") for n in range(20, 35)]
    records += [call(n, ingress_trunk="tg-1", identity="cut off") for n in range(35, 40)]
    found = only(write(tmp_path / "a", *records))
    assert (found.attested_a, found.attested_c, found.unsigned) == (20, 15, 5)


def test_numbers_and_blocks_of_a_list(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("number,entity\n+1 202 555 0147,A bank\n1510555XXXX,a block\n", encoding="utf-8")
    records = [call(n, calling="12025550147" if n % 2 else "13105550100", ingress_trunk="tg-1") for n in range(30)]
    records += [call(n, calling="15105559999", called="13035550100", ingress_trunk="tg-1") for n in range(30, 40)]
    assert only(write(tmp_path / "a", *records), Asked(lists=listed.read([file]))).listed == 25


def test_the_registry_s_own_list_is_read_with_its_blocks(tmp_path):
    """Appendix B: the list as the portal gives it; what was removed is not listed."""
    file = tmp_path / "do-not-originate.csv"
    file.write_text(
        f"{entries.CSV}\nlisted,+12025550147,false,private,A bank,dno_1,2,2026-01-05\n"
        "listed,+1510555,true,government,An agency,dno_2,1,2026-01-05\n"
        "removed,+13035550100,false,private,A bank,dno_3,2,2026-01-05\n",
        encoding="utf-8",
    )
    found = listed.read([file])
    assert (found.numbers, found.blocks) == ({12025550147}, {4: {1510555}})


def test_the_map_of_trunks_says_who_is_abroad(tmp_path):
    """XA.7: foreign-originating traffic that uses +1 numbers requires special scrutiny."""
    file = tmp_path / "trunks.toml"
    file.write_text(
        '[[trunks]]\naccount = "acct-1"\ncustomer = { name = "Quick Dial LLC" }\n[[trunks]]\ntrunk = "tg-2"\n'
        'unlisted = { name = "Ruta Azul", email = "noc@ruta.example", phone = "+50125550100", country = "BZ" }\n',
        encoding="utf-8",
    )
    who = known(file)
    assert (who.name("acct-1"), who.name("acct-9"), who.abroad) == ("Quick Dial LLC", "", ("tg-2",))
    records = [call(n, ingress_trunk="tg-2") for n in range(40)]
    assert only(write(tmp_path / "a", *records), Asked(abroad=who.abroad)).from_abroad == 40


@pytest.mark.parametrize("most", ["MOST_CALLS", "MOST_OF_ONE"])
def test_of_very_large_ones_the_last_day_has_to_do(tmp_path, monkeypatch, most):
    monkeypatch.setattr(exact, most, 100)
    records = [call(n, ingress_trunk="tg-1", calling=f"1510555{n:04}", at=AT + timedelta(days=d, seconds=n))
               for d in range(2) for n in range(90)]  # fmt: skip
    found = only(write(tmp_path / "a", *records))
    assert (found.calls, found.exact.calls, found.exact.called) == (180, 90, 90)
    assert {c.at.day for c in found.exact.evidence} == {AT.day + 1}


def test_a_list_that_cannot_be_read_names_its_line(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("12025550147\nhello world\n", encoding="utf-8")
    with pytest.raises(listed.ListError, match=r"list\.txt, line 2: 'hello world'"):
        listed.read([file])


def test_heavy_callers_are_found_without_counting_each_number(tmp_path):
    busy = [str(12025550100 + n % 7) for n in range(300)]
    records = [call(n, calling=number, ingress_trunk="tg-1") for n, number in enumerate(busy)]
    records += [call(1000 + n, calling=str(13100000000 + n), called="15105550000") for n in range(3000)]
    folder = write(tmp_path / "a", *records)
    with Archive(folder) as store, engine(tmp_path) as db:
        paths = [folder / part.name for part in store.parts()]
        callers = heavy.count(db, reading.calls(paths), rows=3300)
    found = {each["calling"]: each["calls"] for each in callers.to_pylist()}
    assert found == {int(number): calls for number, calls in Counter(busy).items() if calls >= FLOOR}


def test_a_day_is_counted_again_only_when_its_files_changed(tmp_path):
    folder = write(
        tmp_path / "a", *(call(n) for n in range(40)), *(call(n, at=AT + timedelta(days=1)) for n in range(40))
    )
    assert reported(folder)[1] == [("2026-10-05", False), ("2026-10-06", False)]
    assert reported(folder)[1] == [("2026-10-05", True), ("2026-10-06", True)]
    write(folder, call(77, at=AT + timedelta(days=1, hours=1)))
    report, told = reported(folder)
    assert told == [("2026-10-05", True), ("2026-10-06", False)]
    assert (report.calls, report.new_days) == (81, 1)


def test_figures_leave_with_the_calls_of_their_day(tmp_path):
    folder = write(
        tmp_path / "a", *(call(n) for n in range(40)), *(call(n, at=AT + timedelta(days=1)) for n in range(40))
    )
    reported(folder)
    assert tidy(folder / "traffic", {"2026-10-06"}) == 1
    assert {path.name.split(".")[0] for path in (folder / "traffic").glob("*.*")} == {"2026-10-06"}


def test_an_archive_without_calls_or_with_too_few_to_judge(tmp_path):
    few = write(tmp_path / "few", *(call(n) for n in range(5)))
    report, _ = reported(few)
    assert (report.calls, report.customers, report.all_customers) == (5, (), 1)
    nothing, _ = reported(few, Asked(since="2027-01-01"))
    assert (nothing.calls, nothing.days) == (0, ())


@pytest.mark.parametrize(
    ("shown", "known", "same"),
    [
        ("ACME HEALTH", "Acme Health Inc.", True), ("ACMEHEALTHSYSTE", "Acme Health Systems LLC", True),
        ("RIVERSIDE SCHOO", "Riverside Schools", True), ("IRS", "Quick Dial LLC", False), ("", "Quick Dial LLC", True),
    ],
)  # fmt: skip
def test_a_caller_name_is_held_to_the_customer_s_own(shown, known, same):
    """XA.7: the customer's corporate name, trademark, or d/b/a name."""
    assert alike(shown, known) is same


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path):
    folder = write(tmp_path / "a", *(call(n) for n in range(40)))
    [file] = folder.glob("day=*/*.parquet")
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(DamagedError, match=re.escape(f"{file.parent.name}/{file.name}")):
        reported(folder)
