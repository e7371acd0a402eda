"""Which tracebacks and hops exist for somebody (A3.11, XC.2). What is not in here looks missing."""

from django.db.models import QuerySet
from django.http import Http404

from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import Prepared

from ..models import Hop, Traceback


def tracebacks_visible_to(viewer: Viewer | None) -> QuerySet[Traceback]:
    """Staff see all. A provider sees hops, never a traceback: not even that other hops exist."""
    if _reads_everything(viewer):
        return Traceback.objects.all()
    return Traceback.objects.none()


def hops_visible_to(viewer: Viewer | None) -> QuerySet[Hop]:
    """Staff see all; a provider its own hops once asked; the holder of a mail link that one hop."""
    if viewer is None:
        return Hop.objects.none()
    if _reads_everything(viewer):
        return Hop.every.all()
    if viewer.kind not in ("provider", "link") or not viewer.party or not _may(viewer, Scope.HOPS):
        return Hop.objects.none()
    asked = Hop.every.filter(provider__public_id=viewer.party, asked_at__isnull=False)
    return asked.filter(public_id=viewer.hop) if viewer.kind == "link" else asked


def the_traceback(viewer: Viewer | None, public_id: str) -> Traceback:
    """One traceback with its call; Http404 where the viewer may not know of it."""
    found = _WHOLE.first(public_id=public_id) if _reads_everything(viewer) else None
    if found is None:
        raise Http404
    return found


_WHOLE = Prepared(
    lambda public_id: Traceback.objects.filter(public_id=public_id).select_related(
        "candidate__incident",
        "candidate__campaign",
        "candidate__certification",
        "candidate__source__provider",
        "candidate__first_provider",
        "candidate__due_diligence",
        "owner",
    ),
    public_id=str,
)


def the_hop(viewer: Viewer | None, public_id: str) -> Hop:
    """One hop with its provider and call; Http404 where the viewer may not know of it."""
    whole = hops_visible_to(viewer).select_related(
        "provider",
        "downstream__provider",
        "traceback__candidate__incident",
        "traceback__candidate__campaign",
        "traceback__candidate__certification",
    )
    row = whole.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _reads_everything(viewer: Viewer | None) -> bool:
    return viewer is not None and viewer.is_staff and _may(viewer, Scope.TRACEBACKS)


def _may(viewer: Viewer, scope: Scope) -> bool:
    """A person may do what their kind allows, a key only what its scopes say."""
    return viewer.scopes is None or scope in viewer.scopes
