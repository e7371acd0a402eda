"""How far paths were traced, by week of closing (A3.7, A3.9)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from hopback.policy.article_3_traceback import initiation_and_tracking as tracking
from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState, Status
from hopback.portal.layout.charts import Bar
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Answer, Hop, Traceback
from .listing import OFF

WEEKS = 7
ORDER = {  # from the bottom of a column up, each with its colour
    Designation.US_ORIGIN: "st0",
    Designation.US_POINT_OF_ENTRY: "st5",
    Designation.FOREIGN_POINT_OF_DEPARTURE: "st1",
    Designation.INTERNATIONAL_ORIGIN: "st2",
    Designation.NO_RESPONSE: "st3",
    Designation.NOT_FOUND: "st4",
}
ORIGINS = (Designation.US_ORIGIN, Designation.INTERNATIONAL_ORIGIN)


def ended_per_week(*, zone: str, now: datetime, weeks: int = WEEKS) -> list[Bar]:
    """One column for each of the last weeks, parts in the order of `ORDER`; five reads for any number."""
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    since = datetime(first.year, first.month, first.day, tzinfo=here)
    closed = Traceback.objects.filter(closed_at__gte=since, closed_at__lte=now).exclude(closed_as=Status.WITHDRAWN)
    when = dict(closed.values_list("pk", "closed_at"))
    counts: dict[date, dict[Designation, int]] = defaultdict(lambda: defaultdict(int))
    for pk, path in paths(list(when)).items():
        day = when[pk].astimezone(here).date()  # type: ignore[union-attr]
        if end := farthest(path):
            counts[day - timedelta(days=day.weekday())][end] += 1
    mondays = [first + timedelta(days=7 * week) for week in range(weeks)]
    return [Bar(f"{day.day} {day:%b}", tuple(counts[day][each] for each in ORDER)) for day in mondays]


def farthest(path: Sequence[tracking.Hop]) -> Designation | None:
    """What is known of the far end: its origin; else, abroad, the last provider that did answer; else why not."""
    given = designations(path)
    if not path:
        return None
    last = given[-1]
    for origin in ORIGINS:
        if origin in last:
            return origin
    if path[-1].foreign:
        named_only = Designation.FOREIGN_POINT_OF_DEPARTURE in last
        return Designation.US_POINT_OF_ENTRY if named_only else Designation.FOREIGN_POINT_OF_DEPARTURE
    return Designation.NO_RESPONSE if path[-1].state is HopState.NO_RESPONSE else Designation.NOT_FOUND


def paths(tracebacks: Collection[int]) -> dict[int, list[tracking.Hop]]:
    """Paths by primary key of the traceback, without loading rows: dashboards read thousands."""
    said = Answer.objects.filter(hop=OuterRef("pk")).order_by("-version").values("kind")[:1]
    rows = Hop.objects.filter(traceback__in=tracebacks).exclude(state__in=OFF).order_by("traceback", "position")
    abroad = set(providers.with_facts(Provider.objects.all()).filter(foreign_now=True).values_list("pk", flat=True))
    paths: dict[int, list[tracking.Hop]] = defaultdict(list)
    for traceback, hop, provider, state, kind in rows.values_list(
        "traceback", "public_id", "provider", "state", Subquery(said)
    ):
        answer = AnswerKind(kind) if kind and state == HopState.ANSWERED else None
        paths[traceback].append(tracking.Hop(hop, str(provider), provider in abroad, HopState(state), answer))
    return paths
