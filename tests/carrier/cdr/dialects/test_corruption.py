"""Ten thousand damaged rows: each is a call, or told with its place, reason and words. None is dropped."""

import csv
from pathlib import Path
from random import Random

import pytest

from hopback.carrier.cdr.dialects import registry, text
from hopback.carrier.cdr.reading import Rejected
from tests.carrier.cdr.dialects import corrupting
from tests.carrier.cdr.dialects.samples import SAMPLES, Sample

ALL = 10_000
EACH = -(-ALL // len(SAMPLES))
FILES = [s for s in SAMPLES if not corrupting.is_table(s)]
TABLES = [s for s in SAMPLES if corrupting.is_table(s)]
DOCUMENTS = ("freeswitch-xml", "freeswitch-json")


def is_one_row(lines: list[str]) -> bool:
    """Do these lines belong together, as the standard library's own reader sees it: a quoted field over several?"""
    return any(
        len(list(csv.reader([line + "\n" for line in lines], delimiter=mark))) == 1 for mark in (",", ";", "|", "\t")
    )


@pytest.mark.parametrize("of", FILES, ids=lambda s: s.place)
def test_every_damaged_line_is_accounted_for(of: Sample, tmp_path: Path) -> None:
    file = tmp_path / of.path.name
    dice = Random(f"{of.place} is dropped on the floor")
    count = corrupting.damaged_file(of, EACH, file, dice)
    found = list(corrupting.read_all(of, file))
    for row in found:
        corrupting.check(row)
    begins = [row.place.line for row in found]
    assert len(begins) == len(set(begins)), "two rows from one line"
    lines = [line.text for line in text.lines(file)]
    assert len(lines) == count
    for begin, after in zip(begins, [*begins[1:], count + 1], strict=True):
        between = after - begin
        if between > 1 and of.dialect not in DOCUMENTS:
            assert is_one_row(lines[begin - 1 : after - 1]), f"line {begin + 1} came out nowhere"
        if of.dialect in DOCUMENTS:
            assert between <= 2, f"a document that breaks off in line {begin} took whole ones with it"
    assert begins[0] <= 2, "only a heading may be passed over"
    assert sum(isinstance(row, Rejected) for row in found) > EACH // 10


@pytest.mark.parametrize("of", TABLES, ids=lambda s: s.place)
def test_every_row_of_a_table_full_of_nonsense_is_accounted_for(of: Sample, tmp_path: Path) -> None:
    file = tmp_path / of.path.name
    count = corrupting.damaged_table(of, EACH, file, Random(f"{of.place} is dropped on the floor"))
    found = list(corrupting.read_all(of, file))
    for row in found:
        corrupting.check(row)
    assert [row.place.line for row in found] == list(range(1, count + 1))
    assert sum(isinstance(row, Rejected) for row in found) > EACH // 50


def test_so_many_rows_are_damaged_over_all_dialects() -> None:
    assert EACH * len(SAMPLES) >= ALL
    assert {s.dialect for s in SAMPLES} == set(registry.dialects())


def test_a_line_that_comes_out_nowhere_would_be_seen() -> None:
    assert is_one_row(['a,"b', 'c",d'])
    assert not is_one_row(["a,b", "c,d"])
