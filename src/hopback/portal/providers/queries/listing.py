"""Lists of providers, each limited to what the asker may see."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..models import ForeignFinding, Provider, StandingFinding
from .merging import listed
from .searching import search_directory


def visible_to(viewer: Viewer | None) -> QuerySet[Provider]:
    """Whose pages may be read: staff all, provider people their own."""
    if viewer is None:
        return Provider.objects.none()
    if viewer.is_staff or viewer.kind == "system":
        return Provider.objects.all()
    if viewer.kind == Kind.PROVIDER and viewer.party:
        return Provider.objects.filter(public_id=viewer.party)
    return Provider.objects.none()


def searchable_by(viewer: Viewer | None) -> QuerySet[Provider]:
    """Whose name and country may be looked up, to say who sent a call: all, by whoever may have to say it."""
    asking = viewer is not None and viewer.kind in {Kind.STAFF, Kind.PROVIDER, "link", "system"}
    return listed() if asking else Provider.objects.none()


def with_facts(rows: QuerySet[Provider]) -> QuerySet[Provider]:
    """Each row with `.foreign_now` and `.standing_now` read in the same query."""
    last = ForeignFinding.objects.filter(provider=OuterRef("pk")).order_by("-pk").values("foreign")[:1]
    abroad = Case(When(country=settings.COUNTRY, then=False), default=True, output_field=BooleanField())
    holds = Exists(StandingFinding.objects.filter(provider=OuterRef("pk"), lifted_at=None))
    return rows.annotate(
        foreign_now=Coalesce(Subquery(last), abroad),
        standing_now=Case(
            When(holds, then=Value("non_cooperative")),
            When(agreed_on__isnull=False, then=Value("cooperative")),
            default=Value("unknown"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is limited to; "" does not limit."""

    q: str = ""
    standing: str = ""
    foreign: str = ""  # yes or no
    country: str = ""
    tier: str = ""


def filtered(rows: QuerySet[Provider], wanted: Filters) -> QuerySet[Provider]:
    found = search_directory(wanted.q, rows) if wanted.q.strip() else listed(rows).order_by("name", "pk")
    rows = with_facts(found)
    if wanted.standing:
        rows = rows.filter(standing_now=wanted.standing)
    if wanted.foreign:
        rows = rows.filter(foreign_now=wanted.foreign == "yes")
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    return rows.filter(tier=wanted.tier) if wanted.tier else rows


def name_of(public_id: str) -> str | None:
    return Provider.objects.filter(public_id=public_id).values_list("name", flat=True).first()


def names() -> list[tuple[str, str]]:
    return list(listed().order_by("name").values_list("public_id", "name"))
