"""Who is mailed the head of the log. Addresses are for staff alone."""

from django.db.models import QuerySet
from django.http import Http404

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer

from .models import Witness


def witnesses(viewer: Viewer) -> QuerySet[Witness]:
    """Those that are not over, the latest first; for anybody but staff, none."""
    rows = Witness.objects.filter(ended_at=None).order_by("-asked_at", "-pk")
    return rows if viewer.is_staff else rows.none()


def gone(viewer: Viewer) -> QuerySet[Witness]:
    """Those that ended, the latest first."""
    rows = Witness.objects.exclude(ended_at=None).order_by("-ended_at", "-pk")
    return rows if viewer.is_staff else rows.none()


def the_witness(viewer: Viewer, public_id: str) -> Witness:
    found = witnesses(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def held(token: str, purpose: str) -> tuple[MailedLink, Witness]:
    """The link with this token, and whom it is about. Raises Http404."""
    link = accounts.link_with(token, purpose)
    witness = Witness.objects.filter(public_id=link.about).first() if link else None
    if link is None or witness is None:
        raise Http404
    return link, witness
