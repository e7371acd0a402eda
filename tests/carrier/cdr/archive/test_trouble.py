"""What happens to disks and processes: damaged files, wrong fences, two writers, no room, readers meanwhile."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from hopback.carrier.cdr.archive import fence, looking
from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.catalog import NAME, Part
from hopback.carrier.cdr.archive.compacting import compact
from hopback.carrier.cdr.archive.damage import DamagedError
from hopback.carrier.cdr.archive.lock import BusyError
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord
from hopback.carrier.cdr.store import Span
from tests.carrier.cdr.archive.calls import MIDNIGHT, record
from tests.carrier.cdr.archive.test_searches import KEYS

EVERYTHING = [Span(MIDNIGHT - timedelta(days=3), MIDNIGHT + timedelta(days=3))]


def records(seed: int, begin: int = 1, count: int = 60) -> list[CallRecord]:
    dice = Random(seed)
    return [record(dice, line) for line in range(begin, begin + count)]


def add(folder: Path, found: list[CallRecord]) -> None:
    with Writer(folder) as writer:
        writer.add_records(found, writer.source("Master.csv"))
        writer.commit()


def lines(folder: Path) -> list[int]:
    with Archive(folder) as store:
        return sorted(each.place.line for each in store.called(KEYS, EVERYTHING))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    add(tmp_path, records(1))
    return tmp_path


def largest(archive: Path, pattern: str = "*.parquet") -> Path:
    return max(archive.glob(f"day=*/{pattern}"), key=lambda path: path.stat().st_size)


def test_a_turned_bit_is_found_and_told_and_no_search_passes_it_over(archive: Path) -> None:
    file = largest(archive)
    content = bytearray(file.read_bytes())
    content[fence.read(file.with_suffix(fence.SUFFIX)).places.table()["offsets"][0, 0]] ^= 1
    file.write_bytes(content)
    with pytest.raises(DamagedError, match=rf"{file.parent.name}/{file.name} .*bring that file back from a backup"):
        lines(archive)


@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_a_file_that_was_cut_off_is_told(archive: Path, left: int) -> None:
    file = largest(archive)
    os.truncate(file, left if left >= 0 else file.stat().st_size - 1)
    with pytest.raises(DamagedError, match="cannot be read"):
        lines(archive)


def test_a_file_that_is_gone_is_told(archive: Path) -> None:
    largest(archive).unlink()
    with pytest.raises(DamagedError, match="cannot be read"):
        lines(archive)


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "turned", "of another file"])
def test_a_fence_that_is_lost_or_wrong_is_made_again(archive: Path, harm: str) -> None:
    file = largest(archive, "*.fence")
    whole = file.read_bytes()
    match harm:
        case "gone":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[:-9])
        case "turned":
            file.write_bytes(whole[:70] + bytes([whole[70] ^ 1]) + whole[71:])
        case _:
            shutil.copy(next(path for path in archive.glob("day=*/*.fence") if path != file), file)
    assert lines(archive) == list(range(1, 61))
    assert file.read_bytes() == whole


def test_a_reader_that_may_not_write_reads_all_the_same(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    largest(archive, "*.fence").unlink()

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "read-only")

    monkeypatch.setattr(fence, "write", refused)
    assert lines(archive) == list(range(1, 61))


def test_two_imports_at_once_are_refused_politely(archive: Path) -> None:
    with Writer(archive), pytest.raises(BusyError, match="Wait until it is done"):
        Writer(archive)
    add(archive, records(2, begin=61, count=1))
    assert lines(archive) == list(range(1, 62))


def test_a_full_disk_leaves_the_archive_as_it_was(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path.name for path in archive.glob("day=*/*"))
    written = pq.ParquetWriter.write_table
    left = iter(range(1))

    def full(*args: object, **more: object) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(*args, **more)

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        add(archive, records(3, begin=61))
    monkeypatch.undo()
    assert sorted(path.name for path in archive.glob("day=*/*")) == before
    assert lines(archive) == list(range(1, 61))


def test_a_reader_sees_each_commit_when_it_looks_next(archive: Path) -> None:
    with Archive(archive) as store:
        assert len(store.called(KEYS, EVERYTHING)) == 60
        with Writer(archive) as writer:
            writer.add_records(records(4, begin=61), writer.source("more.csv"))
            writer.flush()
            assert len(store.called(KEYS, EVERYTHING)) == 60
            writer.commit()
        assert len(store.called(KEYS, EVERYTHING)) == 120


def test_files_that_are_merged_under_a_reader_are_no_trouble_to_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(archive, records(5, begin=61))
    opened = looking.PartReader.open.__func__
    merged = iter([True])

    def opening(cls: type, folder: Path, which: Part) -> looking.PartReader:
        if next(merged, False):  # between the list and the first opening
            with Writer(archive) as writer:
                compact(writer, many=1)
        return opened(cls, folder, which)

    monkeypatch.setattr(looking.PartReader, "open", classmethod(opening))
    assert lines(archive) == list(range(1, 121))


def test_a_commit_that_was_killed_half_way_is_undone_by_who_reads_next(archive: Path, tmp_path_factory) -> None:
    """SQLite's journal lies beside the catalog, and part of the commit is in the catalog's pages already."""
    copy = tmp_path_factory.mktemp("copy")
    with closing(sqlite3.connect(archive / NAME, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size=1")
        db.execute("PRAGMA cache_spill=1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM parts")
        db.execute("CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                   " SELECT i, hex(randomblob(50)) AS text FROM n")  # fmt: skip
        shutil.copytree(archive, copy, dirs_exist_ok=True)
        db.execute("ROLLBACK")
    assert (copy / f"{NAME}-journal").stat().st_size > 0
    assert lines(copy) == list(range(1, 61))


def test_any_engine_reads_the_files(archive: Path) -> None:
    import duckdb

    for path in archive.glob("day=*/*.parquet"):
        theirs = duckdb.sql(f"SELECT * FROM read_parquet('{path}', hive_partitioning=false)").fetchall()
        assert theirs == [tuple(row.values()) for row in pq.read_table(path, partitioning=None).to_pylist()]
