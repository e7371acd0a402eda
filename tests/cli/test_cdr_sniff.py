"""`hopback cdr sniff`: tells what a file is, shows rows as they are understood, writes a mapping, asks."""

import json
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from hopback.carrier.cdr.dialects.mapped.files import load
from hopback.cli import app
from tests.carrier.cdr.dialects.mapped.unknown import SHAPES, written
from tests.carrier.cdr.dialects.samples import FOLDER
from tests.cli.running import hopback

AMERICAN = SHAPES[0]
MASTER = FOLDER / "asterisk-cdr-csv" / "Master.csv"


def sniff(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, ["cdr", "sniff", *map(str, arguments)])


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    file = tmp_path / "calls.csv"
    file.write_bytes(written(AMERICAN))
    return file


def test_a_known_switch_is_named_and_its_rows_are_shown() -> None:
    said = sniff(FOLDER / "oracle-sbc" / "cdr202611231839")
    assert said.exit_code == 0
    assert "Oracle / Acme Packet SBC (local CDR files) (oracle-sbc)" in said.stdout
    for words in ("UTC: 2026-11-23 23:39:52", "calling: 12025550147", "called: 15105550196", "source IP: 198.51.100.9"):
        assert words in said.stdout
    assert "Call-ID: 1-1592@127.0.1.100" in said.stdout
    assert "3 calls, 0 bad rows, 2 rows that are no calls." in said.stdout
    assert "zone" not in said.stdout


def test_times_without_a_zone_are_asked_about() -> None:
    assert "Its times carry no zone: they were read as UTC" in sniff(MASTER).stdout
    told = sniff(MASTER, "--zone", "America/New_York")
    assert "carry no zone" not in told.stdout
    assert told.exit_code == 0


def test_a_zone_that_cannot_be_is_told() -> None:
    with time_machine.travel("2026-11-23T23:50:00Z", tick=False):
        said = sniff(FOLDER / "exports" / "metaswitch.csv", "--zone", "Pacific/Honolulu")
    assert "Read as Pacific/Honolulu, the file's last row would be 3.9 h in the future." in said.stdout


def test_an_unknown_file_gets_a_mapping_with_reasons(unknown: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.toml"
    said = sniff(unknown, "--zone", "America/Chicago", "--out", out)
    assert said.exit_code == 0
    assert "no switch that is known. A mapping for it" in said.stdout
    assert "it is called ANI" in said.stdout
    assert "40 calls, 0 bad rows, 1 rows that are no calls." in said.stdout
    mapping = load(out)
    assert (mapping.columns.calling, mapping.time.zone) == ("ANI", "America/Chicago")
    assert sniff(unknown, "--mapping", out).exit_code == 0


def test_what_is_to_be_decided_is_asked_with_the_options_that_decide_it(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes(written(SHAPES[-1]))
    said = sniff(file, "--zone", "America/Chicago")
    assert said.exit_code == 1
    assert "can be read in more than one way" in said.stdout
    assert "--form '%d/%m/%Y %H:%M:%S'" in said.stdout
    assert sniff(file, "--zone", "America/Chicago", "--form", "%d/%m/%Y %H:%M:%S").exit_code == 0


def test_json_says_the_same_in_one_object(unknown: Path) -> None:
    told = json.loads(sniff(unknown, "--json").stdout)
    assert told["dialect"] is None
    assert told["complete"] is True
    assert told["mapping"]["columns"]["at"] == "StartTime"
    assert [question["key"] for question in told["questions"]] == ["time.zone"]
    assert (len(told["rows"]), told["calls"]) == (5, 40)
    assert told["rows"][0]["written"].startswith("11/09/2026 08:03")
    known = json.loads(sniff(FOLDER / "exports" / "bandwidth.csv", "--json").stdout)
    assert (known["dialect"]["name"], known["rows"][0]["called"]) == ("bandwidth", 15105550196)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "nowhere.csv: there is no such file."),
        ([MASTER, "--zone", "Chicago"], "--zone Chicago: no such time zone"),
        ([MASTER, "--form", "DD/MM"], "--form DD/MM: a form is one of"),
        ([MASTER, "--dialect", "asteriks"], "There is no dialect “asteriks”. Known are:"),
        ([MASTER, "--mapping", "gone.toml"], "gone.toml cannot be read"),
        ([MASTER, "--dialect", "cucm"], "does not begin with the names of CUCM's columns"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(arguments: list[object], words: str) -> None:
    said = sniff(*arguments)
    assert said.exit_code == 2
    assert words in said.stderr
    assert "Traceback" not in said.output
    assert words in json.loads(sniff(*arguments, "--json").stdout)["error"]


def test_a_file_that_cannot_be_written_is_told(unknown: Path, tmp_path: Path) -> None:
    said = sniff(unknown, "--out", tmp_path / "no" / "mapping.toml")
    assert (said.exit_code, "cannot be written: No such file or directory" in said.stderr) == (2, True)


def test_control_signs_in_a_file_never_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes(written(AMERICAN).replace(b"ORIG", b"\x1b[31mORIG\x07"))
    assert "\x1b" not in sniff(file).stdout


def test_the_program_itself(unknown: Path) -> None:
    ran = hopback("cdr", "sniff", str(unknown), "--zone", "America/Chicago", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["calls"] == 40
