"""Which agencies there are, who may be written to there, and for which of them somebody acts (A5.7)."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_5_enforcement import is_official, may_receive
from hopback.portal.accounts.models import Kind, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Source

from ..models import AddressException, Agency, AgencyPerson


def authorities() -> QuerySet[Source]:
    """For staff: every source that enforces the law, with `.agency` once it is said what it is."""
    rows = Source.objects.filter(kind=SourceKind.ENFORCEMENT.value).select_related("agency")
    named = Count("agency__people", filter=Q(agency__people__ended_at=None), distinct=True)
    waiting = Q(agency__exceptions__confirmed_at=None, agency__exceptions__ended_at=None, agency__exceptions__pk__gt=0)
    return rows.annotate(named=named, proposed=Count("agency__exceptions", filter=waiting, distinct=True)).order_by(
        "name", "pk"
    )


def agencies() -> QuerySet[Agency]:
    """Those that take part: said what they are, and not ended as a source."""
    return Agency.objects.select_related("source").filter(source__ended_at=None).order_by("source__name", "pk")


def exceptions_of(agency: Agency) -> frozenset[str]:
    """Domains that two people approved for this agency."""
    approved = AddressException.objects.filter(agency=agency, confirmed_at__isnull=False, ended_at=None)
    return frozenset(approved.values_list("domain", flat=True))


def in_office(agency: Agency) -> QuerySet[AgencyPerson]:
    return AgencyPerson.objects.filter(agency=agency, ended_at=None).order_by("name", "pk")


def may_be_sent(person: AgencyPerson, now: datetime) -> bool:
    """Whether anything may go there: in office, the address official as things stand, its confirmation in force."""
    agency = person.agency
    return (
        person.ended_at is None
        and agency.source.ended_at is None
        and may_receive(person.confirmed_at, now)
        and is_official(person.email, exceptions_of(agency))
    )


def reachable(agency: Agency, now: datetime) -> list[AgencyPerson]:
    """Who of an agency may be sent something now."""
    people = in_office(agency).select_related("agency__source")
    return [person for person in people if may_be_sent(person, now)]


def agency_of(viewer: Any) -> Agency | None:
    """The agency that somebody acts for; None for who acts for nobody or for another kind of source."""
    if getattr(viewer, "kind", "") != Kind.SOURCE or not viewer.party or viewer.scopes is not None:
        return None
    return Agency.objects.select_related("source").filter(source__public_id=viewer.party).first()


def the_own(viewer: Viewer) -> Agency:
    found = agency_of(viewer)
    if found is None:
        raise Http404
    return found


def person_of(viewer: Viewer) -> AgencyPerson | None:
    """The official who signed in: by the address they sign in with, in office at the agency they act for."""
    user = User.objects.filter(pk=viewer.user_id, kind=Kind.SOURCE, is_active=True).first()
    if user is None or viewer.kind != Kind.SOURCE:
        return None
    rows = AgencyPerson.objects.select_related("agency__source").filter(ended_at=None, email__iexact=user.email)
    return rows.filter(agency__source__public_id=viewer.party).first()


def the_official(viewer: Viewer, now: datetime) -> AgencyPerson:
    """Who signed in as an official that may receive something now; for all others there is nothing here."""
    found = person_of(viewer)
    if found is None or not may_be_sent(found, now):
        raise Http404
    return found
