"""Numbers as people write them, ranges as the fewest blocks, and each bad row told (XB.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.portal.do_not_originate.reading import Read, read_counts, read_text

LOW = 12_025_550_000


SPELLINGS = ("800-555-0140", "1 (800) 555.0140", "+18005550140", "'+18005550140", "tel:+1-800-555-0140")


@pytest.mark.parametrize("written", SPELLINGS)
def test_any_spelling_is_one_number(written: str) -> None:
    assert read_text(f"number\n{written}\n\n+1 800 555 0140") == ([Read("+18005550140", False)], [])


@pytest.mark.parametrize(
    "written", ["202-555-0100 to 202-555-0199", "202-555-0100 - 202-555-0199", "202-555-0100–202-555-0199",
                "202-555-0100,202-555-0199", "+1202555 01*"],
)  # fmt: skip
def test_a_range_becomes_the_fewest_blocks(written: str) -> None:
    assert read_text(written) == ([Read("+120255501", True)], [])


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_range_covers_its_numbers_and_no_other(first: int, length: int) -> None:
    last = min(first + length, 20_000)
    read, faults = read_text(f"+{LOW + first} to +{LOW + last}")
    covered = [10 ** (12 - len(one.number)) for one in read]
    assert (sum(covered), faults) == (last - first + 1, [])
    edge = LOW + first
    for one, many in zip(read, covered, strict=True):
        assert int(one.number[1:].ljust(11, "0")) == edge
        assert one.block == (many > 1)
        edge += many


def test_each_bad_row_says_its_row_and_why() -> None:
    read, faults = read_text("number,to\n800-555-0140\n911\nhello\n202-555-0199,202-555-0100\n+1202*\n+1111555*\n")
    assert read == [Read("+18005550140", False)]
    assert [one.row for one in faults] == [3, 4, 5, 6, 7]
    assert str(faults[2]).endswith("the last number of a range is behind its first.")
    assert "6 to 9 digits" in faults[3].why


def test_statistics_are_a_count_for_each_number_XB_8() -> None:
    counts, faults = read_counts("number,calls\n800-555-0140,312\n800-555-0141\n800-555-0142,many\n")
    assert counts == [("+18005550140", 312)]
    assert [one.row for one in faults] == [3, 4]
