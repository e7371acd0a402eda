"""What an organisation's people see of their own, and staff of all; for everybody else there is none (A3.12)."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks.models import Authorization

from ..models import Invoice


def organization_of(viewer: Any) -> Source | None:
    """The organisation that somebody acts for; None for who acts for nobody or for another source."""
    if getattr(viewer, "kind", "") != Kind.SOURCE or not viewer.party:
        return None
    return Source.objects.filter(public_id=viewer.party, kind=SourceKind.ORGANIZATION.value).first()


def the_own(viewer: Viewer) -> Source:
    found = organization_of(viewer)
    if found is None:
        raise Http404
    return found


def organizations() -> QuerySet[Source]:
    """For staff: each with `.asked`, `.traced` and `.owing`, how many invoices are open."""
    rows = Source.objects.filter(kind=SourceKind.ORGANIZATION.value).select_related("organization")
    open_ones = Q(invoices__paid_on=None, invoices__waived_at=None, invoices__isnull=False)
    return rows.annotate(
        asked=Count("candidates", distinct=True),
        traced=Count("candidates__opened", distinct=True),
        owing=Count("invoices", filter=open_ones, distinct=True),
    ).order_by("name", "pk")


def requests(source: Source) -> QuerySet[Candidate]:
    """Its calls, the newest first, with what became of them."""
    rows = Candidate.objects.filter(source=source)
    return rows.select_related("incident", "campaign", "due_diligence", "opened", "certification").order_by(
        "-submitted_at", "-pk"
    )


def the_request(viewer: Viewer, public_id: str) -> Candidate:
    """One of the organisation's own requests; staff find those of every organisation."""
    rows = Candidate.objects.filter(source__kind=SourceKind.ORGANIZATION.value, public_id=public_id)
    if not viewer.is_staff:
        rows = rows.filter(source=the_own(viewer))
    found = rows.select_related("incident", "source", "due_diligence", "opened", "certification").first()
    if found is None:
        raise Http404
    return found


def authorizations(source: Source) -> QuerySet[Authorization]:
    return Authorization.objects.filter(source=source).select_related("candidate__opened").order_by("-given_at", "-pk")


def invoices(viewer: Viewer) -> QuerySet[Invoice]:
    """Staff see all, an organisation its own."""
    rows = Invoice.objects.prefetch_related("lines").select_related("source").order_by("-issued_at", "-pk")
    return rows if viewer.is_staff else rows.filter(source=the_own(viewer))


def the_invoice(viewer: Viewer, public_id: str) -> Invoice:
    found = invoices(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
