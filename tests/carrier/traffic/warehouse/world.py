"""One made-up network twice: in an archive, and as a switch's own table would have it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.dialects.mapped.mapping import Mapping
from hopback.carrier.cdr.warehouse import Warehouse
from hopback.carrier.traffic import listed, tables
from hopback.carrier.traffic.rehearsal import ABROAD, staged
from hopback.carrier.traffic.report import Asked, Report, made
from hopback.carrier.traffic.steps import Place
from hopback.carrier.traffic.warehouse import WarehouseRecords

NOW = datetime(2026, 10, 8, 9, tzinfo=UTC)
COLUMNS = {
    "at": "started", "calling": "ani", "called": "dnis", "duration": "seconds", "account": "billed_to",
    "ingress_trunk": "trunk", "verstat": "verified", "caller_name": "shown",
}  # fmt: skip
SOURCE = '[source]\nformat = "warehouse"\nurl = "duckdb://"\ntable = "calls"\n'


@dataclass(frozen=True)
class World:
    archive: Path
    table: pa.Table
    asked: Asked


def made_up(folder: Path, **how: int) -> World:
    """`how`: of the network. Its list has a block that some of its numbers are in."""
    staged(folder / "archive", **how)
    rows = ds.dataset(sorted((folder / "archive").rglob("*.parquet"))).to_table()
    numbers = folder / "list.csv"
    numbers.write_text(f"+{pc.mode(rows.column('calling')).to_pylist()[0]['mode']}\n1212555XXXX\n", encoding="utf-8")
    return World(folder / "archive", as_a_table(rows), Asked(abroad=ABROAD, lists=listed.read([numbers])))


def as_a_table(rows: pa.Table) -> pa.Table:
    """Numbers in several forms, by turns; times as instants."""
    turn = range(len(rows))
    calling = [_written(number, at) for number, at in zip(rows.column("calling").to_pylist(), turn, strict=True)]
    called = [_written(number, at + 1) for number, at in zip(rows.column("called").to_pylist(), turn, strict=True)]
    return pa.table(
        {
            "started": rows.column("at").cast(pa.timestamp("us", "UTC")), "ani": calling, "dnis": called,
            "seconds": rows.column("duration_s"), "billed_to": rows.column("account"),
            "trunk": rows.column("ingress_trunk"), "verified": rows.column("verstat"),
            "shown": pa.nulls(len(rows), pa.string()),
        }
    )  # fmt: skip


def _written(number: int, turn: int) -> str:
    digits = str(number)
    if not number:
        return ("anonymous", "", "Unavailable")[turn % 3]
    if len(digits) != 11 or digits[0] != "1" or digits[1] in "01" or digits[4] in "01":
        return f"+{digits}"
    area, office, line = digits[1:4], digits[4:7], digits[7:]
    return (f"+{digits}", digits, digits[1:], f"({area}) {office}-{line}")[turn % 4]


def mapping(source: str = SOURCE, without: tuple[str, ...] = (), time: str = "") -> Mapping:
    named = "\n".join(f'{ours} = "{theirs}"' for ours, theirs in COLUMNS.items() if ours not in without)
    return parse(f"{source}\n[columns]\n{named}\n[time]\n{time}\n")


def on_duckdb(table: pa.Table, **told: Any) -> Warehouse:
    return in_duckdb(table, mapping(**told))


def in_duckdb(table: pa.Table, said: Mapping) -> Warehouse:
    engine = ibis.duckdb.connect()
    engine.con.register("calls", table)
    return Warehouse(engine.table("calls"), said)


def reported(warehouse: Warehouse, asked: Asked, beside: Path) -> tuple[Report, list[tuple[str, bool]]]:
    told: list[tuple[str, bool]] = []
    records = WarehouseRecords(warehouse)
    report = made(records, asked, now=NOW, told=lambda day, _, known: told.append((day, known)), beside=beside)
    return report, told


def said(report: Report) -> dict[str, Any]:
    """The whole report, without where each call stands: a table has no lines."""
    found = tables.as_object(report, Place())
    for one in (*found["customers"], *found["upstreams"], *found["numbers"]):
        for call in one["evidence"]:
            del call["source"], call["line"]
    return found
