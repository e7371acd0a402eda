"""The register, as somebody may read it: a party what was shown of its own, staff all of it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from hopback.portal.accounts import parties
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.accounts.viewer import Viewer

from .models import Disclosure


def of_party(party: str) -> QuerySet[Disclosure]:
    """What was shown of one party's, the latest first. The caller has checked."""
    return Disclosure.objects.filter(of=party)


def visible_to(viewer: Viewer | None) -> QuerySet[Disclosure]:
    """People of a provider or source its own rows, as do a provider's keys for requests; staff all."""
    if viewer is None:
        return Disclosure.objects.none()
    if viewer.is_staff and viewer.scopes is None:
        return Disclosure.objects.all()
    if viewer.kind in (Kind.PROVIDER, Kind.SOURCE) and viewer.party and _may(viewer):
        return of_party(viewer.party)
    return Disclosure.objects.none()


def _may(viewer: Viewer) -> bool:
    """A person of the party, or a provider's key that reads its requests."""
    return viewer.scopes is None or (viewer.kind == Kind.PROVIDER and Scope.HOPS in viewer.scopes)


class Told(NamedTuple):
    """A row as this reader may know it: `to` without a name that it may not learn, `about` only for staff."""

    row: Disclosure
    of: str
    to: str
    about: str


def named(rows: Iterable[Disclosure], viewer: Viewer) -> list[Told]:
    """An id of a traceback or candidate is nothing to a party: it knows its own hop and the number."""
    found = list(rows)
    if not viewer.is_staff:
        return [Told(row, "", row.told_as, "") for row in found]
    names = {of: _name(of) for of in {row.of for row in found}}
    return [Told(row, names[row.of], row.to, row.about) for row in found]


def _name(party: str) -> str:
    kind = Kind.PROVIDER if party.startswith("prv") else Kind.SOURCE
    return parties.name_of(kind, party) or party
