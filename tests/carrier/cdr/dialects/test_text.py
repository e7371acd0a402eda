"""Lines and rows come out of any bytes, with the numbers that an editor shows."""

import gzip
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import text
from hopback.carrier.cdr.reading import UnreadableError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def numbered(file: Path, content: bytes) -> list[tuple[int, list[str]]]:
    file.write_bytes(content)
    return [(row.line, row.cells) for row in text.rows(file)]


def test_lines_end_with_lf_or_cr_lf_or_cr(file: Path) -> None:
    assert numbered(file, b"a,b\nc,d\r\ne,f\rg,h") == [
        (1, ["a", "b"]),
        (2, ["c", "d"]),
        (3, ["e", "f"]),
        (4, ["g", "h"]),
    ]


def test_empty_lines_are_no_rows_but_are_counted(file: Path) -> None:
    assert numbered(file, b"a\n\n  \nb\n") == [(1, ["a"]), (4, ["b"])]


def test_a_quoted_field_over_three_lines_is_one_row_where_it_begins(file: Path) -> None:
    assert numbered(file, b'a,b\n"Cardinal\nWire\nless",d\ne,f\n') == [
        (1, ["a", "b"]),
        (2, ["Cardinal\nWire\nless", "d"]),
        (5, ["e", "f"]),
    ]


def test_an_open_quotation_mark_spoils_its_own_row_only(file: Path) -> None:
    file.write_bytes(b'a,"b\nc,d\n"e","f"\n')
    first, *others = text.rows(file)
    assert (first.line, first.raw, first.broken) == (1, 'a,"b', "a quotation mark opens a field and none closes it")
    assert [(row.line, row.cells, row.broken) for row in others] == [(2, ["c", "d"], ""), (3, ["e", "f"], "")]


def test_a_quotation_mark_inside_a_field_spoils_its_own_row_only(file: Path) -> None:
    file.write_bytes(b'"O"Neil",a\nc,d\n')
    first, second = text.rows(file)
    assert "inside a field" in first.broken
    assert second.cells == ["c", "d"]


def test_a_row_over_lines_has_to_be_as_wide_as_the_others(file: Path) -> None:
    file.write_bytes(b'a,"b\nc",d\n')
    assert [row.cells for row in text.rows(file, widths=(3,))] == [["a", "b\nc", "d"]]
    assert [bool(row.broken) for row in text.rows(file, widths=(2,))] == [True, False]


def test_bytes_that_are_no_utf_8_are_kept_as_signs(file: Path) -> None:
    assert numbered(file, b"Caf\xe9,1\nCaf\xc3\xa9,2\n") == [(1, ["Café", "1"]), (2, ["Café", "2"])]


def test_nul_is_shown_as_its_picture(file: Path) -> None:
    assert numbered(file, b"a\0b,c\n") == [(1, ["a␀b", "c"])]


def test_a_byte_order_mark_is_no_part_of_the_first_name(file: Path) -> None:
    assert numbered(file, b"\xef\xbb\xbfsrc,dst\n") == [(1, ["src", "dst"])]


def test_utf_16_as_spreadsheets_write_it(file: Path) -> None:
    assert numbered(file, "src,dst\nCafé,2\n".encode("utf-16")) == [(1, ["src", "dst"]), (2, ["Café", "2"])]


def test_a_packed_file_reads_like_the_file(file: Path) -> None:
    assert numbered(file, gzip.compress(b"a,b\nc,d\n")) == [(1, ["a", "b"]), (2, ["c", "d"])]


def test_a_packed_file_that_breaks_off_says_so_and_keeps_what_there_is(file: Path) -> None:
    rows = b"".join(b"%d,%d\n" % (n, n * n) for n in range(60_000))
    file.write_bytes(gzip.compress(rows)[:-20_000])
    found = list(text.rows(file))
    assert len(found) > 10_000
    assert "breaks off" in found[-1].broken
    assert not any(row.broken for row in found[:-1])


def test_a_line_without_end_is_bounded_and_the_next_one_is_read(file: Path) -> None:
    file.write_bytes(b"a,b\n" + b"x" * (3 * text.LONGEST) + b"\nc,d\n")
    first, endless, last = text.rows(file)
    assert (first.line, endless.line, last.line) == (1, 2, 3)
    assert "1,048,576 bytes" in endless.broken
    assert len(endless.raw) <= 2 * text.SHOWN
    assert last.cells == ["c", "d"]


def test_lines_far_into_a_file_keep_their_number(file: Path) -> None:
    file.write_bytes(b"".join(b"%d\r\n" % n for n in range(1, 200_001)))
    assert all(line.text == str(line.number) for line in text.lines(file))
    assert next(text.lines(file, after_line=150_000)).text == "150001"


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"missing\.csv cannot be opened"):
        list(text.lines(tmp_path / "missing.csv"))


def test_a_rejected_row_is_shown_cut_and_without_control_signs() -> None:
    assert text.shown("\x1b[31mred\x07\x9b" + "x" * 1000) == "␛[31mred␇�" + "x" * 390


def test_the_head_of_a_folder_is_that_of_its_first_file(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"second")
    (tmp_path / "a.csv").write_bytes(b"first")
    (tmp_path / ".hidden").write_bytes(b"hidden")
    assert text.head(tmp_path) == b"first"
    assert text.head(tmp_path / "nothing") == b""
