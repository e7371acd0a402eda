"""The register, as somebody may read it: a party what was shown of its own, staff all of it."""

from django.db.models import QuerySet

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from .models import Disclosure


def of_party(party: str) -> QuerySet[Disclosure]:
    """What was shown of one party's, the latest first. The caller has checked."""
    return Disclosure.objects.filter(of=party)


def visible_to(viewer: Viewer | None) -> QuerySet[Disclosure]:
    """People of a provider or source its own rows, staff all; a key, a link or nobody none."""
    if viewer is None:
        return Disclosure.objects.none()
    if viewer.is_staff and viewer.scopes is None:
        return Disclosure.objects.all()
    if viewer.kind in (Kind.PROVIDER, Kind.SOURCE) and viewer.party:
        return of_party(viewer.party)
    return Disclosure.objects.none()
