"""How tracebacks stand: which stay and why, which may go and since when, which have gone (A6.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.http import Http404

from hopback.policy.article_6_retention import Stay, stay
from hopback.policy.figures import RETAIN_INCIDENT_DATA
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook.models import Entry
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Answer, Traceback

from .models import Erasure, Hold

ENDS = ("traceback.opened", "traceback.closed", "traceback.withdrawn", "traceback.reopened")


@dataclass(frozen=True, slots=True)
class Row:
    traceback: Traceback
    stay: Stay
    holds: int


def the_traceback(viewer: Viewer, public_id: str) -> Traceback:
    found = Traceback.objects.filter(public_id=public_id).select_related("candidate__incident").first()
    if found is None or not viewer.is_staff or viewer.scopes is not None:
        raise Http404
    return found


def in_force() -> Q:
    """A hold that nobody has lifted yet: one person alone has not."""
    return Q(lifting=None) | Q(lifting__confirmed_at=None)


def holds_in_force() -> QuerySet[Hold]:
    return Hold.objects.filter(in_force()).select_related("traceback", "lifting").order_by("-pk")


def ended_at(traceback: Traceback) -> datetime | None:
    """When it ended, for good so far; the log's word counts where it is later, as for the guards of the database."""
    if traceback.closed_at is None:
        return None
    said = Entry.objects.filter(traceback=traceback.public_id, verb__in=ENDS).aggregate(last=Max("at"))["last"]
    return max(traceback.closed_at, said or traceback.closed_at)


def stay_of(traceback: Traceback, now: datetime) -> Stay:
    holds = traceback.holds.filter(in_force()).count()  # type: ignore[attr-defined]
    return stay(ended_at=ended_at(traceback), holds=holds, now=now)


def due(now: datetime) -> QuerySet[Traceback]:
    """Closed so long ago that they could go, the longest first; whether each may is asked of `stay`."""
    before = now - timedelta(days=365 * RETAIN_INCIDENT_DATA.amount)
    return Traceback.objects.filter(closed_at__lte=before, erasure=None).order_by("closed_at", "pk")


def may_go(now: datetime, limit: int = 500) -> list[Row]:
    return [row for row in _rows(due(now)[:limit], now) if row.stay.may_go]


def held(now: datetime) -> list[Row]:
    return _rows(Traceback.objects.filter(pk__in=holds_in_force().values("traceback")).order_by("closed_at"), now)


def _rows(tracebacks: QuerySet[Traceback], now: datetime) -> list[Row]:
    """In three reads, whatever the number."""
    found = list(tracebacks)
    ids = [one.public_id for one in found]
    said = dict(
        Entry.objects.filter(traceback__in=ids, verb__in=ENDS).values("traceback").annotate(last=Max("at"))
        .values_list("traceback", "last")
    )  # fmt: skip
    counted = Traceback.objects.filter(pk__in=[one.pk for one in found], holds__in=holds_in_force())
    holds = dict(counted.values("pk").annotate(n=Count("holds")).values_list("pk", "n"))
    return [
        Row(one, stay(ended_at=_later(one, said), holds=holds.get(one.pk, 0), now=now), holds.get(one.pk, 0))
        for one in found
    ]


def _later(one: Traceback, said: dict[str, datetime]) -> datetime | None:
    return max(one.closed_at, said.get(one.public_id, one.closed_at)) if one.closed_at else None


def erasures() -> QuerySet[Erasure]:
    return Erasure.objects.filter(erased_at__isnull=False).select_related("traceback").order_by("-erased_at", "-pk")


def the_erasure(viewer: Viewer, public_id: str) -> Erasure:
    found = erasures().filter(public_id=public_id).first()
    if found is None or not viewer.is_staff:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Keeping:
    """How far back one provider's own records reach, as its answers said when they found nothing."""

    provider: Provider
    shortest: timedelta
    longest: timedelta
    answers: int


def providers_keeping() -> list[Keeping]:
    """Shortest first: whose records go soonest has to be asked soonest (A6.1 is about the portal's own)."""
    spans: dict[int, list[timedelta]] = {}
    said = Answer.objects.exclude(records_since=None).filter(hop__provider__isnull=False)
    for provider, since, at in said.values_list("hop__provider", "records_since", "answered_at"):
        spans.setdefault(provider, []).append(timedelta(days=max(0, (at.date() - since).days)))
    rows = Provider.objects.in_bulk(list(spans))
    found = [Keeping(rows[pk], min(all_of), max(all_of), len(all_of)) for pk, all_of in spans.items()]
    return sorted(found, key=lambda one: (one.shortest, one.provider.name))


def figures(now: datetime) -> dict[str, int | datetime | None]:
    stays = Traceback.objects.filter(erasure=None)
    return {
        "kept": stays.count(),
        "open": stays.filter(closed_at=None).count(),
        "held": holds_in_force().values("traceback").distinct().count(),
        "gone": erasures().count(),
        "oldest": stays.aggregate(first=Min("closed_at"))["first"],
    }


def certified_payloads() -> int:
    """How many payloads of the log went by an erasure: a log that lacks more was tampered with."""
    return Erasure.objects.aggregate(all=Sum("payloads"))["all"] or 0
