"""`hopback shaken inspect` at a terminal (A1.8)."""

import json
from pathlib import Path

from tests.cli.running import hopback
from tests.evidence.shaken.evidence import SAMPLES


def test_certificates_and_passports_of_one_file_one_line_each(tmp_path: Path) -> None:
    both = tmp_path / "evidence.txt"
    both.write_bytes((SAMPLES / "sp.pem").read_bytes() + (SAMPLES / "readme_identity.txt").read_bytes())
    ran = hopback("shaken", "inspect", str(both), "--json", "--trust", str(SAMPLES / "ca.pem"))
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(each["kind"], each["grade"]) for each in said] == [
        ("certificate", "warning"),
        ("passport", "warning"),
        ("passport", "wrong"),
    ]
    assert ran.returncode == 1, ran.stderr
    assert ran.stderr == ""


def test_what_cannot_be_asked_is_said_in_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"\n")
    for words in ([str(empty)], [str(tmp_path / "none")], [str(SAMPLES / "sp.pem"), "--at", "noon"]):
        ran = hopback("shaken", "inspect", *words)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert len(ran.stderr.splitlines()) == 1
