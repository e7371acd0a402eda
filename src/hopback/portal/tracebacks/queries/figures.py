"""The dashboard's figures: how many, how late, how fast, and whether that is better than before (XA.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState, Status
from hopback.policy.figures import RETURN_RESULTS
from hopback.portal.layout import spans

from ..models import Answer, Hop, Traceback
from .listing import SOON

A_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    open: int
    opened_today: int
    overdue: int
    overdue_at: int
    soon: int
    soon_at: int
    on_time: float | None  # share of requests answered within 24 hours, last 30 days
    on_time_change: float | None  # percentage points against the 30 days before
    to_the_end: float | None  # seconds, median
    to_the_end_change: float | None

    @property
    def on_time_shown(self) -> str:
        return "–" if self.on_time is None else f"{self.on_time:.1%}"

    @property
    def on_time_change_shown(self) -> str:
        return "" if self.on_time_change is None else f"{signed(100 * self.on_time_change)} points"

    @property
    def on_time_css(self) -> str:
        return _better(self.on_time_change, upward=True)

    @property
    def to_the_end_shown(self) -> str:
        return "–" if self.to_the_end is None else in_days(self.to_the_end)

    @property
    def to_the_end_change_shown(self) -> str:
        change = self.to_the_end_change
        return "" if change is None else f"{'−' if change < 0 else '+'}{in_days(abs(change))}"

    @property
    def to_the_end_css(self) -> str:
        return _better(self.to_the_end_change, upward=False)


def _better(change: float | None, *, upward: bool) -> str:
    """`up` is green, `dn` red; which way is better depends on the figure."""
    return "" if not change else "up" if (change > 0) == upward else "dn"


def signed(number: float) -> str:
    """`+1.8`, `−0.4` with a real minus."""
    return f"{number:+.1f}".replace("-", "−")


def figures(*, zone: str, now: datetime) -> Figures:
    """Four reads and no more, whatever the number of tracebacks."""
    midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Traceback.objects.aggregate(
        open=Count("pk", filter=Q(closed_at=None)), today=Count("pk", filter=Q(opened_at__gte=midnight))
    )
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lt=now + SOON)
    hops = Hop.objects.waiting().aggregate(
        overdue=Count("pk", filter=late),
        overdue_at=Count("provider", filter=late, distinct=True),
        soon=Count("pk", filter=soon),
        soon_at=Count("provider", filter=soon, distinct=True),
    )
    on_time, on_time_before = _shares_on_time(now)
    took, took_before = _times_to_the_end(now)
    return Figures(
        open=rows["open"],
        opened_today=rows["today"],
        overdue=hops["overdue"],
        overdue_at=hops["overdue_at"],
        soon=hops["soon"],
        soon_at=hops["soon_at"],
        on_time=on_time,
        on_time_change=_change(on_time, on_time_before),
        to_the_end=took,
        to_the_end_change=_change(took, took_before),
    )


def _change(here: float | None, before: float | None) -> float | None:
    return None if here is None or before is None else here - before


def requests_since(since: datetime, now: datetime) -> QuerySet[Hop]:
    """Requests that were delivered from `since` on."""
    off = [HopState.SUPERSEDED.value, HopState.WITHDRAWN.value]
    return Hop.objects.filter(received_at__gte=since, received_at__lte=now).exclude(state__in=off)


def with_first_answer(hops: QuerySet[Hop]) -> QuerySet[Hop]:
    """Each hop with `.first_at`: when it was first answered, None when it was not."""
    first = Answer.objects.filter(hop=OuterRef("pk"), version=1).values("answered_at")
    return hops.annotate(first_at=Subquery(first))


def _shares_on_time(now: datetime) -> tuple[float | None, float | None]:
    """Of the requests whose 24 hours are over or that are answered: in the last month, and the one before."""
    hops, within = with_first_answer(requests_since(now - 2 * A_MONTH, now)), RETURN_RESULTS.length
    good: dict[bool, list[bool]] = {True: [], False: []}
    for received_at, first_at in hops.values_list("received_at", "first_at"):
        if first_at or received_at + within <= now:
            good[received_at >= now - A_MONTH].append(first_at is not None and first_at - received_at <= within)
    return _share(good[True]), _share(good[False])


def _share(good: list[bool]) -> float | None:
    return sum(good) / len(good) if good else None


def _times_to_the_end(now: datetime) -> tuple[float | None, float | None]:
    """Median seconds from opening to closing, withdrawn ones left out: last month, and the one before."""
    closed = Traceback.objects.filter(closed_at__gt=now - 2 * A_MONTH, closed_at__lte=now)
    spans_of: dict[bool, list[float]] = {True: [], False: []}
    for opened, ended in closed.exclude(closed_as=Status.WITHDRAWN).values_list("opened_at", "closed_at"):
        assert ended is not None
        spans_of[ended > now - A_MONTH].append((ended - opened).total_seconds())
    return _median(spans_of[True]), _median(spans_of[False])


def _median(lengths: list[float]) -> float | None:
    return median(lengths) if lengths else None


def in_days(seconds: float) -> str:
    """`2.3 d`; under two days in hours: `19 h`; under two hours `41 min`."""
    if abs(seconds) >= 2 * 86400:
        return f"{seconds / 86400:.1f} d"
    if abs(seconds) >= 2 * 3600:
        return f"{seconds / 3600:.0f} h"
    return spans.duration(timedelta(seconds=abs(seconds)))
