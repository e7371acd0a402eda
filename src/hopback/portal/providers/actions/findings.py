"""What staff find about a provider, with their reasons: foreign or not (A1.5), non-cooperative (A1.3)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from django.db import transaction

from hopback.policy.article_1_definitions import ForeignFactors
from hopback.portal.accounts.viewer import Viewer

from ..models import ForeignFinding, Provider, StandingFinding
from ..refusals import ForeignReasonsMissing, NoSuchFinding, ReasonsMissing
from ._common import enter, hold, only_staff

FACTORS = tuple(field.name for field in fields(ForeignFactors))
DOES_NOT_DECIDE = "files_form_499"


@transaction.atomic
def find_foreign(
    *, provider: Provider, foreign: bool, factors: Mapping[str, bool], reasons: str, by: Viewer, now: datetime
) -> ForeignFinding:
    """Foreign, or not: several factors considered together, and a filing alone never decides (A1.5).

    `factors`: names of policy's ForeignFactors; those left out are not known.
    """
    only_staff(by)
    known = {name: factors[name] for name in FACTORS if factors.get(name) is not None}
    if not reasons.strip():
        raise ForeignReasonsMissing("Say why, taking the factors together.")
    if not set(known) - {DOES_NOT_DECIDE}:
        raise _no_factor()
    provider = hold(provider)
    finding = ForeignFinding.objects.create(
        provider=provider, foreign=foreign, factors=known, reasons=reasons.strip(), found_by=by.name, found_at=now
    )
    verb = "provider.found_foreign" if foreign else "provider.found_not_foreign"
    enter(provider, verb, by=by, now=now, factors=known, reasons=finding.reasons)
    return finding


def _no_factor() -> ForeignReasonsMissing:
    refused = ForeignReasonsMissing("Say what is known of at least one factor besides the Form 499 filing.")
    refused.field = FACTORS[0]
    return refused


@transaction.atomic
def find_non_cooperative(*, provider: Provider, reasons: str, by: Viewer, now: datetime) -> StandingFinding:
    """At the staff's discretion, on the factors of A1.3; it holds until lifted."""
    only_staff(by)
    if not reasons.strip():
        raise ReasonsMissing("Say which factors this rests on.")
    provider = hold(provider)
    if provider.standing_findings.filter(lifted_at=None).exists():
        raise NoSuchFinding(f"{provider.name} is non-cooperative already.")
    finding = StandingFinding.objects.create(provider=provider, reasons=reasons.strip(), found_by=by.name, found_at=now)
    enter(provider, "provider.found_non_cooperative", by=by, now=now, reasons=finding.reasons)
    return finding


@transaction.atomic
def lift_finding(*, provider: Provider, because: str, by: Viewer, now: datetime) -> None:
    """The provider is no longer non-cooperative; what it was is kept."""
    only_staff(by)
    if not because.strip():
        raise ReasonsMissing("Say why the finding is lifted.")
    provider = hold(provider)
    finding = provider.standing_findings.filter(lifted_at=None).first()
    if finding is None:
        raise NoSuchFinding(f"{provider.name} is not non-cooperative.")
    finding.lifted_at, finding.lifted_because = now, because.strip()
    finding.save(update_fields=["lifted_at", "lifted_because"])
    enter(provider, "provider.finding_lifted", by=by, now=now, because=finding.lifted_because)
