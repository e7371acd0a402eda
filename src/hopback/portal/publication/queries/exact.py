"""The figures as staff see them: nothing kept back, of any month or year, of one campaign or all (A3.9)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from hopback.policy.article_3_traceback.publication import Period
from hopback.portal.providers.countries import country_name
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.queries.endings import ORIGINS

from .counting import Traced, asked, traced
from .tables import ANSWERS, ENDS, answered


@dataclass(frozen=True, slots=True)
class Told:
    completed: int
    origins: int
    hops: float | None
    providers: int
    requests: int
    on_time: int
    hours: float | None
    ends: list[tuple[str, int]]
    answers: list[tuple[str, int]]
    countries: list[tuple[str, int]]
    campaigns: list[tuple[str, int, int]]  # name, tracebacks, origin found


def told(of: Period, now: datetime, campaign: Campaign | None) -> Told:
    """Campaigns are compared where none is chosen."""
    pk = campaign.pk if campaign else None
    rows, requests = traced(of.since, of.until, pk), asked(of.since, of.until, now, pk)
    ends = Counter(one.end for one in rows)
    answers = Counter(answered(one) for one in requests)
    hours = [one.hours for one in requests if one.hours is not None]
    lands = Counter(one.country for one in rows if one.country)
    return Told(
        completed=len(rows),
        origins=sum(ends[end] for end in ORIGINS),
        hops=sum(one.hops for one in rows) / len(rows) if rows else None,
        providers=len(frozenset().union(*(one.providers for one in rows))),
        requests=len(requests),
        on_time=answers["on_time"],
        hours=median(hours) if hours else None,
        ends=[(end.value, ends[end]) for end in ENDS],
        answers=[(one, answers[one]) for one in ANSWERS],
        countries=[(country_name(code), many) for code, many in lands.most_common(12)],
        campaigns=[] if campaign else _campaigns(rows),
    )


def _campaigns(rows: Sequence[Traced]) -> list[tuple[str, int, int]]:
    names = dict(Campaign.objects.filter(pk__in={one.campaign for one in rows}).values_list("pk", "name"))
    counts = Counter(names.get(one.campaign or 0, "Without a campaign") for one in rows)
    found = Counter(names.get(one.campaign or 0, "Without a campaign") for one in rows if one.end in ORIGINS)
    return [(name, many, found[name]) for name, many in counts.most_common()]
