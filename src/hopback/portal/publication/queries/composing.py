"""The body of a summary or a report: key figures beside those of the periods before, tables, who took part (A3.9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.conf import settings

from hopback.policy.article_3_traceback.publication import Period, Span
from hopback.portal.providers.countries import country_name
from hopback.portal.providers.models import Provider, StandingFinding
from hopback.portal.providers.queries import listed
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks import demands
from hopback.portal.tracebacks.queries import disclosure

from . import tables
from .counting import ACTED, LAWFUL, NOBODY, NOTHING, Asked, Traced, asked, known_before, traced
from .tables import ALL, DID, ENDS, FOUND, NEVER, ON_TIME, REQUESTS, Figures

PERIODS_BESIDE = {Span.YEAR: 2, Span.MONTH: 1}  # how many earlier ones stand beside it
TEXTS = {
    "efforts": "What the group did to trace suspicious calls",
    "coordination": "Coordination with the Commission and other authorities",
    "outlook": "What comes next",
}
REQUIRED = ("efforts", "coordination")
KEY = {
    "completed": "Tracebacks completed",
    "hops": "Hops per traceback, mean",
    "identified": "Providers identified",
    "new": "Identified for the first time",
    "silent": "Providers that did not respond",
    "on_time": "Requests answered within 24 hours",
    "hours": "Hours to an answer, median",
    "acted": "Caller warned, blocked or terminated",
    "demands": "Subpoenas and other demands by law",
    "found": "Providers found non-cooperative",
    "lifted": "Findings lifted",
}
OF_A_MONTH = ("completed", "hops", "identified", "new", "silent", "on_time", "hours")
DONE = {
    ACTED: "Warned, blocked or terminated",
    LAWFUL: "Found lawful, with an explanation",
    NOTHING: "Asked, nothing told yet",
    NOBODY: "Nobody was named that could act",
}
ANSWERED = {"on_time": "Within 24 hours", "late": "Later", "never": "Never"}
ENDED = {end: end.value for end in ENDS}

type Cell = int | str | None  # None: kept back; "": there is no such figure


@dataclass
class Counted:
    """Everything counted of one period."""

    period: Period
    traced: list[Traced]
    asked: list[Asked]
    figures: Figures
    known: frozenset[int]

    @property
    def on_paths(self) -> frozenset[int]:
        return frozenset().union(*(one.providers for one in self.traced))


def count(period: Period, now: datetime, smallest: int) -> Counted:
    found, requests = traced(period.since, period.until), asked(period.since, period.until, now)
    names = dict(Campaign.objects.filter(pk__in={one.campaign for one in found}).values_list("pk", "name"))
    told = disclosure.campaigns_tellable(Campaign.objects.filter(pk__in=names), to="", now=now)
    named = set(told.values_list("name", flat=True))
    figures = tables.of_period(period, found, requests, smallest, campaigns=names, named=named)
    return Counted(period, found, requests, figures, known_before(period.since))


def body(period: Period, *, by: str, now: datetime) -> dict[str, Any]:
    """Plain data, as it is kept, printed and handed out. Texts and reasons are added when it is published."""
    beside = [period]
    while len(beside) <= PERIODS_BESIDE[period.span]:
        beside.append(beside[-1].before)
    smallest = settings.SMALLEST_PUBLISHED
    counted = [count(one, now, smallest) for one in reversed(beside)]
    own = counted[-1]
    is_year = period.span is Span.YEAR
    return {
        "title": f"{'Yearly report' if is_year else 'Summary'} {'' if is_year else 'of '}{period.name}",
        "group": settings.GROUP_NAME,
        "span": period.span.value,
        "period": period.name,
        "first_on": period.first_on.isoformat(),
        "smallest": smallest,
        "made_by": by,
        "made_at": now.isoformat(timespec="seconds"),
        "key": {"columns": [one.period.name for one in counted], "rows": _key_rows(counted)},
        "tables": _tables(own),
        **(_who(own) if is_year else {}),
    }


def _key_rows(counted: Sequence[Counted]) -> list[dict[str, Any]]:
    names = OF_A_MONTH if counted[0].period.span is Span.MONTH else KEY
    told = [_key(one) for one in counted]
    return [{"name": name, "label": KEY[name], "values": [one[name]() for one in told]} for name in names]


def _key(counted: Counted) -> dict[str, Callable[[], Cell]]:
    found, since, until = counted.figures, counted.period.since, counted.period.until
    month = counted.period.first_on if counted.period.span is Span.MONTH else None
    findings = StandingFinding.objects
    return {
        "completed": lambda: found.shown(tables.total_of(month, ALL)),
        "hops": lambda: _mean(counted, found.shown(tables.total_of(month, ALL))),
        "identified": lambda: len(counted.on_paths),
        "new": lambda: len(counted.on_paths - counted.known),
        "silent": lambda: len(frozenset().union(*(one.silent for one in counted.traced))),
        "on_time": lambda: _share(found, tables.answer_of(month, ON_TIME), tables.total_of(month, REQUESTS)),
        "hours": lambda: _median(counted),
        "acted": lambda: _share(found, tables.did_of(ACTED), tables.total_of(None, ALL)),
        "demands": lambda: "" if (many := demands.received(since, until)) is None else many,
        "found": lambda: findings.filter(found_at__gte=since, found_at__lt=until).values("provider").distinct().count(),
        "lifted": lambda: findings.filter(lifted_at__gte=since, lifted_at__lt=until).count(),
    }


def _mean(counted: Counted, shown: int | None) -> Cell:
    if not counted.traced:
        return ""
    return None if shown is None else f"{sum(one.hops for one in counted.traced) / len(counted.traced):.1f}"


def _share(found: Figures, part: str, whole: str) -> Cell:
    """A share tells its part: it stands only where both numbers may."""
    shown, of = found.shown(part), found.shown(whole)
    if found.values[whole] == 0:
        return ""
    return None if shown is None or not of else f"{shown / of:.0%}"


def _median(counted: Counted) -> Cell:
    hours = [one.hours for one in counted.asked if one.hours is not None]
    if not hours:
        return ""
    return f"{median(hours):.1f}" if len(hours) >= settings.SMALLEST_PUBLISHED else None


def _tables(counted: Counted) -> dict[str, Any]:
    """Each with its columns and rows; None where a number is kept back."""
    figures, period = counted.figures, counted.period
    shown, of = figures.shown, (period.first_on if period.span is Span.MONTH else None)
    found = {
        "endings": _rows("How far calls were traced", "Designation of the far end", ["Tracebacks"],
                         [(ENDED[end], shown(tables.end_of(of, end))) for end in ENDS]
                         + [("All", shown(tables.total_of(of, ALL)))]),
        "answers": _rows("How fast providers answered", "Requests", ["Requests"],
                         [(label, shown(tables.answer_of(of, name))) for name, label in ANSWERED.items()]
                         + [("All", shown(tables.total_of(of, REQUESTS)))]),
    }  # fmt: skip
    if period.span is Span.MONTH:
        return found
    months = [(f"{one.first_on:%B}", one.first_on) for one in period.months]
    ends = [(tables.end_of, end) for end in ENDS]
    by_campaign = [(ALL, "Tracebacks"), (FOUND, "Origin found")]
    return found | {
        "months": _rows("Month by month", "Month", ["Tracebacks", *ENDED.values()],
                        [(name, shown(tables.total_of(month, ALL)), *(shown(of(month, end)) for of, end in ends))
                         for name, month in months]),
        "requests": _rows("Answers, month by month", "Month", ["Requests", *ANSWERED.values()],
                          [(name, shown(tables.total_of(month, REQUESTS)),
                            *(shown(tables.answer_of(month, one)) for one in ANSWERED)) for name, month in months]),
        "campaigns": _rows("By campaign", "Campaign", [label for _, label in by_campaign],
                           [(name, *(shown(tables.campaign_of(name, what)) for what, _ in by_campaign))
                            for name in figures.campaigns]),
        "countries": _rows("By country of the last provider", "Country", ["Tracebacks"],
                           [(country_name(code), shown(tables.country_of(code))) for code in figures.countries]),
        "done": _rows("What was done about the traffic", "What providers said", ["Tracebacks"],
                      [(DONE[one], shown(tables.did_of(one))) for one in DID]),
    }  # fmt: skip


def _rows(title: str, of: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    return {"title": title, "columns": [of, *columns], "rows": [list(row) for row in rows]}


def _who(counted: Counted) -> dict[str, Any]:
    """Section 13 of the TRACED Act: who took part, and who was asked and refused, by their names as of now."""
    did = {one.provider for one in counted.asked if tables.answered(one) != NEVER}
    never = {one.provider for one in counted.asked} - did
    refused = Provider.objects.filter(pk__in=never).order_by("name", "pk").values_list("public_id", "name")
    members = listed(Provider.objects.exclude(tier=Provider.Tier.NONE)).order_by("name")
    return {
        "took_part": _names(did),
        "refused": [{"provider": public_id, "name": name} for public_id, name in refused],
        "members": list(members.values_list("name", flat=True)),
    }


def _names(providers: set[int]) -> list[str]:
    return list(Provider.objects.filter(pk__in=providers).order_by("name", "pk").values_list("name", flat=True))
