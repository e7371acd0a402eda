"""Which calls are one campaign: by their words and by how they are made. (A1.6)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_1_campaigns import Counted, likeness, nearly_identical, pattern

SSA = "This call is from the Social Security Administration. Your benefits are suspended. Call 833-222-4207 today."
AGAIN = "This call is from the Social Security Administration, your benefits are SUSPENDED. Call 855 600 1200 today"
WARRANTY = "We have been trying to reach you about the warranty of your car. Press one to speak to a specialist now."


def test_another_number_and_other_punctuation_are_the_same_message() -> None:
    assert likeness(SSA, AGAIN) == 1.0
    assert nearly_identical(SSA, AGAIN)


def test_a_message_with_a_few_words_more_is_nearly_identical() -> None:
    assert nearly_identical(SSA, f"{SSA} Thank you.")


def test_another_message_is_another_campaign() -> None:
    assert likeness(SSA, WARRANTY) == 0.0
    assert not nearly_identical(SSA, WARRANTY)


@pytest.mark.parametrize("nothing", ["", " …!"])
def test_who_says_nothing_is_like_nobody(nothing: str) -> None:
    assert likeness(nothing, SSA) == likeness(SSA, nothing) == likeness(nothing, nothing) == 0.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_has_no_side(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0


def test_the_calling_pattern_is_told_in_sentences() -> None:
    """A1.6, A1.7"""
    assert pattern(Counted(calls=8, numbers=4, neighbours=3, no_numbers=1, unsigned=0)) == (
        "8 calls from 4 calling numbers.",
        "2.0 calls from each number on average.",
        "3 of 8 show a number that begins like the called one: neighbour spoofing.",
        "1 of 8 show no valid number.",
    )
    assert pattern(Counted(calls=1, numbers=1, neighbours=0, no_numbers=0, unsigned=0)) == (
        "1 call from 1 calling number.",
    )


def test_no_call_has_no_pattern() -> None:
    assert pattern(Counted(0, 0, 0, 0, 0)) == ()
