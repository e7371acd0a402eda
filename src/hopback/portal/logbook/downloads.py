"""A list that leaves the portal as a file, and the log that keeps who took it, with what was asked for (XC.2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import urlencode

from hopback.portal.ground.tables import csv_file

from . import actions

FORMATS = ("csv", "json")


def asked_for(request: HttpRequest) -> str:
    """`csv` or `json` where the address asks for a file instead of a page, else ""."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in FORMATS else ""


def hand_over(
    request: HttpRequest,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    now: datetime,
    plus: bool = False,
) -> HttpResponse:
    """Every row under `columns`: as `name`.csv, or with `?format=json` as a list of objects under `name`.

    `plus`: numbers of calls keep theirs, as a file that comes back wants (`ground.tables.cell`).
    """
    lines = [list(row) for row in rows]
    form = asked_for(request) or "csv"
    actions.note_download(
        by=request.viewer,  # type: ignore[attr-defined]
        now=now,
        what=f"{name}.{form}",
        rows=len(lines),
        asked=_asked(request.GET),
    )
    if form == "json":
        return JsonResponse({name: [dict(zip(columns, line, strict=True)) for line in lines]})
    return csv_file(f"{name}.csv", columns, lines, plus=plus)


def _asked(query: Mapping[str, str]) -> str:
    """The filters, as their address says them."""
    return urlencode([(key, value) for key, value in query.items() if key != "format" and value])
