"""Which campaigns exist for somebody, and what of them (A3.11, A3.12, XC.1)."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign, Candidate
from hopback.portal.tracebacks.models import Hop
from hopback.portal.tracebacks.queries import disclosure

ASKED = Q(candidates__opened__hops__asked_at__isnull=False)


def visible_to(viewer: Viewer, now: datetime) -> QuerySet[Campaign]:
    """Staff see all; a provider those of which it was asked; a source those of its own calls.

    A member also sees those that may be told outside: none that is known by private organisations' traces only,
    unless they authorised it (A3.14).
    """
    if viewer.is_staff:
        return Campaign.objects.all()
    if viewer.kind == Kind.PROVIDER and viewer.party:
        asked = Hop.objects.filter(traceback__candidate__campaign=OuterRef("pk"), asked_at__isnull=False)
        known = Q(Exists(asked.filter(provider__public_id=viewer.party)))
        if is_member(viewer):
            told = disclosure.campaigns_tellable(Campaign.objects.filter(merged_into=None), to=viewer.party, now=now)
            known |= Q(pk__in=told.values("pk"))
        return Campaign.objects.filter(known)
    if viewer.kind == Kind.SOURCE and viewer.party:
        told = Candidate.objects.filter(campaign=OuterRef("pk"), source__public_id=viewer.party)
        return Campaign.objects.filter(Exists(told))
    return Campaign.objects.none()


def is_member(viewer: Viewer) -> bool:
    """What is for members is for a provider of either tier (XC.1)."""
    tiers = Provider.objects.filter(public_id=viewer.party).values_list("tier", flat=True)
    return viewer.kind == Kind.PROVIDER and any(tier != Provider.Tier.NONE for tier in tiers)


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


def the_campaign(viewer: Viewer, public_id: str, now: datetime) -> Campaign:
    """Http404 where the viewer may not know of it."""
    found = visible_to(viewer, now).select_related("merged_into").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
