"""The fact that a provider is non-cooperative, which every room reads (A1.3). It is no act of anybody's by itself:
the room `conduct` alone writes it, once two people have decided, and a test of the house holds everybody to that."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer

from ..models import Provider, StandingFinding
from ..refusals import NoSuchFinding
from ._common import enter, hold, only_staff


@transaction.atomic
def write_non_cooperative(
    *, provider: Provider, reasons: str, found_by: str = "", by: Viewer, now: datetime
) -> StandingFinding:
    """From now on, until it is lifted. `found_by`: both who decided."""
    only_staff(by)
    provider = hold(provider)
    if provider.standing_findings.filter(lifted_at=None).exists():
        raise NoSuchFinding(f"{provider.name} is non-cooperative already.")
    fact = StandingFinding.objects.create(
        provider=provider, reasons=reasons, found_by=(found_by or by.name)[:120], found_at=now
    )
    enter(provider, "provider.found_non_cooperative", by=by, now=now, reasons=reasons)
    return fact


@transaction.atomic
def write_cooperative_again(*, fact: StandingFinding, because: str, by: Viewer, now: datetime) -> StandingFinding:
    """The finding holds no longer; that it did is kept."""
    only_staff(by)
    provider = hold(fact.provider)
    held = provider.standing_findings.filter(pk=fact.pk, lifted_at=None).first()
    if held is None:
        raise NoSuchFinding(f"{provider.name} is not non-cooperative by this finding.")
    held.lifted_at, held.lifted_because = now, because
    held.save(update_fields=["lifted_at", "lifted_because"])
    enter(provider, "provider.finding_lifted", by=by, now=now, because=because)
    return held
