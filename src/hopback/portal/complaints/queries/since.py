"""From when on a complaint is new: since this morning, or since the day on which the newest file came (A1.7)."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Min

from hopback.portal.sourcing.models import Complaint

USUAL_DAYS = 28  # what is usual is taken from so many days before


class Since(NamedTuple):
    """`at`: complaints kept from then on are new. `before`: days before it of which there are complaints."""

    at: datetime
    is_today: bool
    before: float


def since(zone: str, now: datetime) -> Since | None:
    """None where no complaint was ever kept."""
    newest = Complaint.objects.order_by("-imported_at").values_list("imported_at", flat=True).first()
    if newest is None:
        return None
    today, day = _midnight(now, zone), _midnight(newest, zone)
    at = min(today, day)
    first = Complaint.objects.filter(imported_at__lt=at).aggregate(first=Min("imported_at"))["first"]
    days = (at - _midnight(first, zone)) / timedelta(days=1) if first else 0.0
    return Since(at, at == today, min(days, float(USUAL_DAYS)))


def _midnight(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
