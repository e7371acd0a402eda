"""Campaigns with open tracebacks: how many, whether they grow, and where their paths end (A1.6)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from hopback.policy.article_3_traceback.initiation_and_tracking import Status
from hopback.portal.layout import charts
from hopback.portal.sourcing.models import Campaign

from ..models import Hop, Traceback
from .listing import OFF

WEEKS = 10
MOST = 5


@dataclass(frozen=True, slots=True)
class Active:
    """One campaign. `ends` names who its paths end at most."""

    campaign: Campaign
    open: int
    spark: SafeString
    recent: int
    ends: str

    @property
    def volume(self) -> str:
        """`about 38 M calls a month`."""
        count = self.campaign.volume_a_month
        if not count:
            return ""
        for size, letter in ((1_000_000, "M"), (1_000, "k")):
            if count >= size:
                return f"about {count / size:.3g} {letter} calls a month"
        return f"about {count} calls a month"


def active(now: datetime, most: int = MOST) -> list[Active]:
    """The campaigns with most open tracebacks; three reads."""
    still_open = Count("candidates__opened", filter=Q(candidates__opened__closed_at=None))
    traced = Campaign.objects.filter(candidates__opened__isnull=False)
    rows = list(traced.annotate(n=still_open).filter(n__gt=0).order_by("-n", "name")[:most])
    weeks, ends = _weeks(rows, now), _ends(rows)
    return [
        Active(row, row.n, charts.sparkline(weeks[row.pk]), sum(weeks[row.pk]), ends.get(row.pk, "Not yet found"))  # type: ignore[attr-defined]
        for row in rows
    ]


def _weeks(rows: list[Campaign], now: datetime) -> dict[int, list[int]]:
    counts = {row.pk: [0] * WEEKS for row in rows}
    since = now - timedelta(weeks=WEEKS)
    opened = Traceback.objects.filter(candidate__campaign__in=rows, opened_at__gt=since, opened_at__lte=now)
    for campaign, opened_at in opened.values_list("candidate__campaign", "opened_at"):
        counts[campaign][min((opened_at - since) // timedelta(weeks=1), WEEKS - 1)] += 1
    return counts


def _ends(rows: list[Campaign]) -> dict[int, str]:
    """The provider at the end of most closed paths of each campaign."""
    last: dict[int, tuple[int, str]] = {}
    closed = Hop.objects.filter(traceback__candidate__campaign__in=rows, traceback__closed_at__isnull=False)
    closed = closed.exclude(state__in=OFF).exclude(traceback__closed_as=Status.WITHDRAWN)
    of = "traceback__candidate__campaign"
    for traceback, campaign, name in closed.order_by("traceback", "position").values_list(
        "traceback", of, "provider__name"
    ):
        last[traceback] = (campaign, name)
    votes: dict[int, Counter[str]] = {row.pk: Counter() for row in rows}
    for campaign, name in last.values():
        votes[campaign][name] += 1
    return {pk: count.most_common(1)[0][0] for pk, count in votes.items() if count}
