"""`hopback cdr import`, `stats` and `forget`: an archive from a terminal."""

import errno
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from hopback.carrier.cdr.archive.writing import Writer
from hopback.cli import app
from tests.carrier.cdr.importing import files


def hopback(*words: object, answer: str = "") -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, ["cdr", *map(str, words)], input=answer)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    """An archive's folder, a file of calls of three days with a bad row, and its mapping."""
    mapping, calls = tmp_path / "mapping.toml", tmp_path / "calls.csv"
    mapping.write_text(files.MAPPING)
    calls.write_text(files.HEADING + "".join(files.call(n, day=9 + n % 3) for n in range(30)) + "no call\n")
    return tmp_path / "archive", calls, mapping


@pytest.fixture
def archive(places: tuple[Path, Path, Path]) -> Path:
    folder, calls, mapping = places
    hopback("import", calls, "--mapping", mapping, "--archive", folder)
    return folder


def test_an_import_says_what_came_of_it_and_how_it_was_read(places: tuple[Path, Path, Path]) -> None:
    folder, calls, mapping = places
    first = hopback("import", calls, "--mapping", mapping, "--archive", folder)
    assert first.exit_code == 1
    for words in ("30 calls", "by columns", "1 rows were rejected", "line 32: the row has 1 cells"):
        assert words in first.output
    again = json.loads(hopback("import", calls, "--mapping", mapping, "--archive", folder, "--json").stdout)
    assert (again["files"][0]["state"], again["files"][0]["records"]) == ("same", 0)


def test_while_another_import_writes_it_says_to_wait(places: tuple[Path, Path, Path]) -> None:
    folder, calls, mapping = places
    with Writer(folder):
        said = hopback("import", calls, "--mapping", mapping, "--archive", folder)
    assert said.exit_code == 2
    assert "Another import is writing" in said.output


def test_a_full_disk_is_told_without_a_trace_of_the_program(
    places: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    folder, calls, mapping = places
    said = hopback("import", calls, "--mapping", mapping, "--archive", folder)
    assert said.exit_code == 2
    assert "No space left on device" in said.output
    assert "it goes on from there" in said.output


def test_a_damaged_file_is_named_by_a_search(archive: Path) -> None:
    file = sorted(archive.glob("day=*/*.parquet"))[0]
    file.write_bytes(file.read_bytes()[:-20])
    said = hopback(
        "search", "--called", "5135551000", "--calling", "2", "--at", "2026-11-09T06:00:00Z", "--archive", archive
    )
    assert said.exit_code == 2
    assert f"{file.parent.name}/{file.name}" in said.output


def test_stats_say_what_is_held(archive: Path) -> None:
    said = json.loads(hopback("stats", "--archive", archive, "--json").stdout)
    assert (said["calls"], said["days"], said["switches"][0]["switch"]) == (30, 3, "sw-chi-1")
    assert "30 calls of 3 days" in hopback("stats", "--archive", archive).output


def test_no_archive_has_no_stats_and_forgets_nothing(tmp_path: Path) -> None:
    assert hopback("stats", "--archive", tmp_path).exit_code == 2
    assert hopback("forget", "--archive", tmp_path, "--keep-days", 30, "--yes").exit_code == 2


def test_old_days_are_forgotten_only_when_that_is_wanted(archive: Path) -> None:
    asked = hopback("forget", "--archive", archive, "--before", "2026-11-11", answer="n\n")
    assert (asked.exit_code, len(files.held(archive))) == (1, 30)
    assert "20 calls of 2 days" in asked.output
    quiet = hopback("forget", "--archive", archive, "--before", "2026-11-11", "--json")
    assert (quiet.exit_code, json.loads(quiet.stdout)["forgotten"]) == (1, False)
    assert hopback("forget", "--archive", archive, "--before", "2026-11-11", answer="y\n").exit_code == 0
    assert {record.at.day for record in files.held(archive).values()} == {11}
    assert sorted(path.name for path in archive.glob("day=*")) == ["day=2026-11-11"]


def test_what_was_forgotten_does_not_come_back_with_its_file(places: tuple[Path, Path, Path], archive: Path) -> None:
    _, calls, mapping = places
    hopback("forget", "--archive", archive, "--before", "2099-01-01", "--yes")
    assert files.rejected(archive) == []
    assert json.loads(hopback("stats", "--archive", archive, "--json").stdout)["calls"] == 0
    said = json.loads(hopback("import", calls, "--mapping", mapping, "--archive", archive, "--json").stdout)
    assert (said["files"][0]["state"], len(files.held(archive))) == ("same", 0)


@pytest.mark.parametrize("said", [(), ("--keep-days", 3, "--before", "2026-01-01"), ("--before", "monday")])
def test_which_days_has_to_be_said(archive: Path, said: tuple[object, ...]) -> None:
    assert hopback("forget", "--archive", archive, *said).exit_code == 2
    assert len(files.held(archive)) == 30
