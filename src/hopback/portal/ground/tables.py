"""Tables for a spreadsheet: nothing in a cell may be taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any, *, plus: bool = False) -> str:
    """A number in E.164 loses its plus unless `plus`, which is for a file that comes back; other text that begins
    like a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    if text.startswith("+") and text[1:].isdigit():
        return text if plus else text[1:]
    return f"'{text}" if text.startswith(_FORMULA) else text


def uncell(text: str) -> str:
    """What a cell held before an apostrophe was put before it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]], *, plus: bool = False) -> str:
    out = StringIO()
    table = csv.writer(out)
    table.writerow(header)
    table.writerows([cell(value, plus=plus) for value in row] for row in rows)
    return out.getvalue()


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, plus: bool = False) -> HttpResponse:
    return download(name, csv_text(header, rows, plus=plus))


def download(name: str, text: str) -> HttpResponse:
    """CSV as a file, in UTF-8 with the mark by which spreadsheets recognise it."""
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
