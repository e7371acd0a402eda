"""`hopback doctor`, `hopback log verify`, `hopback people first`: an answer, an exit code, never a stack trace."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from typer.testing import CliRunner

from hopback.cli import app
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.models import Entry
from tests.cli.running import KEY, hopback
from tests.portal.factories import NOW
from tests.ports import free_port

COMMANDS = [("doctor",), ("log", "verify"), ("people", "first", "rosa@itg.example", "--name", "Rosa Ortega")]


def run(*words: str, **more: Any) -> Any:
    return CliRunner().invoke(app, words, **more)


def note(text: str) -> int:
    with transaction.atomic():
        return logbook.record(by=SYSTEM, now=NOW, verb="note.written", text=text).seq


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_without_a_secret_key_one_sentence_and_exit_2(words: tuple[str, ...]) -> None:
    ran = hopback(*words, *(("--password", "four quiet herons") if words[0] == "people" else ()))
    assert ran.returncode == 2
    assert ran.stderr.strip() == "Set HOPBACK_SECRET_KEY to at least 50 random characters."


@pytest.mark.parametrize("words", COMMANDS[1:], ids=lambda words: words[0])
def test_without_a_database_one_sentence_and_exit_2(words: tuple[str, ...], tmp_path: Path) -> None:
    """Asking makes no empty database."""
    more = ("--password", "four quiet herons") if words[0] == "people" else ()
    ran = hopback(*words, *more, HOPBACK_SECRET_KEY=KEY, HOPBACK_VAR=str(tmp_path))
    assert ran.returncode == 2
    assert ran.stderr.strip() == f"There is no database at {tmp_path}/hopback.sqlite3. It is made by: hopback serve"
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_no_known_kind_is_named() -> None:
    ran = hopback("doctor", HOPBACK_SECRET_KEY=KEY, DATABASE_URL="oracle://scott@localhost/stp")
    assert ran.returncode == 2
    assert ran.stderr.strip() == "DATABASE_URL begins with sqlite:/// or postgresql://, not with 'oracle'."


def test_the_doctor_names_each_thing_that_is_missing(tmp_path: Path) -> None:
    there = {"HOPBACK_SECRET_KEY": KEY, "HOPBACK_VAR": str(tmp_path)}
    ran = hopback("doctor", "--json", HOPBACK_SMTP_URL=f"smtp://127.0.0.1:{free_port()}", **there)
    found = {one["check"]: one for one in map(json.loads, ran.stdout.splitlines())}
    assert ran.returncode == 1
    assert ran.stderr == ""
    assert not any(one["ok"] for one in found.values())
    assert "not https" in found["settings"]["says"]
    assert "hopback serve" in found["database"]["says"]
    assert "hopback serve" in found["signing key"]["says"]
    assert "takes no connection" in found["mail server"]["says"]


@pytest.mark.django_db
def test_the_doctor_finds_a_database_and_its_log_well(settings: Any) -> None:
    settings.SECURE = True
    note("Called Sable Route Ltd.: voicemail.")
    found = run("doctor")
    assert "ok   database:" in found.output
    assert "ok   signing key:" in found.output
    assert "ok   log: 1 entries, whole" in found.output


@pytest.mark.django_db
def test_a_log_that_is_whole_exits_with_0_and_says_its_head() -> None:
    """A3.5"""
    note("Called Sable Route Ltd.: voicemail.")
    found = run("log", "verify", "--json")
    said = json.loads(found.output)
    assert found.exit_code == 0
    assert (said["ok"], said["entries"], said["first_bad"]) == (True, 1, None)
    assert run("log", "verify", "--head", said["head"]).exit_code == 0


@pytest.mark.django_db
def test_a_log_that_was_tampered_with_exits_with_1_and_says_where() -> None:
    note("Called Sable Route Ltd.: voicemail.")
    second = note("Called again: they will look tonight.")
    forged = Entry.objects.get(seq=second)
    forged.seq, forged.entry_hash = second + 1, "f" * 64
    forged.save(force_insert=True)
    found = run("log", "verify", "--json")
    assert found.exit_code == 1
    assert json.loads(found.output)["first_bad"] == second + 1
    assert f"Entry {second + 1}:" in run("log", "verify").output


@pytest.mark.django_db
def test_a_log_that_lost_its_end_no_longer_contains_a_head_written_down_earlier() -> None:
    note("Called Sable Route Ltd.: voicemail.")
    assert run("log", "verify", "--head", "f" * 64).exit_code == 1


@pytest.mark.django_db
def test_the_first_administrator_is_made_once() -> None:
    words = ("people", "first", "rosa@itg.example", "--name", "Rosa Ortega", "--password", "four quiet herons at dusk")
    made, again = run(*words), run(*words)
    assert made.exit_code == 0
    assert User.objects.get(email="rosa@itg.example").role == "admin"
    assert again.exit_code == 1
    assert "There is an administrator of the traceback team already." in again.output


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "password", "says"),
    [
        ("rosa@itg.example", "short", "too short"),
        ("rosa at itg", "four quiet herons at dusk", "valid email"),
    ],
)
def test_an_address_or_password_that_will_not_do_is_refused(email: str, password: str, says: str) -> None:
    found = run("people", "first", email, "--name", "Rosa Ortega", "--password", password)
    assert found.exit_code == 1
    assert says in found.output
    assert not User.objects.exists()
