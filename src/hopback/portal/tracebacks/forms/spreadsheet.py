"""Up to 500 answers in one CSV file: every bad row says its line, its column and why; good rows are kept (XA.2)."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from hopback.portal.ground import uploads
from hopback.portal.providers.models import Provider

from ..models import Hop
from .answer import AnswerForm
from .columns import ANSWER, FIXED
from .fields import NOT_LISTED, SOMEONE_ELSE

MOST = 500


class SheetRefused(Exception):  # noqa: N818 - it reads as what happened
    """This file cannot be read as answers at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    column: str
    reason: str
    value: str = ""


@dataclass(slots=True)
class Sheet:
    """`good` rows with the line each stood on; `blank` rows had no answer yet."""

    good: list[tuple[int, Hop, AnswerForm]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    blank: int = 0
    unknown_columns: list[str] = field(default_factory=list)


class UploadForm(forms.Form):
    file = forms.FileField(label="CSV file", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> uploads.Upload:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            upload = uploads.accept(file)
        except uploads.UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        if not upload.name.lower().endswith(".csv"):
            raise forms.ValidationError(f"{upload.name} is not a CSV file. Save the spreadsheet as CSV first.")
        return upload


def read(content: bytes, *, hops: QuerySet[Hop], among: QuerySet[Provider], now: datetime) -> Sheet:
    """`hops` are those the reader may answer. SheetRefused: not UTF-8, no heading, too many rows."""
    rows = list(_rows(content))
    sheet = Sheet(unknown_columns=_unknown(rows[0][1] if rows else {}))
    asked = [row for row in rows if row[1].get("kind")]
    sheet.blank = len(rows) - len(asked)
    if len(asked) > MOST:
        raise SheetRefused(f"The file holds {len(asked)} answers; send at most {MOST} at a time.")
    known = {hop.public_id: hop for hop in hops.filter(public_id__in={row["hop"] for _, row in asked})}
    seen: set[str] = set()
    for line, row in asked:
        _judge(sheet, line, row, known, seen, among=among, now=now)
    return sheet


def _judge(
    sheet: Sheet,
    line: int,
    row: dict[str, str],
    known: dict[str, Hop],
    seen: set[str],
    *,
    among: QuerySet[Provider],
    now: datetime,
) -> None:
    hop = known.get(row["hop"])
    if hop is None:
        sheet.faults.append(Fault(line, "hop", "No request with this id was sent to you.", row["hop"]))
        return
    if hop.public_id in seen:
        sheet.faults.append(Fault(line, "hop", "This request is in the file twice.", row["hop"]))
        return
    seen.add(hop.public_id)
    form = AnswerForm(_as_page(row, among), among=among, now=now)
    if form.is_valid():
        sheet.good.append((line, hop, form))
    else:
        sheet.faults += faults_of(line, row, form)


def faults_of(line: int, row: dict[str, str], form: AnswerForm) -> list[Fault]:
    """What is wrong with one row, by column."""
    found = []
    for name, errors in form.errors.items():
        column = {"upstream_name": "upstream", "__all__": ""}.get(name, name)
        found += [Fault(line, column, str(error), row.get(column, "")) for error in errors]
    return found


def _as_page(row: dict[str, str], among: QuerySet[Provider]) -> dict[str, str]:
    """A row as the answer page would send it: an upstream by id or by name, or one that is described."""
    data = {name: row.get(name, "") for name in ANSWER}
    data["kind"] = data["kind"].lower().replace(" ", "_")
    data["unlisted_country"] = data["unlisted_country"].upper() or "US"
    named = data["upstream"]
    if named and not named.startswith("prv_"):
        data |= {"upstream": SOMEONE_ELSE, "upstream_name": named}
    elif not named and data["unlisted_name"]:
        data["upstream"] = NOT_LISTED
    return data


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column, stripped; rows without any cell are passed over."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise SheetRefused(f"Line {line} is not UTF-8 text. Save the file as “CSV UTF-8”.") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        _check(heading)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(heading, cells)
    except csv.Error as wrong:
        raise SheetRefused(f"Line {reader.line_num} is not CSV: {wrong}.") from None


def _row(heading: list[str], cells: list[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(heading) - len(cells))]
    return {name: _plain(cell) for name, cell in zip(heading, padded, strict=False)}


def _plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading a cell as a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t" else cell


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _check(heading: list[str]) -> None:
    missing = [name for name in ("hop", "kind") if name not in heading]
    if missing:
        raise SheetRefused(
            f"Line 1 has no column “{missing[0]}”. Begin from the file with your waiting calls: its first line "
            "names the columns."
        )


def _unknown(row: dict[str, str]) -> list[str]:
    return [name for name in row if name and name not in {*FIXED, *ANSWER}]
