"""What must not be in any file: unfinished work, this machine's paths, the host names of registries."""

import re
from pathlib import Path

import pytest

from tests.house import tree

UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"]) + r")\b")
MACHINE = re.compile("/wo" + r"rk/(main|shared|\.)|/ro" + r"ot/|/ho" + r"me/[a-z]|/tm" + r"p/hb\b")
REGISTRY = re.compile(r"py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(org|com)|deb\." + r"debian\.org")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".sh",
    ".json",
    ".csv",
    ".svg",
    ".ini",
    ".lock",
    "",
}
THE_LICENSES = {"LICENSE", "OFL.txt"}


def readable() -> list[Path]:
    ours = [p for p in tree.every_file() if p.suffix in TEXT and "vendor" not in p.parts]
    return [p for p in ours if p.name not in THE_LICENSES]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("unfinished work", UNFINISHED), ("a path of one machine", MACHINE), ("a registry's host", REGISTRY)],
)
def test_no_file_holds(what: str, pattern: re.Pattern[str]) -> None:
    found = [f"{tree.name(p)}: {m[0]}" for p in readable() if (m := pattern.search(p.read_text(encoding="utf-8")))]
    assert found == [], f"{what} is in these"


def test_locks_name_no_host() -> None:
    locks = [p for p in tree.every_file() if p.name.endswith((".lock", "package-lock.json"))]
    assert locks
    assert [tree.name(p) for p in locks if "://" in p.read_text(encoding="utf-8")] == []


def test_planted_ones_are_found() -> None:
    assert UNFINISHED.search("# " + "TO" + "DO later")
    assert MACHINE.search("open('/ho" + "me/ada/x')")
