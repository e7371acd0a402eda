"""Each clause of the document is either kept, in code and in a test, or openly not yet."""

import re

import pytest

from hopback.policy.clauses import CLAUSES
from scripts import policy_coverage as coverage
from tests.house import tree

SRC, TESTS = tree.SRC, tree.ROOT / "tests"
UNREAL = {"A3.99"}  # what a test takes for a clause that does not exist
CITED = re.compile(coverage.ID.pattern.replace(r"[._]", r"\."))


def test_every_clause_of_this_milestone_has_code_and_a_test() -> None:
    found = coverage.lacking(
        coverage.places(SRC, by_name=False),
        coverage.places(TESTS, by_name=True),
    )
    assert found == []


def test_the_coverage_page_is_current() -> None:
    assert coverage.PAGE.read_text(encoding="utf-8") == "\n".join(coverage.page()), "run `make docs`"


def test_every_clause_that_is_cited_exists() -> None:
    texts = {tree.name(p): p.read_text(encoding="utf-8") for p in tree.files(".py", ".html", ".md", ".txt")}
    cited = {(n, f"{a}.{i}") for n, text in texts.items() for a, i in CITED.findall(text)}
    assert sorted((n, c) for n, c in cited if c not in CLAUSES and c not in UNREAL) == []


@pytest.mark.parametrize("article", coverage.ARTICLES)
def test_no_article_is_left_out_of_the_page(article: str) -> None:
    assert any(c.startswith(article + ".") for c in CLAUSES)


def test_a_clause_without_a_test_is_found() -> None:
    code = {c: [SRC] for c in coverage.BUILT}
    assert coverage.lacking(code, {**code, "A3.6": []}) == ["A3.6 has no test"]
