"""Closed tracebacks of a time, one by one: what the figures of a summary and of a report are counted from (A3.9)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from hopback.policy.appendix_a_mitigation import CLAIMS
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState, Status
from hopback.policy.figures import RETURN_RESULTS
from hopback.portal.customers.models import Mitigation, Report
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.tracebacks.queries.endings import farthest, paths
from hopback.portal.tracebacks.queries.figures import requests_since, with_first_answer
from hopback.portal.tracebacks.queries.listing import OFF

ACTED, LAWFUL, NOTHING, NOBODY = "acted", "lawful", "nothing", "nobody"


@dataclass(frozen=True, slots=True)
class Traced:
    """One traceback that was completed: closed, and not withdrawn. Providers by primary key."""

    month_on: date  # in which it was closed (UTC)
    campaign: int | None
    end: Designation | None  # what is known of the far end
    country: str  # of the last provider on its path
    hops: int
    providers: frozenset[int]
    silent: frozenset[int]  # their request became No Response
    did: str  # about the traffic, whoever was named: ACTED, LAWFUL, NOTHING yet, or NOBODY was named


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that reached a provider, and what became of it: the hours to its first answer, None without one."""

    month_on: date  # in which it reached the provider (UTC)
    provider: int
    hours: float | None

    @property
    def on_time(self) -> bool:
        return self.hours is not None and self.hours <= RETURN_RESULTS.amount


def completed(since: datetime, until: datetime, campaign: int | None = None) -> QuerySet[Traceback]:
    rows = Traceback.objects.filter(closed_at__gte=since, closed_at__lt=until).exclude(closed_as=Status.WITHDRAWN)
    return rows if campaign is None else rows.filter(candidate__campaign=campaign)


def traced(since: datetime, until: datetime, campaign: int | None = None) -> list[Traced]:
    """Of their paths as they stand now; six reads for any number."""
    rows = list(completed(since, until, campaign).values_list("pk", "closed_at", "candidate__campaign"))
    found = paths([pk for pk, _, _ in rows])
    did = _what_was_done([pk for pk, _, _ in rows])
    countries = dict(Provider.objects.values_list("pk", "country"))
    told = []
    for pk, closed_at, kept in rows:
        path = found.get(pk, [])
        who = [int(hop.provider) if hop.provider.isdigit() else None for hop in path]
        silent = {one for one, hop in zip(who, path, strict=True) if hop.state is HopState.NO_RESPONSE and one}
        told.append(
            Traced(
                month_on=_month(closed_at),
                campaign=kept,
                end=farthest(path),
                country=countries.get(who[-1], "") if who and who[-1] else "",
                hops=len(path),
                providers=frozenset(one for one in who if one),
                silent=frozenset(silent),
                did=did.get(pk, NOBODY),
            )
        )
    return told


def asked(since: datetime, until: datetime, now: datetime, campaign: int | None = None) -> list[Asked]:
    """Requests that reached a provider then, and are answered or had their 24 hours (XA.3)."""
    hops = with_first_answer(requests_since(since, now)).filter(received_at__lt=until)
    if campaign is not None:
        hops = hops.filter(traceback__candidate__campaign=campaign)
    found = []
    for provider, received_at, first_at in hops.values_list("provider", "received_at", "first_at"):
        if first_at is not None or received_at + RETURN_RESULTS.length <= now:
            hours = None if first_at is None else max((first_at - received_at).total_seconds(), 0) / 3600
            found.append(Asked(_month(received_at), provider, hours))
    return found


def _month(moment: datetime) -> date:
    return date(moment.year, moment.month, 1)  # the database gives moments in UTC


def _what_was_done(tracebacks: Collection[int]) -> Mapping[int, str]:
    """Of what providers last said to have done: something, else that it was lawful, else nothing yet (XA.5)."""
    open_to = Mitigation.objects.filter(hop__traceback__in=tracebacks, withdrawn_at=None)
    of = dict(open_to.values_list("pk", "hop__traceback"))
    last = dict(Report.objects.filter(mitigation__in=of).order_by("pk").values_list("mitigation", "did"))
    said: dict[int, set[str]] = defaultdict(set)
    for mitigation, traceback in of.items():
        did = Did(last[mitigation]) if mitigation in last else Did.NONE
        said[traceback].add(ACTED if did in CLAIMS else LAWFUL if did is Did.FOUND_LAWFUL else NOTHING)
    return {pk: next(one for one in (ACTED, LAWFUL, NOTHING) if one in some) for pk, some in said.items()}


def known_before(since: datetime) -> frozenset[int]:
    """Providers that stood on the path of a traceback completed earlier."""
    earlier = Hop.objects.filter(traceback__closed_at__lt=since, provider__isnull=False).exclude(state__in=OFF)
    rows = earlier.exclude(traceback__closed_as=Status.WITHDRAWN)
    return frozenset(rows.values_list("provider", flat=True).distinct())  # type: ignore[arg-type]
