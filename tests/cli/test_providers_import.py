"""`hopback providers import`: says which file it is, every odd row, and what changed; nothing on a dry run."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hopback.cli import app
from hopback.portal.providers.models import Provider, ProviderFile

SAMPLES = Path(__file__).parents[1] / "portal/providers/samples"
pytestmark = pytest.mark.django_db


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ("providers", "import", *map(str, words)))


def test_a_file_comes_in_with_every_odd_row_told() -> None:
    ran = run(SAMPLES / "ocns.csv")
    assert ran.exit_code == 0, ran.output
    assert "List of operating company numbers." in ran.stderr
    assert "15 of 15 written" in ran.stderr
    assert "line 27: “58J” is not an operating company number" in ran.stdout
    assert "33 rows: 15 providers new, 0 changed, 0 the same, 3 odd." in ran.stdout
    assert "0 providers new, 0 changed, 15 the same, 3 odd." in run(SAMPLES / "ocns.csv").stdout


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    told = json.loads(run(SAMPLES / "rmd.csv", "--dry-run", "--json").stdout)
    assert (told["kind"], told["new"], told["odd"]) == ("rmd", 3, 4)
    assert told["odd_rows"][0]["line"] == 5
    assert (Provider.objects.count(), ProviderFile.objects.count()) == (0, 0)


def test_a_refused_file_exits_with_1_and_one_that_cannot_be_read_with_2(tmp_path: Path) -> None:
    refused = run(SAMPLES / "ocns.csv", "--as", "form_499")
    assert refused.exit_code == 1
    assert "This is not “Form 499 filers”" in refused.stderr
    assert run(tmp_path / "missing.csv").exit_code == 2
    assert run(SAMPLES / "ocns.csv", "--as", "lerg").exit_code == 2
