"""Which requests there are for whom, where each stands, and what is in its scope (A5.4, A5.5, XA.8)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hopback.policy.article_5_enforcement.lawful_requests import NEXT, Facts, Instrument, Stands, Told, stands
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.enforcement.queries.agencies import agency_of
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.models import Traceback

from ..models import LawfulRequest, ProviderTold, Release

WITHOUT_DOCUMENTS = ("document", "release__package")
NOBODYS = LawfulRequest.objects.none


def asks(viewer: Any) -> bool:
    """Whether this is somebody of an agency."""
    return agency_of(viewer) is not None


def demanded(since: datetime, until: datetime) -> int:
    """How many demands came in from a day on until before another (UTC): a customer's consent is none."""
    came = LawfulRequest.objects.filter(received_on__gte=since.date(), received_on__lt=until.date())
    return came.exclude(instrument=Instrument.CONSENT.value).count()


def visible_to(viewer: Viewer) -> QuerySet[LawfulRequest]:
    """Staff see all, an agency its own; a consent is between the group and the customer, and the agency it is for."""
    rows = LawfulRequest.objects.select_related("agency__source", "campaign", "release").defer(*WITHOUT_DOCUMENTS)
    rows = rows.prefetch_related("reviews").order_by("due_on", "pk")
    if viewer.scopes is not None:
        return rows.none()
    if viewer.is_staff:
        return rows
    agency = agency_of(viewer) if viewer.kind == Kind.SOURCE else None
    return rows.filter(agency=agency) if agency else rows.none()


def in_scope(request: LawfulRequest) -> QuerySet[Traceback]:
    """Every traceback that all parts of the scope name; an empty part narrows nothing, an empty scope names none."""
    named, providers = request.tracebacks.all(), request.providers.all()
    narrowed = Q()
    if named:
        narrowed &= Q(pk__in=[one.pk for one in named])
    if providers:
        narrowed &= Q(hops__provider__in=providers)
    if request.campaign_id:
        narrowed &= Q(candidate__campaign=request.campaign_id)
    if request.called:
        narrowed &= Q(candidate__incident__called=request.called)
    if request.called_from:
        narrowed &= Q(candidate__incident__called_at__date__gte=request.called_from)
    if request.called_until:
        narrowed &= Q(candidate__incident__called_at__date__lte=request.called_until)
    rows = Traceback.objects.filter(narrowed) if narrowed else Traceback.objects.none()
    return (
        rows.select_related("candidate__incident", "candidate__source", "candidate__campaign").distinct().order_by("pk")
    )


def providers_in(request: LawfulRequest) -> list[Provider]:
    """Whose information is asked: everyone on those paths who was asked."""
    rows = Provider.objects.filter(hops__traceback__in=in_scope(request).order_by(), hops__asked_at__isnull=False)
    return list(rows.distinct().order_by("name", "pk"))


def release_of(request: LawfulRequest) -> Release | None:
    return getattr(request, "release", None)


def facts_of(request: LawfulRequest) -> Facts:
    reviews = list(request.reviews.all())
    last, release = reviews[-1] if reviews else None, release_of(request)
    told = {one.provider_id: one for one in ProviderTold.objects.filter(request=request)}
    return Facts(
        due_on=request.due_on,
        valid=last.valid if last else None,
        clear=last.clear if last else None,
        providers=[_told(one, told.get(one.pk)) for one in providers_in(request)],
        proposed=release is not None,
        released=release is not None and release.is_confirmed,
    )


def _told(provider: Provider, row: ProviderTold | None) -> Told:
    return Told(provider.name, row.told_at if row else None, row.forbidden_because if row else "")


def where(request: LawfulRequest, now: datetime) -> tuple[Stands, str]:
    """Where it stands, and who moves next."""
    found = stands(facts_of(request), now)
    return found, NEXT[found]


def campaigns() -> QuerySet[Campaign]:
    return Campaign.objects.order_by("name", "pk")
