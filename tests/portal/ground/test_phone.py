"""Numbers as people and switches write them (A1.8): read where possible, kept in any case, never refused."""

import pytest

from hopback.portal.ground import phone

ANY_SPELLING = [
    "+12025550142",
    "12025550142",
    "2025550142",
    "(202) 555-0142",
    "202.555.0142",
    " 1-202-555-0142 ",
    "011 1 202 555 0142",
    "tel:+1-202-555-0142",
    "TEL:+12025550142;phone-context=+1",
    "+12025550142;npdi;rn=+15135559999",
    "2025550142;npdi;rn=5135559999",
    "sip:+12025550142@harborvoice.example;user=phone",
]


@pytest.mark.parametrize("raw", ANY_SPELLING)
def test_every_spelling_is_the_same_number(raw: str) -> None:
    number = phone.read(raw)
    assert (number.e164, number.region, number.valid, number.why) == ("+12025550142", "US", True, "")
    assert number.raw == raw


def test_a_number_dialled_abroad_is_read_with_its_country() -> None:
    number = phone.read("011442079460102")
    assert (number.e164, number.region) == ("+442079460102", "GB")


def test_plus_one_is_not_only_the_united_states() -> None:
    assert phone.read("+1 876 555 0123").region == "JM"


@pytest.mark.parametrize(
    ("raw", "e164", "why"),
    [
        ("anonymous", "", "holds no digits"),
        ("", "", "holds no digits"),
        ("Unavailable7", "", "not a telephone number"),
        ("911", "", "too few digits"),
        ("5550142", "", "too few digits"),
        ("+1 202 555 014", "+1202555014", "too few digits"),
        ("0044 20 7946 0102", "", "too many digits"),
        ("000 555 0142", "+10005550142", "not a number that can be assigned"),
        ("+999 123 456 789", "+999123456789", "no country code in use"),
        ("9" * 40, "", "not a telephone number"),
    ],
)
def test_an_invalid_number_is_kept_and_says_why(raw: str, e164: str, why: str) -> None:
    number = phone.read(raw)
    assert (number.raw, number.e164, number.valid) == (raw, e164, False)
    assert why in number.why


def test_a_number_is_shown_in_groups() -> None:
    assert phone.shown("+12025550142") == "+1 202 555 0142"
    assert phone.shown("+442079460102") == "+44 20 7946 0102"
    assert phone.shown("") == ""


def test_a_masked_number_hides_its_last_four_digits() -> None:
    assert phone.masked("+12025550142") == "+1 202 555 ••••"
    assert phone.masked("+33199001234") == "+33 1 99 00 •• ••"
    assert phone.masked("") == ""
