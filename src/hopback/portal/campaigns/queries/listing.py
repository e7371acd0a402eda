"""The list of campaigns: filters that are addresses, order, and search (A1.6)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from hopback.portal.ground import phone
from hopback.portal.sourcing.models import Campaign, Candidate

from ..models import Text

SORTS = {
    "newest": ("-opened_at", "-pk"),
    "name": ("name",),
    "calls": ("-calls", "name"),
    "traced": ("-traced", "name"),
    "volume": (F("volume_a_month").desc(nulls_last=True), "name"),
    "last": (F("last_call_at").desc(nulls_last=True), "-pk"),
}
STATES = {
    "open": Q(closed_at=None),
    "closed": Q(closed_at__isnull=False, merged_into=None),
    "merged": Q(merged_into__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is limited to; "" does not limit, but that merged ones are seen only when asked for."""

    q: str = ""
    state: str = ""
    sort: str = "newest"


def listed(wanted: Filters) -> QuerySet[Campaign]:
    """Rows with their counts, in one read."""
    rows = Campaign.objects.filter(STATES.get(wanted.state, Q(merged_into=None)))
    if q := wanted.q.strip():
        rows = rows.annotate(brand_names=Cast("brands", TextField())).filter(_words(q))
    return counted(rows).order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def counted(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Each with `.calls`, `.traced`, `.still_open` and `.last_call_at`."""
    opened = "candidates__opened"
    return rows.annotate(
        calls=Count("candidates"),
        traced=Count(opened),
        still_open=Count(opened, filter=Q(candidates__opened__closed_at=None)),
        last_call_at=Max("candidates__incident__called_at"),
    )


def state_of(row: Campaign) -> str:
    """A key of `STATES`."""
    return "merged" if row.merged_into_id else "closed" if row.closed_at else "open"


def _words(q: str) -> Q:
    """A name, what the calls say, a brand, an id, a whole calling number. Never a called number (XC.2)."""
    found = Q(public_id=q) | Q(name__icontains=q) | Q(message__icontains=q) | Q(brand_names__icontains=q)
    found |= Q(Exists(Text.objects.filter(campaign=OuterRef("pk"), text__icontains=q)))
    if number := phone.read(q).e164:
        found |= Q(Exists(Candidate.objects.filter(campaign=OuterRef("pk"), incident__calling=number)))
    return found
