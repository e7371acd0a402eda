"""What this room and those below keep of a provider, and how it goes over when two entries are merged.

Agreements stay with the entry that signed: staff record one for the survivor where that is right (A1.2)."""

from django.db.models import Q

from hopback.portal.accounts.models import ApiKey, Invitation, User
from hopback.portal.webhooks.models import Endpoint

from .following import Follows, With
from .models import (
    ControlLink,
    ForeignFinding,
    Joining,
    Particular,
    PointOfContact,
    ProposedContact,
    Provider,
    StandingFinding,
)


def _others(gone: Provider, kept: Provider) -> Q:
    """A provider does not control itself."""
    return ~Q(controls=kept, controlled=gone) & ~Q(controls=gone, controlled=kept)


def _new_particulars(gone: Provider, kept: Provider) -> Q:
    there = Particular.objects.filter(provider=kept, ended_at=None).values_list("kind", "value")
    found = Q()
    for kind, value in there:
        found &= ~Q(kind=kind, value=value, ended_at=None)
    return found


def _where_none_was_found(gone: Provider, kept: Provider) -> Q:
    """What staff found of the survivor itself holds."""
    return Q(pk=None) if ForeignFinding.objects.filter(provider=kept).exists() else Q()


def _one_that_holds(gone: Provider, kept: Provider) -> Q:
    holds = StandingFinding.objects.filter(provider=kept, lifted_at=None).exists()
    return Q(lifted_at__isnull=False) if holds else Q()


def _another_address(gone: Provider, kept: Provider) -> Q:
    urls = Endpoint.objects.filter(party=kept.public_id, removed_at=None).values("url")
    return ~Q(url__in=urls) | Q(removed_at__isnull=False)


FOLLOWS = (
    Follows(ControlLink, "controls", With.RECORD, only=_others),
    Follows(ControlLink, "controlled", With.RECORD, only=_others),
    Follows(ForeignFinding, "provider", With.RECORD, only=_where_none_was_found),
    Follows(StandingFinding, "provider", With.RECORD, only=_one_that_holds),
    Follows(Particular, "provider", With.RECORD, only=_new_particulars),
    Follows(ProposedContact, "provider", With.RECORD),
    Follows(PointOfContact, "provider", With.PEOPLE, seen=Q(ended_at=None)),
    Follows(Joining, "provider", With.PEOPLE, reads=True),
    Follows(User, "party", With.PEOPLE, reads=True),
    Follows(ApiKey, "party", With.PEOPLE, reads=True),
    Follows(Invitation, "party", With.PEOPLE, reads=True),
    Follows(Endpoint, "party", With.PEOPLE, only=_another_address, reads=True),
)
