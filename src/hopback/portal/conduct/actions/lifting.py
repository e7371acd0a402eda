"""A standing finding is lifted by two people as it was made; then it is on no list any more (A3.10)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts import second_person
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions as facts
from hopback.portal.providers.models import Provider, StandingFinding

from ..models import Lifting
from ..refusals import NotOpen
from ._common import enter, only_a_person_of_staff, said, tell


@transaction.atomic
def propose_lifting(*, fact: StandingFinding, reasons: str, by: Viewer, now: datetime) -> Lifting:
    """Information shows that the provider does not, or no longer, meet the definition."""
    only_a_person_of_staff(by)
    Provider.objects.select_for_update().get(pk=fact.provider_id)
    fact = StandingFinding.objects.select_related("provider").get(pk=fact.pk)
    if fact.lifted_at:
        raise NotOpen("It was lifted already.")
    if fact.liftings.filter(confirmed_at=None, dropped_at=None).exists():
        raise NotOpen("Its lifting is proposed already: a second person confirms it.")
    made = Lifting.objects.create(fact=fact, reasons=said(reasons), **second_person.proposal(by, now))
    enter(fact.provider, "conduct.lifting_proposed", by=by, now=now, lifting=made.public_id, reasons=made.reasons)
    return made


@transaction.atomic
def confirm_lifting(*, lifting: Lifting, by: Viewer, now: datetime) -> Lifting:
    """From now on it holds no longer. Raises NeedsAPerson, NeedsAnother, NotOpen."""
    only_a_person_of_staff(by)
    lifting = _open(lifting)
    second_person.confirm(lifting, by, now)
    lifting.save()
    provider = lifting.fact.provider
    facts.write_cooperative_again(fact=lifting.fact, because=lifting.reasons, by=by, now=now)
    said_by = {"lifting": lifting.public_id, "proposed_by": lifting.proposed_by}
    enter(provider, "conduct.lifted", by=by, now=now, **said_by)
    tell(provider, "conduct_lifted", finding=None, by=by, now=now, reason=lifting.reasons)
    return lifting


@transaction.atomic
def drop_lifting(*, lifting: Lifting, because: str, by: Viewer, now: datetime) -> Lifting:
    """The finding stands as before."""
    only_a_person_of_staff(by)
    lifting = _open(lifting)
    lifting.dropped_because = said(because, "because")
    lifting.dropped_by, lifting.dropped_at = by.name, now
    lifting.save(update_fields=["dropped_because", "dropped_by", "dropped_at"])
    told = {"lifting": lifting.public_id, "because": lifting.dropped_because}
    enter(lifting.fact.provider, "conduct.lifting_dropped", by=by, now=now, **told)
    return lifting


def _open(lifting: Lifting) -> Lifting:
    Provider.objects.select_for_update().get(pk=lifting.fact.provider_id)
    held = Lifting.objects.select_related("fact__provider").get(pk=lifting.pk)
    if held.is_confirmed or held.dropped_at:
        raise NotOpen("This was decided already.")
    return held
