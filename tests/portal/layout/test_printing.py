"""Documents on paper."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from hopback.portal.layout import printing

AT = datetime(2026, 10, 20, 14, tzinfo=UTC)
SHEET = """#import "house.typ": *
#let data = json(bytes(sys.inputs.data))
#show: house.with(title: data.title, foot: "Hopback")
#sheet(("Provider", "Hops"), data.rows, right: (1,))
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "report.typ"
    path.write_text(SHEET)
    return path


def text_of(pdf: bytes) -> str:
    return PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_what_is_printed_can_be_read_aloud(sheet: Path) -> None:
    pdf = printing.pdf(sheet, {"title": "October", "rows": [["Cardinal Wireless", 12]]}, at=AT)
    assert "Cardinal Wireless" in text_of(pdf)
    assert b"/MarkInfo" in pdf or "/MarkInfo" in PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert b"pdfuaid" in pdf


def test_the_same_facts_give_the_same_bytes(sheet: Path) -> None:
    data = {"title": "October", "rows": [["Cardinal Wireless", 12]]}
    assert printing.pdf(sheet, data, at=AT) == printing.pdf(sheet, data, at=AT)


def test_a_name_is_text_and_never_markup(sheet: Path) -> None:
    name = '#panic("run") *Bold* $x$ @ref'
    assert name in text_of(printing.pdf(sheet, {"title": "October", "rows": [[name, 1]]}, at=AT))


def test_a_script_that_our_fonts_lack_still_prints(sheet: Path) -> None:
    pdf = printing.pdf(sheet, {"title": "October", "rows": [["中 Telecom", 1]]}, at=AT)
    assert "Telecom" in text_of(pdf)
