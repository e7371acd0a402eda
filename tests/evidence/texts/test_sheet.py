"""A CSV of texts as people send it: each line that cannot be used has its reason, the others are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.evidence.texts import labelled, sheet
from hopback.evidence.texts.grouping import group

HEAD = "file_name,language,transcript\n"


def test_lines_that_cannot_be_used_are_told_and_the_others_kept() -> None:
    long = "word " * 500_000
    rows = [
        "a.wav,en,Press one now.", "b.wav,en,", ",en,Press one now.", "a.wav,en,again", "c.wav,en", "d.wav,en,x,y",
        "e.wav,zh,请按1", f"f.wav,en,{long}", f"g.wav,en,{long[:1_000_000]}", "h.wav,en,nul\0 here", 'i.wav,en,"“…”"',
    ]  # fmt: skip
    read = sheet.read((HEAD + "\n".join(rows)).encode())
    assert [one.key for one in read.heard] == ["a.wav", "e.wav", "g.wav", "h.wav"]
    assert read.wrong == [
        "line 3: it has no transcript",
        "line 4: it has no file_name",
        "line 5: its file_name stands in line 2 already; that one is kept",
        "line 6: it has 2 cells where the first line has 3",
        "line 7: it has 4 cells where the first line has 3",
        "line 9: its transcript has more than 2,000,000 characters",
        "line 12: it has no transcript",
    ]
    assert "\0" not in read.heard[3].text


def test_other_encodings_are_read() -> None:
    words = HEAD + "a.wav,es,Oprima uno ahora, señor\n".replace(", ", " ")
    assert sheet.read(words.encode("utf-16")).heard[0].text == "Oprima uno ahora señor"
    assert sheet.read(words.encode("utf-8-sig")).heard[0].text == "Oprima uno ahora señor"
    old = sheet.read(words.encode("cp1252"))
    assert old.heard[0].text == "Oprima uno ahora señor"
    assert old.notes == ["line 2 is not UTF-8: the file is read as Windows-1252"]


def test_the_pattern_of_a_call_is_read_where_it_is_told() -> None:
    head = "transcript,file_name,called_at,calling_number,callback_number\n"
    read = sheet.read((head + "hi there,a,2026-11-01T10:00:00Z,3152328257,\nhi you,b,noon,,\n").encode())
    assert (read.heard[0].calling, str(read.heard[0].at)) == ("3152328257", "2026-11-01 10:00:00+00:00")
    assert read.notes == ["line 3: called_at is no time with a zone; the text is kept without it"]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"file_name,language\nx,en\n"])
def test_a_file_without_its_columns_is_refused_whole(data: bytes) -> None:
    with pytest.raises(sheet.SheetFaultError):
        sheet.read(data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12), st.binary(max_size=40))
def test_whatever_stands_in_a_file_nothing_breaks(cells: list[str], dirt: bytes) -> None:
    body = "".join(f"{at},en,{cell}\n" for at, cell in enumerate(cells)).encode("utf-8", "surrogatepass")
    try:
        read = sheet.read(HEAD.encode() + body + dirt)
    except sheet.SheetFaultError:
        return
    found = group(read.heard)
    assert len(found.campaign) == len(read.heard)


@pytest.mark.parametrize("data", [b"{", b'{"a": 1}', b"{}\n[]", b"a,b\n", b"", b'{"file_name": "a", "campaign"'])
def test_labels_that_are_none_are_refused(data: bytes) -> None:
    with pytest.raises(labelled.LabelsFaultError):
        labelled.read(data)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Amazon-SuspiciousCharge-P1", "Amazon-SuspiciousCharge"),
        ("SSA-P1-BenefitsCanceled (GovtImpers)", "SSA-BenefitsCanceled"),
        ("SSA-KindlyPressOne-2", "SSA-KindlyPressOne"),
        ("Discount-DirecTV50", "Discount-DirecTV50"),
        ("-P1", "-P1"),
    ],
)
def test_a_name_without_its_part(name: str, bare: str) -> None:
    assert labelled.without_part(name) == bare
