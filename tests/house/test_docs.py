"""The pages under docs/ are true: links lead somewhere, settings exist, the diagram is the table."""

import re
from pathlib import Path

import pytest

from scripts import table_of_moves
from tests.house import tree

PAGES = tree.files(".md")
DOCS = tree.ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
VARIABLE = re.compile(r"\b(?:HOPBACK_[A-Z0-9_]+|DATABASE_URL)\b")
READ_BY_THE_TESTS = {"HOPBACK_POLICY_TEXT", "HOPBACK_SOAK_ACTIONS", "HOPBACK_PYTHON"}
PATH = re.compile(r"`((?:src|portal|tests|docs|scripts)/[\w/.-]+)`")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def dead_links(page: Path) -> list[str]:
    return [target for target in LINK.findall(text(page)) if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert dead_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = PATH.findall(text(page))
    homes = (tree.ROOT, tree.SRC)
    assert [n for n in named if not any((home / n).exists() for home in homes)] == []


def test_every_setting_is_explained_and_exists() -> None:
    read = {v for p in tree.python() for v in VARIABLE.findall(p.read_text(encoding="utf-8"))} - READ_BY_THE_TESTS
    told = set(VARIABLE.findall((DOCS / "operate" / "running.md").read_text(encoding="utf-8")))
    assert sorted(read - told) == [], "docs/operate/running.md does not explain these"
    assert sorted(told - read) == [], "docs/operate/running.md explains these, and nothing reads them"


def test_every_decision_is_in_the_list() -> None:
    listed = text(DOCS / "adr" / "README.md")
    assert [p.name for p in (DOCS / "adr").glob("0*.md") if p.name not in listed] == []


def test_the_diagram_is_the_table_of_moves() -> None:
    page = text(table_of_moves.PAGE)
    assert table_of_moves.drawn(page) == page, "run `make docs`"


def test_the_first_screen_has_a_sentence_a_picture_two_commands_and_the_articles() -> None:
    first_screen = text(tree.ROOT / "README.md").split("\n## ")[0]
    assert "docs/path.svg" in first_screen
    assert re.findall(r"^make (\w+)", first_screen, re.M) == ["run", "test"]
    assert "| Article 3" in first_screen


def test_every_word_after_make_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    said = {w for p in PAGES for w in re.findall(r"(?:`|^)make ([a-z-]+)", p.read_text(encoding="utf-8"), re.M)}
    assert said <= targets


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) and [there](gone.md)", encoding="utf-8")
    assert dead_links(page) == ["gone.md"]
