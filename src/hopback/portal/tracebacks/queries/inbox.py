"""A provider's own lists: hops that wait for it, hops behind it, and whom it named before (A3.2, XA.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet

from hopback.policy.article_3_traceback.initiation_and_tracking import OVER, HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Answer, Hop
from .hop_as_seen import ASKING
from .visible import hops_visible_to

WHOLE = (
    "provider",
    "draft",
    "downstream__provider",
    "traceback__candidate__incident",
    "traceback__candidate__campaign",
    "traceback__candidate__certification",
)
SAID = ("answers__upstream", "answers__returned", "downstream__answers__returned")
SOON = timedelta(hours=6)
OFTEN_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is limited to; "" does not limit. `due`: overdue or soon; `said`: a kind of answer, or none."""

    q: str = ""
    campaign: str = ""
    due: str = ""
    said: str = ""


def whole(hops: QuerySet[Hop]) -> QuerySet[Hop]:
    return hops.select_related(*WHOLE).prefetch_related(*SAID)


def waiting_for(viewer: Viewer | None) -> QuerySet[Hop]:
    """What the viewer's provider has to answer, most urgent first; a clock that has not begun comes last."""
    asked = hops_visible_to(viewer).filter(state__in=[state.value for state in ASKING])
    return whole(asked).order_by(F("due_at").asc(nulls_last=True), "asked_at", "pk")


def parties_asked(parties: Iterable[str]) -> list[str]:
    """Which of these providers, by public id, have a hop to answer."""
    asked = Hop.every.filter(state__in=[state.value for state in ASKING], provider__public_id__in=list(parties))
    return list(asked.values_list("provider__public_id", flat=True).distinct())


def behind(viewer: Viewer | None) -> QuerySet[Hop]:
    """What the viewer's provider was asked before, newest first."""
    over = hops_visible_to(viewer).filter(state__in=[state.value for state in OVER])
    return whole(over).order_by("-over_at", "-pk")


def limited(hops: QuerySet[Hop], wanted: Wanted, now: datetime) -> QuerySet[Hop]:
    if wanted.q.strip():
        hops = hops.filter(_matches(wanted.q.strip()))
    if wanted.campaign:
        hops = hops.filter(traceback__candidate__campaign__public_id=wanted.campaign)
    if wanted.due == "overdue":
        hops = hops.filter(due_at__lt=now)
    elif wanted.due == "soon":
        hops = hops.filter(due_at__gte=now, due_at__lt=now + SOON)
    if wanted.said == "none":
        hops = hops.filter(state=HopState.NO_RESPONSE)
    elif wanted.said:
        hops = hops.filter(answers__kind=wanted.said).distinct()
    return hops


def _matches(q: str) -> Q:
    """A traceback's number, a hop's id, or four digits and more of either telephone number."""
    digits = "".join(sign for sign in q if sign.isdigit())
    found = Q(traceback__number__icontains=q) | Q(public_id=q)
    if len(digits) >= 4 and not any(sign.isalpha() for sign in q):
        call = "traceback__candidate__incident__"
        found |= Q(**{f"{call}calling__contains": digits}) | Q(**{f"{call}called__contains": digits})
    return found


def campaigns_in(hops: QuerySet[Hop]) -> list[tuple[str, str]]:
    """Public id and name of each campaign in a list of hops, by name."""
    rows = hops.exclude(traceback__candidate__campaign=None).order_by()
    of = "traceback__candidate__campaign__"
    return sorted(set(rows.values_list(f"{of}public_id", f"{of}name")), key=lambda each: each[1])


def together(hops: Iterable[Hop]) -> list[tuple[str, list[Hop]]]:
    """Waiting hops by campaign, for those of which more than one waits: they can be answered at once."""
    groups: dict[str, list[Hop]] = {}
    for hop in hops:
        if hop.traceback.candidate.campaign:
            groups.setdefault(hop.traceback.candidate.campaign.name, []).append(hop)
    return [(name, rows) for name, rows in groups.items() if len(rows) > 1]


def same_campaign(hop: Hop, viewer: Viewer) -> list[Hop]:
    """The other calls of the hop's campaign that wait for the same provider."""
    campaign = hop.traceback.candidate.campaign_id
    if campaign is None:
        return []
    others = waiting_for(viewer).filter(traceback__candidate__campaign=campaign, provider=hop.provider)
    return list(others.exclude(pk=hop.pk).filter(traceback__candidate__purpose=hop.traceback.candidate.purpose))


def more_waiting(hop: Hop) -> int:
    """How many other calls of its campaign wait for the hop's provider, for the holder of a link to one."""
    campaign = hop.traceback.candidate.campaign_id
    asked = Hop.every.filter(state__in=[state.value for state in ASKING], provider=hop.provider)
    return asked.filter(traceback__candidate__campaign=campaign).exclude(pk=hop.pk).count() if campaign else 0


def often_named(provider: Provider) -> list[tuple[Provider, datetime]]:
    """The upstream providers it has named most often, each with when it last did."""
    said = Answer.objects.filter(hop__provider=provider, upstream__isnull=False)
    counted = said.values("upstream").annotate(n=Count("pk"), last_at=Max("answered_at")).order_by("-n", "-last_at")
    top = list(counted[:OFTEN_NAMED])
    named = Provider.objects.in_bulk([row["upstream"] for row in top])
    return [(named[row["upstream"]], row["last_at"]) for row in top]
