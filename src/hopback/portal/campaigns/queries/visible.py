"""Which campaigns exist for somebody, and what of them (A3.11, A3.12, XC.1)."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Campaign, Candidate
from hopback.portal.tracebacks.models import Hop

ASKED = Q(candidates__opened__hops__asked_at__isnull=False)


def visible_to(viewer: Viewer) -> QuerySet[Campaign]:
    """Staff see all; a provider those of which it was asked; a source those of its own calls."""
    if viewer.is_staff:
        return Campaign.objects.all()
    if viewer.kind == Kind.PROVIDER and viewer.party:
        asked = Hop.objects.filter(traceback__candidate__campaign=OuterRef("pk"), asked_at__isnull=False)
        return Campaign.objects.filter(Exists(asked.filter(provider__public_id=viewer.party)))
    if viewer.kind == Kind.SOURCE and viewer.party:
        told = Candidate.objects.filter(campaign=OuterRef("pk"), source__public_id=viewer.party)
        return Campaign.objects.filter(Exists(told))
    return Campaign.objects.none()


def with_own(rows: QuerySet[Campaign], viewer: Viewer) -> QuerySet[Campaign]:
    """Each with `.own`: how many requests a provider was sent, or calls a source told; and `.own_waiting`."""
    if viewer.kind == Kind.SOURCE:
        own = Q(candidates__source__public_id=viewer.party)
        undecided = Count("candidates", filter=own & Q(candidates__due_diligence=None), distinct=True)
        return rows.annotate(own=Count("candidates", filter=own, distinct=True), own_waiting=undecided)
    hops = "candidates__opened__hops"
    asked = ASKED & Q(**{f"{hops}__provider__public_id": viewer.party})
    waiting = asked & Q(**{f"{hops}__state__in": ["asked", "investigating"]})
    return rows.annotate(own=Count(hops, filter=asked), own_waiting=Count(hops, filter=waiting))


def the_campaign(viewer: Viewer, public_id: str) -> Campaign:
    """Http404 where the viewer may not know of it."""
    found = visible_to(viewer).select_related("merged_into").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
