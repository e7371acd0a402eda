"""`hopback --help`: every noun is in the list with its own words, and none of their libraries is loaded for it."""

import subprocess
import sys
from importlib import import_module

import pytest

from hopback.cli.later import LATER
from tests.cli.running import environment, hopback

HEAVY = {"duckdb", "numpy", "pyarrow", "scipy", "pydantic", "cryptography"}


def test_the_list_tells_of_every_noun_and_loads_none() -> None:
    program = [sys.executable, "-X", "importtime", "-m", "hopback.cli", "--help"]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, env=environment())
    for noun, says in LATER.items():
        assert f" {noun} " in ran.stdout
        assert says in ran.stdout
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "typer" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize("noun", LATER)
def test_a_noun_says_of_itself_what_the_list_says(noun: str) -> None:
    assert import_module(f"hopback.cli.{noun}").app.info.help == LATER[noun]


@pytest.mark.parametrize("noun", ["dno", "shaken", "trunks"])
def test_a_noun_tells_of_its_verbs(noun: str) -> None:
    ran = hopback(noun, "--help")
    assert ran.returncode == 0, ran.stderr
    assert f"{noun} [OPTIONS] COMMAND" in ran.stdout
    assert LATER[noun] in ran.stdout
