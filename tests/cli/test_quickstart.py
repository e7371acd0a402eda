"""The provider's first ten minutes: the commands of docs/carrier/quickstart.md, as they stand there, against a real
portal, with records that a real Asterisk wrote."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.carrier.responder.portal import LivePortal, live
from tests.cli.running import ROOT, environment

PAGE = ROOT / "docs" / "carrier" / "quickstart.md"
RECORDS = ROOT / "tests" / "carrier" / "samples" / "asterisk-cdr-csv" / "Master.csv"
TEN_MINUTES = 600.0
CALL = {"calling": "+12025550151", "called": "+15105550196", "at": "2026-11-23T23:44:44+00:00"}


def commands() -> list[str]:
    """Every line of the page's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.S | re.M)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


class Terminal:
    """A person at a shell in an empty folder, with hopback on the path and the portal at its real address."""

    def __init__(self, folder: Path, portal: LivePortal) -> None:
        self.folder, self.portal = folder, portal
        self.responder: subprocess.Popen[bytes] | None = None
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = environment(PATH=path)

    def type(self, command: str) -> str:
        if command == "pip install hopback":
            command = "hopback --help"  # it is installed here from this tree
        if command == "hopback respond":
            return self._leave_running(command)
        command = command.replace("https://portal.example", self.portal.url).replace("prv_…", self._guessed())
        ran = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, input=self.portal.key + "\n",
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def _guessed(self) -> str:
        """Who the map says it could be: here a person agrees."""
        file = self.folder / "trunks.toml"
        guess = re.search(r'# perhaps upstream = "(prv_\w+)"', file.read_text()) if file.exists() else None
        return guess.group(1) if guess else "prv_…"

    def _leave_running(self, command: str) -> str:
        with (self.folder / "responder.log").open("wb") as said:
            self.responder = subprocess.Popen(
                command.split(), cwd=self.folder, env=self.environment, stdout=said, stderr=said
            )
        until = time.monotonic() + 60
        while "Waiting for requests" not in (self.folder / "responder.log").read_text():
            assert time.monotonic() < until
            time.sleep(0.1)
        return ""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    var, folder = tmp_path / "var", tmp_path / "provider"
    var.mkdir()
    folder.mkdir()
    shutil.copy(RECORDS, folder / "Master.csv")
    with live(var) as portal:
        at = Terminal(folder, portal)
        yield at
        if at.responder:
            at.responder.terminate()
            assert at.responder.wait(20) == 0


def test_from_pip_install_to_the_first_automatic_answer_by_the_page_alone(terminal):
    begun = time.monotonic()
    said = {}
    hop = ""
    for command in commands():
        if command.endswith("--dry-run"):
            hop = terminal.portal.report(**CALL)
        said[command] = terminal.type(command)
    found = terminal.portal.until(hop, within_s=60)
    assert time.monotonic() - begun < TEN_MINUTES
    assert (found["kind"], found["upstream"], found["trunk"]) == ("upstream", "MidAmerica Wholesale", "tg-MidAm-in")
    assert found["channel"] == "api"
    assert f"{hop}  would answer: upstream prv_" in said["hopback respond --dry-run"]
    assert "Every way in is mapped." in said["hopback trunks check --archive archive"]
    again = next(command for command in said if command.startswith("hopback cdr import"))
    terminal.type(again)
    assert "tg-MidAm-in" not in terminal.type("hopback trunks learn --archive archive --out trunks.toml")


def test_the_readme_has_the_same_verbs_in_the_same_order():
    def verbs(text: str) -> list[str]:
        return re.findall(r"^hopback (\w+ (?:--dry-run|[a-z]+)|respond)\b", text, re.M)

    readme = verbs((ROOT / "README.md").read_text(encoding="utf-8").split("## For a provider")[1].split("##")[0])
    page = iter(verbs("\n".join(commands())))
    assert readme
    assert all(verb in page for verb in readme)
