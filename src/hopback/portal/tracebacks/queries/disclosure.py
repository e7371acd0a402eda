"""The guard: what of an organisation's traces may be told to somebody outside (A3.14).

Every page, answer to a machine, export and referral asks here before it tells an outsider of a trace. The providers
that are asked on its path are no outsiders: the trace cannot be performed without them. Nor is the organisation.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hopback.policy.article_3_traceback.organization_requests import OrganizationKind, check_disclosure
from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.sourcing.models import Campaign, Candidate

from ..models import Authorization

OPEN_KINDS = [OrganizationKind.PUBLIC.value, OrganizationKind.GOVERNMENT.value]


def _private() -> Q:
    """Of an organisation that is private, or of which nobody said what it is."""
    return Q(source__kind=SourceKind.ORGANIZATION.value) & (
        Q(source__organization=None) | ~Q(source__organization__kind__in=OPEN_KINDS)
    )


def _authorized(party: str, now: datetime) -> Q:
    """In force for this party at this moment: of this one trace, or of all of the organisation's."""
    if not party:
        return Q(pk__in=[])
    begun = Authorization.objects.filter(party=party, revoked_at=None, from_at__lte=now)
    in_force = begun.filter(Q(until_at=None) | Q(until_at__gt=now))
    whole = Exists(in_force.filter(source=OuterRef("source"), candidate=None))
    return whole | Exists(in_force.filter(candidate=OuterRef("pk")))


def tellable(rows: QuerySet[Candidate], *, to: str, now: datetime) -> QuerySet[Candidate]:
    """Those of the rows of whose trace this party may be told; `to` is a public id, "" for the public."""
    own = Q(source__public_id=to) if to else Q(pk__in=[])
    return rows.filter(~_private() | own | _authorized(to, now))


def campaigns_tellable(rows: QuerySet[Campaign], *, to: str, now: datetime) -> QuerySet[Campaign]:
    """Campaigns without a call, and those of which one call at least may be told: the others are known to nobody
    outside but by private traces."""
    calls = Candidate.objects.filter(campaign=OuterRef("pk"))
    return rows.filter(~Exists(calls) | Exists(tellable(calls, to=to, now=now)))


def check(
    candidate: Candidate,
    *,
    to: str,
    now: datetime,
    needed_for_trace: bool = False,
    required_by_law: bool = False,
    aggregate: bool = False,
) -> None:
    """Refuse to tell of one trace (`DisclosureNotAuthorized`) unless something allows it."""
    row = Candidate.objects.filter(pk=candidate.pk)
    check_disclosure(
        OrganizationKind.PRIVATE if row.filter(_private()).exists() else OrganizationKind.PUBLIC,
        authorized=tellable(row, to=to, now=now).exists(),
        needed_for_trace=needed_for_trace,
        required_by_law=required_by_law,
        aggregate=aggregate,
    )
