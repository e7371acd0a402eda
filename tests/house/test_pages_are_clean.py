"""Templates hold words and structure: no script or style in them, nothing marked safe without a reason."""

import re
from pathlib import Path

import pytest

from tests.house import tree

FAULTS = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style block": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a javascript: link": re.compile(r"javascript:", re.I),
    "|safe": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
}

# Templates that may hold one of these, each with its reason.
ALLOWED: dict[str, dict[str, str]] = {}


def faults(text: str) -> list[str]:
    return [fault for fault, pattern in FAULTS.items() if pattern.search(text)]


@pytest.mark.parametrize("page", tree.files(".html", under=tree.SRC), ids=tree.name)
def test_a_template_is_clean(page: Path) -> None:
    found = faults(page.read_text(encoding="utf-8"))
    assert [f for f in found if f not in ALLOWED.get(tree.name(page), {})] == []


@pytest.mark.parametrize("place", ALLOWED)
def test_each_allowance_is_still_used(place: str) -> None:
    assert set(ALLOWED[place]) <= set(faults((tree.ROOT / place).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ('<p style="color:red">', "an inline style"),
        ("<script>alert(1)</script>", "an inline script"),
        ('<a onclick="go()">', "an event handler"),
        ("{{ name|safe }}", "|safe"),
        ("{% autoescape off %}", "autoescape off"),
    ],
)
def test_a_planted_fault_is_found(planted: str, fault: str) -> None:
    assert fault in faults(planted)


def test_a_script_from_a_file_is_no_fault() -> None:
    assert faults('<script src="/static/layout/htmx.js" defer></script>') == []
