"""What one call shows, as an engine sees it: the archive's own view of the same call is the measure (XA.6, A1.8)."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.record import CallRecord, Place
from hopback.carrier.traffic.archived import ArchivedRecords
from hopback.carrier.traffic.listed import Lists
from hopback.carrier.traffic.warehouse import WarehouseRecords, calls

from .world import in_duckdb

AT = datetime(2026, 10, 5, 14, tzinfo=UTC)
MAPPING = """
[source]
format = "warehouse"
url = "duckdb://"
table = "calls"
[columns]
at = "at"
calling = "calling"
called = "called"
answered_at = "answered_at"
ingress_trunk = "ingress_trunk"
caller_name = "caller_name"
identity = "identity"
verstat = "verstat"
"""


def passport(level: str, ahead: str = "", gap: str = "") -> str:
    claims = json.dumps({"x": ahead, "attest": level}, separators=(",", f":{gap}"))
    return f"eyJ.{base64.urlsafe_b64encode(claims.encode()).decode().rstrip('=')}.sig;info=<x>"


SHOWN = [
    {"identity": passport(level, "y" * ahead, gap)} for level in "ABC" for ahead in range(3) for gap in ("", " ")
] + [
    {"verstat": "TN-Validation-Passed-A"}, {"verstat": "No-TN-Validation"}, {"identity": "cut off"},
    {"verstat": "B", "identity": passport("A")}, {"caller_name": "ACME HEALTH"},
    {"calling": "19115550147"}, {"calling": "12021110000"}, {"calling": "anonymous"}, {"calling": "442079460000"},
    {"calling": "15105550199"}, {"answered_at": AT}, {"calling": "31", "called": ""},
]  # fmt: skip


def records() -> list[CallRecord]:
    return [
        CallRecord(**{"at": AT + timedelta(seconds=n), "calling": "12025550147", "called": f"1510555{n:04}",
                      "ingress_trunk": f"tg-{n}", "place": Place("m.csv", n)} | shown)
        for n, shown in enumerate(SHOWN)
    ]  # fmt: skip


def test_each_call_is_seen_as_the_archive_sees_it(tmp_path):
    with Writer(tmp_path / "a") as writer:
        writer.add_records(records(), writer.source("m.csv"))
        writer.commit()
    names = ("at", "calling", "called", "answered_at", "ingress_trunk", "caller_name", "identity", "verstat")
    told = {name: [getattr(record, name) for record in records()] for name in names}
    theirs = WarehouseRecords(in_duckdb(pa.table(told), parse(MAPPING)))
    lists = Lists(frozenset({442079460000}), {4: frozenset({1510555})})
    with Archive(tmp_path / "a") as store:
        [ours] = ArchivedRecords(store).counted(["2026-10-05"], lists)
        [found] = theirs.counted(["2026-10-05"], lists)
        assert found.ways.to_pylist() == ours.ways.to_pylist()


def test_a_long_list_is_handed_to_the_engine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calls, "_FEW", 1)
    table = pa.table({"at": [AT] * 3, "calling": ["12025550147", "13035550100", "15105551234"], "called": ["911"] * 3})
    mapping = parse(MAPPING.split("answered_at")[0])
    theirs = WarehouseRecords(in_duckdb(table, mapping))
    lists = Lists(frozenset({12025550147, 2}), {4: frozenset({1510555, 3})})
    [found] = theirs.counted(["2026-10-05"], lists)
    assert found.ways.column("listed").to_pylist() == [2]
