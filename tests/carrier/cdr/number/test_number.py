"""A number is the same number in whatever form a switch wrote it, and never another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.carrier.cdr import number

WASHINGTON = 12025550142


@pytest.mark.parametrize(
    "raw",
    [
        "+12025550142",
        "12025550142",
        "2025550142",
        "(202) 555-0142",
        "+1-202-555-0142",
        "202.555.0142",
        " 2025550142 ",
        "01112025550142",
        "0012025550142",
        "+01112025550142",
        "%2B12025550142",
        "sip:+12025550142@198.51.100.7:5060;user=phone",
        "<tel:+1-202-555-0142;phone-context=+1>",
        '"Harbor Voice, LLC" <sip:2025550142@198.51.100.7>',
        '"" <2025550142>',
        "2025550142;npdi;rn=+12025550199",
        "2025550142#",
        "2025550142x77",
        "+1 202 555 0142 ext. 77",
        "2025550142;ext=77",
        "2025550142*12",
        "9#2025550142",
        "#31#+12025550142",
        "*672025550142",
        "88123 12025550142",
        "101028812025550142",
        "92025550142",
        "+2025550142",
    ],
)
def test_All_these_are_one_number_in_Washington(raw: str) -> None:
    assert number.key(raw) == WASHINGTON


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("+442079460018", 442079460018),
        ("00442079460018", 442079460018),
        ("011442079460018", 442079460018),
        ("442079460018", 442079460018),
        ("+44 (0)20 7946 0018", 442079460018),
        ("919845012345", 919845012345),
        ("911", 911),
        ("4021", 4021),
    ],
)
def test_Numbers_abroad_and_short_ones_keep_their_digits(raw: str, meant: int) -> None:
    assert number.key(raw) == meant


@pytest.mark.parametrize("raw", ["", "anonymous", "Restricted", "sip:anonymous@anonymous.invalid", "unknown", "+", "x"])
def test_Nobody_can_tell_who_that_is(raw: str) -> None:
    assert number.key(raw) == 0


def test_A_national_number_is_of_the_country_of_its_switch() -> None:
    assert number.key("020 7946 0018", country="44") == 442079460018
    assert number.key("8812025550142", prefixes=["881"]) == WASHINGTON


def test_The_routing_number_is_read_beside_the_number() -> None:
    ported = "+15135550168;npdi;rn=+1-513-555-0199"
    assert number.routing_key(ported) == 15135550199
    assert number.keys([ported, "anonymous"]) == {15135550168, 15135550199}


@given(st.text(max_size=60))
def test_Whatever_is_written_there_is_a_key_that_fits_64_bits(raw: str) -> None:
    assert 0 <= number.key(raw) < 10**18


@given(
    st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(["{}", "1{}", "+1{}", "0111{}", "9#{}", "sip:{}@192.0.2.1", "tel:+1{};npdi;rn=+12125550199"]),
)
def test_Every_form_of_a_North_American_number_has_one_key(ten: str, form: str) -> None:
    assert number.key(form.format(ten)) == int("1" + ten)
