"""Texts out of a CSV file, with a reason for every line that cannot be used; the others are kept."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .heard import Heard

NEEDED = ("file_name", "transcript")
PATTERN = {"calling_number": "calling", "callback_number": "call_back"}  # columns that may be there
LONGEST = 2_000_000  # characters of one text
WIDEST = 16 << 20  # characters of one cell, before Python's reader gives up on the file
MOST_TOLD = 20  # lines that are told of one by one


class SheetFaultError(ValueError):
    """The file as a whole cannot be used; the message says why."""


@dataclass
class Sheet:
    heard: list[Heard] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # “line 7: it has no transcript”
    notes: list[str] = field(default_factory=list)


def read(data: bytes) -> Sheet:
    """Columns file_name, transcript; where they are there language, calling_number, callback_number, called_at."""
    sheet = Sheet()
    rows = _rows(_decoded(data, sheet))
    try:
        line, header = next(rows, (0, []))
        column = {name.strip().lower(): at for at, name in reversed(list(enumerate(header)))}
        if missing := [name for name in NEEDED if name not in column]:
            raise SheetFaultError(f"Its first line has no column {' and no '.join(missing)}.")
        seen: dict[str, int] = {}
        for line, row in rows:
            if row:
                _take(line, row, column, len(header), seen, sheet)
    except csv.Error as fault:
        raise SheetFaultError(f"Line {line + 1} ends the reading: {fault}.") from fault
    return sheet


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    before = csv.field_size_limit(WIDEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        for row in reader:
            yield reader.line_num, row
    finally:
        csv.field_size_limit(before)


def _take(
    line: int, row: Sequence[str], column: dict[str, int], width: int, seen: dict[str, int], sheet: Sheet
) -> None:
    def cell(name: str) -> str:
        at = column.get(name, width)
        return row[at].replace("\0", " ").strip() if at < len(row) else ""

    key, text = cell("file_name"), cell("transcript")
    if reason := _reason(key, text, len(row), width, seen):
        sheet.wrong.append(f"line {line}: {reason}")
        return
    seen[key] = line
    at = _moment(cell("called_at"))
    if at is None and cell("called_at"):
        sheet.notes.append(f"line {line}: called_at is no time with a zone; the text is kept without it")
    told = {into: cell(name) for name, into in PATTERN.items()}
    sheet.heard.append(Heard(key, text, cell("language")[:12], at=at, **told))


def _reason(key: str, text: str, cells: int, width: int, seen: dict[str, int]) -> str:
    if cells != width:
        return f"it has {cells} cells where the first line has {width}"
    if not key:
        return "it has no file_name"
    if key in seen:
        return f"its file_name stands in line {seen[key]} already; that one is kept"
    if not any(letter.isalnum() for letter in text[:LONGEST]):
        return "it has no transcript"
    if len(text) > LONGEST:
        return f"its transcript has more than {LONGEST:,} characters"
    return ""


def _decoded(data: bytes, sheet: Sheet) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise SheetFaultError("It begins as UTF-16 and is none.") from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        sheet.notes.append(f"line {line} is not UTF-8: the file is read as Windows-1252")
        return data.decode("cp1252", errors="replace")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
