"""The list as a file: what staff may pass on among themselves. No number and no time of a call is in it (XC.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

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


def lines_of(rows: QuerySet[Traceback], now: datetime) -> Iterator[tuple[Any, ...]]:
    """One line of `COLUMNS` for each traceback; moments are RFC 3339, UTC."""
    for row in rows[:MOST]:
        hop = row.waiting_hops[0] if row.waiting_hops else None  # type: ignore[attr-defined]
        campaign = row.candidate.campaign
        yield (
            row.number,
            row.public_id,
            campaign.name if campaign else "",
            row.closed_as or "open",
            row.hop_count,  # type: ignore[attr-defined]
            hop.provider.name if hop and hop.provider else "",
            _moment(hop.due_at if hop else None),
            bool(hop and hop.due_at and hop.due_at < now),
            row.owner.name if row.owner else "",
            _moment(row.opened_at),
            _moment(row.closed_at),
        )


def _moment(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z") if value else ""
