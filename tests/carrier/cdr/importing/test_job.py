"""Files of Harbor Voice's switch come into its archive: nothing twice, nothing lost, what is bad told by line."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hopback.carrier.cdr.archive.rows import Numbering
from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.importing import progress
from hopback.carrier.cdr.importing.job import files_in
from hopback.carrier.cdr.importing.wish import Wish
from hopback.carrier.cdr.reading import Settings
from tests.carrier.cdr.importing import files
from tests.carrier.cdr.importing.files import HEADING, brought, call, held, rejected

SAMPLES = Path(__file__).parents[2] / "samples"
BOTH_WAYS = pytest.mark.parametrize("quick", [True, False], ids=["by columns", "row by row"])
KNOWN = Wish(settings=Settings(zone=ZoneInfo("America/New_York")), zone_said=True)


def calls(begin: int, end: int) -> str:
    return "".join(call(n) for n in range(begin, end))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(HEADING + calls(0, 20))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_the_same_file_twice_adds_nothing_and_says_when_it_was_read(file: Path, archive: Path) -> None:
    assert brought(archive, file)[0].records == 20
    before = held(archive)
    again = brought(archive, file)[0]
    assert (again.state, again.records) == ("same", 0)
    assert "calls.csv on 2026-11-28T12:00 UTC" in again.why
    assert held(archive) == before


def test_nor_does_a_copy_of_it_under_another_name_or_packed(file: Path, archive: Path, tmp_path: Path) -> None:
    copy, packed = tmp_path / "copy.csv", tmp_path / "calls.csv.gz"
    shutil.copy(file, copy)
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert [each.state for each in brought(archive, file, copy, packed)] == ["new", "same", "same"]
    assert len(held(archive)) == 20


@BOTH_WAYS
def test_a_file_that_has_grown_adds_what_is_new(file: Path, archive: Path, quick: bool) -> None:
    how = files.wish(quick=quick)
    brought(archive, file, how=how)
    file.write_text(HEADING + calls(0, 33))
    grown = brought(archive, file, how=how)[0]
    assert (grown.state, grown.records, grown.quick) == ("grown", 13, quick)
    assert sorted(line for _, line in held(archive)) == list(range(2, 35))


@BOTH_WAYS
def test_a_file_that_grows_in_the_middle_of_its_lines_is_whole_in_the_end(
    file: Path, archive: Path, quick: bool
) -> None:
    whole = (HEADING + calls(0, 12)).encode()
    for size in (*range(1, len(whole), 37), len(whole)):
        file.write_bytes(whole[:size])
        brought(archive, file, how=files.wish(quick=quick))
    found = held(archive)
    assert sorted(line for _, line in found) == list(range(2, 14))
    assert {record.called for record in found.values()} == {f"513555{n + 1000}" for n in range(12)}
    assert rejected(archive) == []


def test_a_row_that_was_cut_off_is_told_and_then_read_when_it_is_whole(archive: Path, file: Path) -> None:
    file.write_text(HEADING + calls(0, 3) + call(3)[:25])
    assert brought(archive, file)[0].rejected == 1
    assert [line for line, *_ in rejected(archive)] == [5]
    file.write_text(HEADING + calls(0, 5))
    grown = brought(archive, file)[0]
    assert (grown.records, grown.rejected, rejected(archive)) == (2, 0, [])


@BOTH_WAYS
def test_a_quoted_field_over_two_lines_does_not_trip_what_is_read_later(
    archive: Path, file: Path, quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "COMMIT", 3)
    row = call(1).replace("tg-1-in", '"tg-1\nin"')
    file.write_text(HEADING + row * 9)
    brought(archive, file, how=files.wish(quick=quick))
    file.write_text(HEADING + row * 12)
    brought(archive, file, how=files.wish(quick=quick))
    assert sorted(line for _, line in held(archive)) == list(range(2, 26, 2))
    assert rejected(archive) == []


def test_ten_thousand_bad_rows_are_all_told_by_line_and_reason_and_the_good_ones_load(
    archive: Path, file: Path
) -> None:
    bad = (
        "yesterday,1,2,t,3,16\n",
        "2026-11-09 14:03:07,,,t,3,16\n",
        "short\n",
        "2026-11-09 14:03:07,2.02555E+09,1,t,3,4\n",
    )
    lines = [call(n) + bad[n % 4] for n in range(10_000)]
    file.write_text(HEADING + "".join(lines))
    result = brought(archive, file)[0]
    told = rejected(archive)
    assert (result.records, result.rejected, result.quick) == (10_000, 10_000, True)
    assert [line for line, *_ in told] == list(range(3, 20_003, 2))
    assert [row + "\n" for *_, row in told[:4]] == list(bad)
    for words, (_, reason, _) in zip(("is not written", "neither", "cells", "spreadsheet"), told, strict=False):
        assert words in reason
    assert [each.place.line for each in result.bad] == [3, 5, 7, 9, 11]


def test_times_without_a_zone_are_not_guessed(archive: Path) -> None:
    asked = Wish(settings=Settings(), zone_said=False)
    result = brought(archive, SAMPLES / "asterisk-cdr-csv" / "Master.csv", how=asked)[0]
    assert (result.state, result.records) == ("unusable", 0)
    assert "--zone America/Chicago" in result.why


def test_a_zone_that_puts_calls_into_the_future_is_doubted(archive: Path, file: Path) -> None:
    file.write_text(HEADING + call(12 * 3600, day=28))  # noon in Chicago, imported at noon UTC
    assert "6 h 0 min in the future" in brought(archive, file)[0].warning


@pytest.mark.parametrize("place", ["asterisk-cdr-csv/Master.csv", "freeswitch-csv/Master.csv", "opensips-acc/acc.csv"])
def test_a_switch_s_own_file_is_recognised_and_read_twice_without_harm(archive: Path, place: str) -> None:
    first, again = (brought(archive, SAMPLES / place, how=KNOWN)[0] for _ in range(2))
    assert first.records > 0
    assert again.state == "same"


def test_a_switch_s_database_adds_only_the_rows_that_are_new(archive: Path, tmp_path: Path) -> None:
    database = tmp_path / "master.db"
    shutil.copy(SAMPLES / "asterisk-cdr-sqlite3" / "master.db", database)
    first = brought(archive, database, how=KNOWN)[0]
    with closing(sqlite3.connect(database)) as db:
        db.execute("CREATE TEMP TABLE one AS SELECT * FROM cdr LIMIT 1")
        names = [row[1] for row in db.execute("PRAGMA table_info(one)")]
        key = next(name for name in names if name.lower() == "uniqueid")
        db.execute(f"UPDATE one SET {names[0]} = 99999, {key} = '1.99999'")
        db.execute("INSERT INTO cdr SELECT * FROM one")
        db.commit()
    second = brought(archive, database, how=KNOWN)[0]
    assert first.records > 1
    assert (second.records, second.copies) == (1, first.records)


def test_what_cannot_be_used_does_not_hold_up_the_others(archive: Path, file: Path, tmp_path: Path) -> None:
    broken, strange = tmp_path / "broken.gz", tmp_path / "strange.bin"
    broken.write_bytes(gzip.compress(calls(0, 100).encode())[:-60])
    strange.write_bytes(bytes(range(256)) * 10)
    found = [*brought(archive, broken), *brought(archive, strange, tmp_path / "nowhere", how=KNOWN)]
    assert [each.state for each in (*found, *brought(archive, file))] == ["unusable", "unusable", "unusable", "new"]
    for each, words in zip(found, ("cannot be read to its end", "looks like no switch", "no such file"), strict=False):
        assert words in each.why


def test_a_grown_file_that_can_no_longer_be_read_loses_nothing(archive: Path, file: Path) -> None:
    file.write_text(HEADING + calls(0, 3).rstrip("\n"))
    brought(archive, file)
    file.write_text(HEADING + calls(0, 5))
    other = files.wish(files.MAPPING.replace('"trunk"', '"nothing"'))
    assert brought(archive, file, how=other)[0].state == "unusable"
    assert len(held(archive)) == 3
    assert brought(archive, file)[0].records == 3
    assert len(held(archive)) == 5


def test_a_folder_is_its_files_but_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/2.csv", "b/1.csv", ".hidden/3.csv", "b/.4.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert files_in([tmp_path]) == [tmp_path / "b" / "1.csv", tmp_path / "b" / "2.csv"]


def test_a_provider_s_download_comes_in_by_columns_too(archive: Path) -> None:
    how = Wish(settings=Settings(), zone_said=True, numbering=Numbering(), dialect=registry.by_name("bandwidth"))
    result = brought(archive, SAMPLES / "exports" / "bandwidth.csv", how=how)[0]
    assert (result.quick, result.records) == (True, 2)


def test_parquet_of_any_size_is_no_unfinished_text(archive: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "calls.parquet"
    at = [files.NOW - timedelta(hours=n) for n in range(50)]
    rows = {"at": at, "ani": ["2025550142"] * 50, "dnis": [15135550168] * 50}
    pq.write_table(pa.table(rows), path)
    mapping = '[source]\nformat = "parquet"\n[columns]\nat = "at"\ncalling = "ani"\ncalled = "dnis"\n'
    assert brought(archive, path, how=files.wish(mapping))[0].records == 50
    assert brought(archive, path, how=files.wish(mapping))[0].state == "same"
