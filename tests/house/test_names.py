"""Names that would mislead: modules that shadow the standard library, words the document does not use."""

import re
from pathlib import Path

import pytest

from tests.house import tree

MISLEADING = {"traceback", "numbers", "site", "logging", "calendar", "messages"}
OTHER_WORDS = re.compile(r"\b(carrier|operator)s?\b", re.I)
TAG_OR_COMMENT = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<[^>]+>", re.S)
# In the policy the document's own module names are kept: article_3_traceback is a package, not `traceback`.


def test_no_module_shadows_the_standard_library() -> None:
    named = [p for p in tree.python() for part in (p.stem, p.parent.name) if part in MISLEADING]
    assert [tree.name(p) for p in named] == []


@pytest.mark.parametrize("page", tree.files(".html", ".txt", under=tree.SRC), ids=tree.name)
def test_pages_and_mails_say_provider(page: Path) -> None:
    words = TAG_OR_COMMENT.sub(" ", page.read_text(encoding="utf-8"))
    assert OTHER_WORDS.findall(words) == [], "the document's word is provider"
