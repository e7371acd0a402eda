"""Parquet, SQLite and PostgreSQL: columns with types of their own, rows counted the same at every reading."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.reading import Rejected, Row, Settings, UnreadableError
from hopback.carrier.cdr.record import CallRecord

AT = datetime(2026, 11, 24, 18, 39, 52, tzinfo=UTC)
DATABASE = os.environ.get("DATABASE_URL", "")


def read(path: Path, toml: str, after_line: int = 0) -> list[Row]:
    return list(Mapped(parse(toml)).read(path, Settings(), after_line=after_line))


def one(path: Path, toml: str) -> CallRecord:
    (found,) = read(path, toml)
    assert isinstance(found, CallRecord), found
    return found


PARQUET = """
[source]
format = "parquet"
[columns]
at = "start"
calling = "ani"
called = "dnis"
duration = "dur"
[time]
"""


def parquet(tmp_path: Path, **columns: Any) -> Path:
    file = tmp_path / "calls.parquet"
    pq.write_table(pa.table(columns), file)
    return file


@pytest.mark.parametrize(
    ("start", "time_"),
    [
        (pa.array([AT], pa.timestamp("us", "UTC")), ""),
        (pa.array([datetime(2026, 11, 24, 12, 39, 52)], pa.timestamp("ms")), 'zone = "America/Chicago"'),
        (pa.array([1795545592000], pa.int64()), 'form = "epoch_ms"'),
        (pa.array([1795545592.0], pa.float64()), 'form = "epoch_s"'),
        (pa.array(["2026-11-24T18:39:52Z"]), ""),
    ],
)
def test_parquet_keeps_times_and_numbers_in_types_of_its_own(tmp_path: Path, start: Any, time_: str) -> None:
    file = parquet(tmp_path, start=start, ani=[12025550142], dnis=[15105550196.0], dur=pa.array([92], pa.int32()))
    found = one(file, PARQUET + time_)
    assert (found.at, found.calling, found.called, found.duration_s) == (AT, "12025550142", "15105550196", 92.0)


def test_a_date_and_a_clock_of_a_table_make_a_time(tmp_path: Path) -> None:
    file = parquet(
        tmp_path, day=[date(2026, 11, 24)], clock=[time(18, 39, 52)], ani=["2025550142"], dnis=["5105550196"]
    )
    toml = '[source]\nformat = "parquet"\n[columns]\nat = ["day", "clock"]\ncalling = "ani"\ncalled = "dnis"\n'
    assert one(file, toml).at == AT


def test_nulls_in_parquet_are_told(tmp_path: Path) -> None:
    file = parquet(tmp_path, start=[AT, None, AT], ani=[None, "a", "2025550142"], dnis=[None, "b", None], dur=[1, 2, 3])
    first, second, third = read(file, PARQUET)
    assert isinstance(first, Rejected)
    assert isinstance(second, Rejected)
    assert (second.place.line, second.reason) == (2, "the time is empty")
    assert isinstance(third, CallRecord)
    assert read(file, PARQUET, after_line=2) == [third]


def test_what_is_no_parquet_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "calls.parquet").write_text("Start,ANI\n")
    with pytest.raises(UnreadableError, match="is no Parquet file"):
        read(tmp_path / "calls.parquet", PARQUET)


SQLITE = """
[source]
format = "sqlite"
table = "calls"
[columns]
at = "Start"
calling = "ani"
called = "dnis"
[time]
form = "epoch_s"
"""


def test_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "cdr.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE calls (start INTEGER, ani TEXT, dnis REAL)")
        rows = [(1795545592, "2025550142", 15105550196.0), (None, "x", 1.0)]
        db.executemany("INSERT INTO calls VALUES (?, ?, ?)", rows)
        db.commit()
    good, bad = read(file, SQLITE)
    assert isinstance(good, CallRecord)
    assert (good.at, good.called, good.place.line) == (AT, "15105550196", 1)
    assert isinstance(bad, Rejected)
    assert read(file, SQLITE, after_line=1) == [bad]
    with pytest.raises(UnreadableError, match=r"has no table 'calls2'\. It has: calls"):
        read(file, SQLITE.replace('"calls"', '"calls2"'))


POSTGRESQL = """
[source]
format = "postgresql"
table = "hopback_mapped.calls"
url_from = "DATABASE_URL"
[columns]
at = "setup"
calling = "ani"
called = "dnis"
source_ip = "peer"
[time]
zone = "America/Chicago"
"""
on_postgresql = pytest.mark.skipif("postgres" not in DATABASE, reason="DATABASE_URL names no PostgreSQL")


@pytest.fixture
def calls_in_postgresql() -> Iterator[None]:
    import psycopg

    with psycopg.connect(DATABASE, autocommit=True) as db:
        db.execute("CREATE SCHEMA hopback_mapped")
        db.execute("CREATE TABLE hopback_mapped.calls (id serial, setup timestamp, ani text, dnis text, peer inet)")
        db.execute(
            "INSERT INTO hopback_mapped.calls (setup, ani, dnis, peer) VALUES "
            "('2026-11-24 12:39:53', '2025550143', '5105550196', NULL),"
            "('2026-11-24 12:39:52', '2025550142', '5105550196', '192.0.2.9'),"
            "(NULL, '2025550142', '5105550196', NULL)"
        )
        yield
        db.execute("DROP SCHEMA hopback_mapped CASCADE")


@pytest.mark.engine
@on_postgresql
@pytest.mark.usefixtures("calls_in_postgresql")
def test_postgresql_is_read_in_the_order_of_time() -> None:
    first, second, bad = read(Path("mapping.toml"), POSTGRESQL)
    assert isinstance(first, CallRecord)
    assert (first.at, first.calling, first.source_ip) == (AT, "2025550142", "192.0.2.9")
    assert (first.place.source, first.place.line) == ("hopback_mapped.calls", 1)
    assert isinstance(second, CallRecord)
    assert isinstance(bad, Rejected)
    assert read(Path("mapping.toml"), POSTGRESQL, after_line=1) == [second, bad]


@pytest.mark.engine
@on_postgresql
def test_a_table_that_postgresql_does_not_have() -> None:
    with pytest.raises(UnreadableError, match=r"The database cannot read nowhere.*does not exist"):
        read(Path("mapping.toml"), POSTGRESQL.replace("hopback_mapped.calls", "nowhere"))


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setenv("CALLS_URL", "postgresql://nobody:secret@127.0.0.1:1/calls?connect_timeout=2")
    with pytest.raises(UnreadableError, match="The database takes no connection") as caught:
        read(Path("mapping.toml"), POSTGRESQL.replace("DATABASE_URL", "CALLS_URL"))
    assert "secret" not in str(caught.value)
    monkeypatch.delenv("CALLS_URL")
    with pytest.raises(UnreadableError, match="CALLS_URL, which the mapping names, is not set"):
        read(Path("mapping.toml"), POSTGRESQL.replace("DATABASE_URL", "CALLS_URL"))


def test_a_warehouse_is_not_read_row_by_row() -> None:
    warehouse = '[source]\nformat = "warehouse"\ntable = "cdr"\nurl = "x"\n[columns]\nat = "a"\ncalled = "b"\n'
    with pytest.raises(UnreadableError, match="A warehouse is searched where it stands"):
        read(Path("mapping.toml"), warehouse)
