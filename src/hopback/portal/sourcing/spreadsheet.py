"""Candidates in a spreadsheet: which columns it has, how it is read, what is given back of bad rows (A4.4)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile

from hopback.portal.ground import uploads
from hopback.portal.ground.tables import csv_text, uncell
from hopback.wire.candidates import MOST

from .checking import Fault
from .models import Source
from .reading import Row, read_rows
from .refusals import CandidateWrong


class Column(NamedTuple):
    name: str
    needed: bool
    means: str


COLUMNS = (
    Column("called", True, "The number that was called, in any spelling; for a trace forward the call-back number"),
    Column("called_at", True, "When: 2026-10-19T09:41:27-04:00, or local time with the next column"),
    Column("zone", False, "A zone such as America/New_York, where called_at has no offset"),
    Column("calling", False, "The calling number as it was shown; needed unless a trace forward"),
    Column("nature", True, "fraudulent, abusive or unlawful"),
    Column("evidence", True, "What shows it"),
    Column("basis", True, "protection_222d2 or customer_approval"),
    Column("approval", False, "Whose approval, with customer_approval"),
    Column("terminating_provider", False, "Its id (prv_…) or exact name"),
    Column("campaign", False, "Its id (cmp_…) or exact name"),
    Column("characteristics", False, "One or more, by semicolon: volume_anomaly; transcript"),
    Column("score", False, "The analytics score"),
    Column("attestation", False, "A, B or C"),
    Column("signer_ocn", False, "Who signed: four characters"),
    Column("identity_header", False, "The SIP Identity header"),
    Column("source_ip", False, "Originating IP address"),
    Column("called_ip", False, "Called IP address"),
    Column("originating_point_code", False, "SS7"),
    Column("destination_point_code", False, "SS7"),
    Column("sip_anomalies", False, "What is odd in the SIP headers"),
    Column("spoofing_evidence", False, "What shows that the calling number is not the caller's"),
    Column("volume", False, "Number of calls like it"),
    Column("purpose", False, "traceback, or trace_forward for a call-back number"),
)
NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its line there (the header is line 1), its cells, what was read of them."""

    number: int
    cells: dict[str, str]
    row: Row

    @property
    def reason(self) -> str:
        return " ".join(f"{fault.field}: {fault.reason}" if fault.field else fault.reason for fault in self.row.faults)


def text_of(file: UploadedFile) -> str:
    """The file as text; refused when it is too large or no CSV."""
    return uploads.accept(file).content.decode("utf-8-sig")


def read(text: str, *, source: Source | None, now: datetime) -> list[Line]:
    """Every row that is not empty, good or bad. Raises CandidateWrong for what is wrong with the file as a whole."""
    names, rows = _rows(text)
    if len(rows) > MOST:
        raise CandidateWrong(f"There are {len(rows)} rows; at most {MOST} are taken at once.", "file")
    told = [_cells(cells, names) for _, cells in rows]
    read = read_rows([_typed(cells) for cells in told], source=source, now=now)
    return [
        Line(number, cells, _too_long(row, raw, names))
        for (number, raw), cells, row in zip(rows, told, read, strict=True)
    ]


def told(text: str) -> list[tuple[int, dict[str, object]]]:
    """Line and cells of every row that is not empty, as a message expects them; any number. Raises CandidateWrong."""
    names, rows = _rows(text)
    return [(number, _typed(_cells(cells, names)) | _surplus(cells, names)) for number, cells in rows]


def _surplus(cells: Sequence[str], names: Sequence[str]) -> dict[str, object]:
    """Cells beyond the header are refused with the row: no field is called so."""
    return {f"cell_{len(names) + 1}": cells[len(names)]} if len(cells) > len(names) else {}


def _rows(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    head, *body = _table(text)
    names = _header(head)
    rows = [(number, cells) for number, cells in enumerate(body, start=2) if any(cell.strip() for cell in cells)]
    if not rows:
        raise CandidateWrong("There is a header and no row below it.", "file")
    return names, rows


def _cells(cells: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    return dict(zip(names, (uncell(cell.strip()) for cell in cells), strict=False))


def _table(text: str) -> list[list[str]]:
    text = text.removeprefix("\ufeff").strip("\r\n")
    first = text.partition("\n")[0]
    comma = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True))
    except csv.Error as exc:
        raise CandidateWrong(f"The file is not well-formed CSV: {exc}.", "file") from None
    if not rows:
        raise CandidateWrong("The file is empty.", "file")
    return rows


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    unknown = [name for name in names if name not in NAMES and name not in {"row", "reason"}]
    missing = [column.name for column in COLUMNS if column.needed and column.name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    said = [
        f"No column is called {', '.join(unknown)}." if unknown else "",
        f"These columns are missing: {', '.join(missing)}." if missing else "",
        f"These columns stand there twice: {', '.join(twice)}." if twice else "",
    ]
    if any(said):
        raise CandidateWrong(" ".join(filter(None, said)), "file")
    return names


def _typed(cells: dict[str, str]) -> dict[str, object]:
    """Words to what a message expects; `row` and `reason` come back with bad rows that were put right."""
    told: dict[str, object] = {name: cell for name, cell in cells.items() if name not in {"row", "reason"}}
    for name in ("nature", "basis", "purpose"):
        told[name] = str(told.get(name, "")).casefold().replace(" ", "_")
    many = str(told.get("characteristics", "")).split(";")
    told["characteristics"] = [word.strip().casefold().replace(" ", "_") for word in many if word.strip()]
    return told


def _too_long(row: Row, raw: Sequence[str], names: Sequence[str]) -> Row:
    if len(raw) <= len(names):
        return row
    fault = Fault("", f"The row has {len(raw)} cells, the header {len(names)}: is a comma unquoted?")
    return Row(row.details, [fault, *row.faults])


def bad_rows(lines: Sequence[Line]) -> str:
    """The bad rows as CSV, each with its line and reason; put right, the same file can be given again."""
    names = [name for name in NAMES if any(name in line.cells for line in lines)]
    bad = [line for line in lines if line.row.faults]
    table = [[line.number, line.reason, *(line.cells.get(name, "") for name in names)] for line in bad]
    return csv_text(["row", "reason", *names], table, plus=True)


def example() -> str:
    """The columns with one row, to begin from."""
    row = {
        "called": "+13305550117",
        "called_at": "2026-10-19T09:41:27-04:00",
        "calling": "+12025550142",
        "nature": "fraudulent",
        "evidence": "The recording says that benefits are suspended.",
        "basis": "protection_222d2",
        "characteristics": "called_party_complaints; transcript",
        "purpose": "traceback",
    }
    return csv_text(NAMES, [[row.get(name, "") for name in NAMES]], plus=True)
