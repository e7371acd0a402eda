"""Tables for a spreadsheet: nothing in a cell may be taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    """A number in E.164 loses its plus, other text that begins like a formula gets an apostrophe before it."""
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    if text.startswith("+") and text[1:].isdigit():
        return text[1:]
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = StringIO()
    table = csv.writer(out)
    table.writerow(header)
    table.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download in UTF-8 with the mark by which spreadsheets recognise it."""
    response = HttpResponse("\ufeff" + csv_text(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
