"""When the calls were made that consumers complained about anew."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.safestring import SafeString

from hopback.portal.layout import charts
from hopback.portal.sourcing.models import Complaint

from .queries.since import Since

DAYS = 10
LEGEND = (("st0", "Recorded or robocall"), ("st5", "Somebody spoke"), ("st4", "Not said"))


def per_day(when: Since, zone: str, now: datetime) -> tuple[list[charts.Bar], SafeString]:
    """Bars of the last days, each day as the reader counts it."""
    rows = Complaint.objects.filter(imported_at__gte=when.at, called_at__gte=now - timedelta(days=DAYS + 1))
    day = TruncDate("called_at", tzinfo=ZoneInfo(zone))
    counts: Counter[tuple[object, object]] = Counter()
    for on, recorded, n in rows.values_list(day, "recorded").annotate(n=Count("pk")).order_by():
        counts[on, recorded] += n
    today = now.astimezone(ZoneInfo(zone)).date()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    bars = [charts.Bar(f"{on.day} {on:%b}", tuple(counts[on, said] for said in (True, False, None))) for on in days]
    said = f"Calls that the new complaints are about, by day; {bars[-2].total} yesterday, {bars[-1].total} today."
    return bars, charts.stacked(bars, colours=[css for css, _ in LEGEND], said=said)
