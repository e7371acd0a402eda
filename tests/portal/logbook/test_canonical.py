"""An entry has one spelling (RFC 8785), whichever way it is written: the quick one and the library's agree."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from hopback.portal.logbook.actions import HUGE, canonical

texts = some.text(some.characters(exclude_categories=["Cs"]))
leaves = some.none() | some.booleans() | texts | some.integers(1 - HUGE, HUGE - 1) | some.floats(allow_nan=False)
values = some.recursive(leaves, lambda each: some.lists(each) | some.dictionaries(texts, each), max_leaves=12)


@given(some.dictionaries(texts, values))
def test_both_ways_write_the_same(said: dict) -> None:
    try:
        expected = rfc8785.dumps(said).decode()
    except rfc8785.FloatDomainError:  # infinity
        return
    assert canonical(said) == expected


def test_control_characters_quotes_and_names_beyond_ascii() -> None:
    said = {"b": '\x00\x1f\x7f\u2028\\"/', "a": [True, None, -1, "é😀"], "é": 1, "z": {"y": 2, "x": 1.0}}
    assert canonical(said) == rfc8785.dumps(said).decode()
