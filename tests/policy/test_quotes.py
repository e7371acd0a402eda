"""Every clause and every figure quotes the document's own words, from the place it names."""

import os
import re
from pathlib import Path

import pytest

from hopback.policy import figures
from hopback.policy.clause import Clause, Force
from hopback.policy.clauses import CLAUSES, clause

TEXT_FILE = os.environ.get("HOPBACK_POLICY_TEXT")
FIGURES = {name: each for name, each in vars(figures).items() if isinstance(each, figures.Figure)}
needs_text = pytest.mark.skipif(
    not TEXT_FILE, reason="HOPBACK_POLICY_TEXT names no copy of the document; quotes go unchecked"
)
COUNTS = {"A1": 11, "A2": 8, "A3": 14, "A4": 4, "A5": 7, "A6": 1, "XA": 8, "XB": 8, "XC": 3}


def plain(text: str) -> str:
    """Without emphasis and line ends: words and single spaces."""
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


@pytest.fixture(scope="module")
def text() -> str:
    assert TEXT_FILE
    return plain(Path(TEXT_FILE).read_text(encoding="utf-8"))


@needs_text
@pytest.mark.parametrize("clause_id", CLAUSES)
def test_every_clause_quotes_the_document(clause_id: str, text: str) -> None:
    assert plain(CLAUSES[clause_id].quote) in text


@needs_text
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_quotes_the_document(name: str, text: str) -> None:
    assert plain(FIGURES[name].clause.quote) in text


@needs_text
@pytest.mark.parametrize("clause_id", CLAUSES)
def test_no_quote_is_longer_than_a_sentence(clause_id: str, text: str) -> None:
    assert len(CLAUSES[clause_id].quote) < 120


@pytest.mark.parametrize("article", COUNTS)
def test_no_clause_of_an_article_is_missing(article: str) -> None:
    wanted = [f"{article}.{number}" for number in range(1, COUNTS[article] + 1)]
    assert [found for found in CLAUSES if found.startswith(f"{article}.")] == wanted


def test_a_clause_is_looked_up_by_its_id_and_reads_as_its_place() -> None:
    closes = clause("A3.6")
    assert closes.id == "A3.6"
    assert str(closes) == "Article 3, Traceback Initiation and Tracking"
    assert closes.force is Force.SHALL
    assert closes.summary


def test_an_unknown_clause_is_not_found() -> None:
    with pytest.raises(KeyError):
        clause("A3.99")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_cites_a_clause_that_exists(name: str) -> None:
    cited: Clause = FIGURES[name].clause
    assert cited.id in CLAUSES
