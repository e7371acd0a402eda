"""Lists of providers, each limited to what the asker may see."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce
from rapidfuzz import fuzz, process

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..likeness import bare_name
from ..models import ForeignFinding, Provider, StandingFinding

CLOSE_ENOUGH = 82  # of 100, when nothing holds the words asked for


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
    return Provider.objects.all() if asking else Provider.objects.none()


def search(q: str, among: QuerySet[Provider] | None = None) -> QuerySet[Provider]:
    """Every word stands in the name, trade name or domain, or it is an id or OCN; else names spelled much alike."""
    rows = Provider.objects.all() if among is None else among
    words = q.split()
    if not words:
        return rows.none()
    found = rows.annotate(codes=Cast("ocns", TextField())).filter(_all_words(words) | _exactly(q.strip()))
    if not found.exists():
        found = rows.filter(pk__in=_spelled_alike(q, rows))
    first = Case(When(name__istartswith=words[0], then=0), default=1)
    return found.order_by(first, "name", "pk")


def _exactly(q: str) -> Q:
    ocn = Q(codes__contains=f'"{q.upper()}"') if len(q) == 4 and q.isalnum() else Q()
    return Q(public_id=q) | ocn if ocn else Q(public_id=q)


def _all_words(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(name__icontains=word) | Q(trade_name__icontains=word) | Q(domain__icontains=word)
    return condition


def _spelled_alike(q: str, rows: QuerySet[Provider]) -> list[int]:
    asked, listed = bare_name(q), dict(rows.values_list("pk", "name"))
    if len(asked) < 4:
        return []
    near = process.extract(asked, listed, scorer=fuzz.ratio, processor=bare_name, score_cutoff=CLOSE_ENOUGH, limit=10)
    return [pk for _, _, pk in near]


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
    rows = with_facts(search(wanted.q, rows) if wanted.q.strip() else rows.order_by("name", "pk"))
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
    return list(Provider.objects.order_by("name").values_list("public_id", "name"))
