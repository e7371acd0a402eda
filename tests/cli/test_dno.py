"""`hopback dno` at a terminal: a list into a switch, calls screened, how old the copy is (XB.1, XB.7)."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hopback.cli import app
from hopback.wire.do_not_originate import entries
from hopback.wire.do_not_originate.entries import Entry
from hopback.wire.signing import jwk_of
from tests.carrier.gateway.world import API_KEY, Registry, entry, registry

ROOT = Path(__file__).resolve().parents[2]
CALLS = ROOT / "tests" / "carrier" / "samples" / "asterisk-cdr-csv" / "Master.csv"
LIST = [entry("+12025550148"), entry("+1202555014", block=True), entry("+18008291040")]


def hopback(*words: str, cwd: Path | None = None, **variables: str) -> Any:
    """In this process: a program of its own takes two seconds to begin."""
    with pytest.MonkeyPatch.context() as here:
        if cwd:
            here.chdir(cwd)
        return CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "HOPBACK_API_KEY": None, **variables})


def written(file: Path, listed: list[Entry]) -> str:
    file.write_text("".join(entries.write(entries.listed(sorted(listed)))), encoding="utf-8")
    return str(file)


def test_calls_of_a_file_are_screened_and_whose_word_it_is_is_told(tmp_path: Path) -> None:
    """Master.csv shows 2025550148 among its callers."""
    rows = CALLS.read_text().replace('"2025550149"', '"9115550149"')
    (tmp_path / "Master.csv").write_text(rows)
    listed = written(tmp_path / "list.csv", [entry("+12025550148"), entry("+1999", block=True)])
    ran = hopback("dno", "screen", "--list", listed, str(tmp_path / "Master.csv"), "--json")
    *hits, told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 1, ran.stderr
    assert {(hit["said"], hit["by"], hit["verdict"]) for hit in hits} == {
        ("2025550148", "registry", "listed"), ("9115550149", "numbering plan", "n11"),
    }  # fmt: skip
    assert hits[0] | {"number": "+12025550148", "field": "calling", "trunk": "tg-MidAm-in"} == hits[0]
    assert told["calls"] > len(hits)
    ran = hopback("dno", "screen", "--list", listed, str(tmp_path / "Master.csv"), "--no-plan")
    assert "registry: the number is listed" in ran.stdout
    assert "numbering plan" not in ran.stdout


def test_what_cannot_be_screened_is_said_in_a_sentence(tmp_path: Path) -> None:
    listed = written(tmp_path / "list.csv", LIST)
    (tmp_path / "bad.csv").write_text((tmp_path / "list.csv").read_text() + "listed,2025550142,false,x\n")
    for words, why in (
        (["--list", listed, str(tmp_path / "none")], "there is no such file"),
        (["--list", str(tmp_path / "bad.csv"), str(CALLS)], "Line 5: There are 4 fields"),
        (["--list", str(CALLS), str(CALLS)], "it should begin with"),
        (["--list", str(tmp_path / "none"), str(CALLS)], "No such file"),
        (["--list", listed, listed], "in no dialect that is known"),
    ):
        ran = hopback("dno", "screen", *words)
        assert (ran.exit_code, len(ran.stderr.splitlines())) == (2, 1), ran.stderr
        assert why in ran.stderr


def test_a_list_becomes_what_a_switch_reads(tmp_path: Path) -> None:
    listed = written(tmp_path / "list.csv", LIST)
    ran = hopback("dno", "export", "--list", listed, "-f", "sbc", "--answer", "403", "--at-most", "2")
    assert (ran.exit_code, len(ran.stdout.splitlines())) == (0, 3)
    assert 'Reason: Q.850;cause=21;text="Do Not Originate"' in ran.stderr
    base = str(tmp_path / "dno.sqlite")
    ran = hopback("dno", "export", "--list", listed, "-f", "kamailio", "--database", base)
    assert ran.exit_code == 0, ran.stderr
    with closing(sqlite3.connect(base)) as db:
        assert db.execute("SELECT count(*) FROM dno_htable").fetchone() == (2,)
    ran = hopback("dno", "export", "--list", listed, "-f", "kamailio", "--out", str(tmp_path / "dno.sql"))
    assert "COMMIT;" in (tmp_path / "dno.sql").read_text()
    for words, why in (
        (["-f", "xls"], "no format “xls”"),
        (["--answer", "603+"], "603+ tells of blocking by analytics"),
    ):
        ran = hopback("dno", "export", "--list", listed, *words)
        assert (ran.exit_code, ran.stdout, why in ran.stderr) == (2, "", True), ran.stderr


@pytest.fixture
def portal() -> Iterator[Registry]:
    with registry() as made:
        yield made


def test_a_gateway_is_set_up_fed_and_asked_how_it_fares(tmp_path: Path, portal: Registry) -> None:
    portal.puts(*LIST)
    assert hopback("dno", "init", "--portal", portal.url, cwd=tmp_path).exit_code == 0
    ran = hopback("dno", "sync", "--status", cwd=tmp_path)
    assert (ran.exit_code, "there is no list here yet" in ran.stdout) == (1, True)
    ran = hopback("dno", "sync", "--once", cwd=tmp_path, HOPBACK_API_KEY=API_KEY)
    assert (ran.exit_code, "portal.key is not there" in ran.stderr) == (2, True), ran.stderr
    (tmp_path / "portal.key").write_text(API_KEY)
    (tmp_path / "portal.key").chmod(0o600)
    ran = hopback("dno", "sync", "--once", cwd=tmp_path)
    assert (ran.exit_code, "Version 1 of the list: 3 rows" in ran.stderr) == (0, True), ran.stderr
    ran = hopback("dno", "sync", "--status", "--json", cwd=tmp_path)
    said = json.loads(ran.stdout)
    assert (said["version"], said["listed"], said["old"], said["running"]) == (1, 3, False, False)
    assert said["implementations"] == {"reported": 1, "waiting": 0, "refused": 0}


def test_a_list_from_the_portal_is_checked_and_a_file_by_its_manifest(tmp_path: Path, portal: Registry) -> None:
    portal.puts(*LIST)
    ran = hopback("dno", "export", "--portal", portal.url, cwd=tmp_path, HOPBACK_API_KEY=API_KEY)
    assert (ran.exit_code, ran.stdout) == (0, portal.body(None)[0]), ran.stderr
    portal.bends = "forged"
    ran = hopback("dno", "export", "--portal", portal.url, cwd=tmp_path, HOPBACK_API_KEY=API_KEY)
    assert (ran.exit_code, ran.stdout, "hash is another" in ran.stderr) == (1, "", True)
    (tmp_path / "list.csv").write_text(portal.body(None)[0])
    (tmp_path / "list.jws").write_text(portal.body(None)[1])
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [jwk_of(portal.key.public_key())]}))
    words = ["dno", "export", "--list", "list.csv", "--manifest", "list.jws", "--keys", "keys.json", "-f", "asterisk"]
    ran = hopback(*words, cwd=tmp_path)
    assert (ran.exit_code, "redress mailto:redress@stp.example" in ran.stderr) == (0, True), ran.stderr
    (tmp_path / "list.csv").write_text(portal.body(None)[0].replace("8291040", "8291041"))
    assert hopback(*words, cwd=tmp_path).exit_code == 1
