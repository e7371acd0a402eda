"""The list as a file: what staff may pass on among themselves. No number and no time of a call is in it (XC.2)."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse

from ..models import Traceback

COLUMNS = (
    "traceback",
    "id",
    "campaign",
    "status",
    "hops",
    "waiting_on",
    "due_at",
    "overdue",
    "owner",
    "opened_at",
    "closed_at",
)
MOST = 5_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(rows: QuerySet[Traceback], now: datetime) -> Iterator[dict[str, Any]]:
    """One flat dict for each traceback; moments are RFC 3339, UTC."""
    for row in rows[:MOST]:
        hop = row.waiting_hops[0] if row.waiting_hops else None  # type: ignore[attr-defined]
        campaign = row.candidate.campaign
        yield {
            "traceback": row.number,
            "id": row.public_id,
            "campaign": campaign.name if campaign else "",
            "status": row.closed_as or "open",
            "hops": row.hop_count,  # type: ignore[attr-defined]
            "waiting_on": hop.provider.name if hop and hop.provider else "",
            "due_at": _moment(hop.due_at if hop else None),
            "overdue": bool(hop and hop.due_at and hop.due_at < now),
            "owner": row.owner.name if row.owner else "",
            "opened_at": _moment(row.opened_at),
            "closed_at": _moment(row.closed_at),
        }


def as_csv(rows: QuerySet[Traceback], now: datetime) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tracebacks.csv"'
    writer = csv.DictWriter(response, COLUMNS)  # type: ignore[type-var]
    writer.writeheader()
    for row in rows_of(rows, now):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return response


def as_json(rows: QuerySet[Traceback], now: datetime) -> HttpResponse:
    return JsonResponse({"tracebacks": list(rows_of(rows, now))})


def _cell(value: Any) -> str:
    """A spreadsheet must not take a name for a formula."""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _moment(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z") if value else ""
