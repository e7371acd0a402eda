"""What staff find about a provider, with their reasons: foreign or not (A1.5)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from django.db import transaction

from hopback.policy.article_1_definitions import ForeignFactors
from hopback.portal.accounts.viewer import Viewer

from ..models import ForeignFinding, Provider
from ..refusals import ForeignReasonsMissing
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
