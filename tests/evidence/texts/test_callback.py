"""Numbers that a call asks to call back are heard in every form they are told in (A1.10)."""

import pytest

from hopback.evidence.texts.callback import numbers

TOLD = {
    "call us on our toll-free number, 315-232-8257. Thank you.": ["+13152328257"],
    "That number is (714) 406 4370, again that is 714.406.4370": ["+17144064370"],
    "legal proceedings that is 5302901697, I repeat 530 290 1697.": ["+15302901697"],
    "call three one five two three two eight two five seven now": ["+13152328257"],
    "Call three one five, two three two, eight two five seven.": ["+13152328257"],
    "Call one eight hundred, five five five, oh one double nine.": ["+18005550199"],
    "call 1-800-555-0199 or 1 (888) 511-0275": ["+18005550199", "+18885110275"],
    "call me at 844-717-2335 844-717-2335": ["+18447172335"],
    "eight four four, seven seventeen, twenty three thirty five": ["+18447172335"],
    "Call 1-800-GO-FEDEX today": ["+18004633339"],
    "llame al ocho cuatro cuatro siete uno siete dos tres tres cinco": ["+18447172335"],
    "请拨打八四四七一七二三三五": ["+18447172335"],
    "ring us on +44 20 7946 0958": ["+442079460958"],
}


@pytest.mark.parametrize("text", TOLD)
def test_a_number_is_heard(text: str) -> None:
    assert numbers(text) == TOLD[text]


@pytest.mark.parametrize(
    "text",
    [
        "an amount of $1,499.35, order 20907, reference 8580",
        "Press 1 or press 2. In 2022 we tried 30 times within 45 minutes.",
        "call 833-304-143",
        "the amount is $3152328257",
        "",
        "5" * 5000,
        "one " * 5000,
    ],
    ids=["amounts", "keys", "a digit short", "dollars", "nothing", "fives", "ones"],
)
def test_what_is_no_number_is_left_out(text: str) -> None:
    assert numbers(text) == []
