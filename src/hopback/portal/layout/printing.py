"""Documents on paper: tagged PDF (PDF/UA-1) from a typst sheet and plain data, the same bytes for the same facts.

A room keeps its sheets in `print/<name>.typ` beside its templates. A sheet begins with

    #import "house.typ": *
    #let data = json(bytes(sys.inputs.data))
    #show: house.with(title: data.title, made: data.made)
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

HOUSE = Path(__file__).parent / "print"
NO_GLYPH = (
    "could not be displayed"  # a name in a script that our fonts lack: printed with boxes, tagged, but not PDF/UA
)


def pdf(sheet: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """`sheet` filled with `data` (JSON: text, numbers, lists; never markup, so nothing in it is run).

    `at`: when the document was made, for its metadata. Files named like the sheet's own (`chart.svg`) come with
    `data["files"]`, name → text, and are left out of what the sheet reads.
    """
    said = {name: value for name, value in data.items() if name != "files"}
    with TemporaryDirectory() as folder:
        desk = Path(folder)
        (desk / "house.typ").write_text((HOUSE / "house.typ").read_text())
        (desk / "sheet.typ").write_text(sheet.read_text())
        for name, text in data.get("files", {}).items():
            (desk / Path(name).name).write_text(text)
        try:
            return _compiled(desk, said, at, standards=["ua-1"])
        except typst.TypstError as failed:
            if NO_GLYPH not in str(failed):
                raise
            return _compiled(desk, said, at, standards=[])


def _compiled(desk: Path, said: Mapping[str, Any], at: datetime, *, standards: list[str]) -> bytes:
    return typst.compile(
        str(desk / "sheet.typ"),
        root=str(desk),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
        pdf_standards=standards,
        timestamp=int(at.astimezone(UTC).timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Public Sans, and what typst brings along; nothing of the machine's, so that pages look alike everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HOUSE / "fonts")])
