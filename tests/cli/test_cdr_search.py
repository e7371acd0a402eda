"""`hopback cdr search`: one call among a provider's records, from a terminal."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord, Place
from hopback.cli import app

AT = datetime(2026, 10, 1, 12, 3, 20, tzinfo=UTC)


def search(archive: Path, *more: str, at: str = "2026-10-01T12:03:20Z") -> Result:
    words = ["cdr", "search", "--called", "+15135550168", "--calling", "(202) 555-0142", "--at", at]
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, [*words, "--archive", str(archive), *more])


def record(line: int, off_s: float, trunk: str = "tg-PacTandem") -> CallRecord:
    return CallRecord(
        at=AT + timedelta(seconds=off_s),
        calling="2025550142",
        called="15135550168",
        place=Place("Master.csv", line),
        ingress_trunk=trunk,
        switch="sw-chi-1",
        duration_s=21.0,
        ingress_call_id=f"{line:08d}-9f02@198.51.100.7",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with Writer(tmp_path / "archive") as writer:
        later = [record(line, 86400.0 * line) for line in range(2, 5)]
        writer.add_records([record(1, 0.4), *later], writer.source("Master.csv"))
        writer.commit()
    return tmp_path / "archive"


def test_the_call_is_found_and_the_reasons_are_told(archive: Path) -> None:
    said = search(archive)
    assert said.exit_code == 0, said.output
    for words in ("SURE", "it came from tg-PacTandem", "Master.csv, line 1", "0.4 s off the asked time.", "Searched:"):
        assert words in said.stdout


def test_a_machine_reads_one_object(archive: Path) -> None:
    said = json.loads(search(archive, "--json").stdout)
    assert said["certainty"] == "sure"
    assert said["matches"][0]["upstream"] == "tg-PacTandem"
    assert said["matches"][0]["line"] == 1


def test_nothing_found_says_what_was_searched(archive: Path) -> None:
    said = search(archive, at="2026-10-02T03:10:00-05:00")
    assert said.exit_code == 1
    assert "NOT FOUND" in said.stdout
    assert "whole and half hours" in said.stdout
    assert "sw-chi-1" in said.stdout


@pytest.mark.parametrize(("at", "words"), [("yesterday", "Write it like"), ("2026-10-01T12:03:20", "which zone?")])
def test_a_time_that_says_too_little_is_asked_for_again(archive: Path, at: str, words: str) -> None:
    said = search(archive, at=at)
    assert said.exit_code == 2
    assert words in said.output


def test_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    said = search(tmp_path, "--json")
    assert said.exit_code == 2
    assert "hopback cdr import" in json.loads(said.stdout)["error"]


def test_spoilt_clocks_say_what_to_do(archive: Path) -> None:
    (archive / "clocks.json").write_text("{")
    said = search(archive)
    assert said.exit_code == 2
    assert "move it away" in said.output
