"""What a provider signs, and what staff find about how it is kept (A2.3, A2.5)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hopback.policy.article_2_membership import Rules
from hopback.policy.article_2_membership.principles import cannot_be_noted
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import RULES, Breach, Statement
from ..refusals import NotOpen, StatementIncomplete
from ._common import enter, hold, only_its_administrator, only_staff, refusal, said, tell


@transaction.atomic
def sign_statement(
    *,
    provider: Provider,
    version: str,
    best_practices: bool,
    principles: bool,
    affiliates: bool,
    inapplicable: Mapping[int, str],
    signer: str,
    title: str,
    by: Viewer,
    now: datetime,
) -> Statement:
    """Its administrator signs the statement of intent; an earlier one stays on record and no longer holds."""
    only_its_administrator(by, provider)
    provider = hold(provider)
    if not best_practices:
        raise refusal(StatementIncomplete, "best_practices", "Without the best practices it is no statement of intent.")
    noted = {number: why.strip() for number, why in inapplicable.items()}
    for number, wrong in cannot_be_noted(noted.items()).items():
        raise refusal(StatementIncomplete, f"why_{number}", wrong)
    if noted and not principles:
        raise refusal(StatementIncomplete, "principles", "Only who endorses the principles notes some as inapplicable.")
    made = Statement.objects.create(
        provider=provider,
        version=said(version, "version", "Say which version is signed."),
        best_practices=best_practices,
        principles=principles,
        affiliates=affiliates,
        inapplicable={str(number): why for number, why in sorted(noted.items())},
        signer=said(signer, "signer", "Say who signs."),
        title=said(title, "title", "Say as what that person signs."),
        signed_by=by.name,
        signed_at=now,
    )
    enter(
        provider,
        "membership.signed",
        by=by,
        now=now,
        version=made.version,
        signer=made.signer,
        principles=principles,
        affiliates=affiliates,
        inapplicable=made.inapplicable,
    )
    return made


@transaction.atomic
def find_breach(*, provider: Provider, rules: str, reasons: str, by: Viewer, now: datetime) -> Breach:
    """Staff find, with reasons, that it does not keep the policies or the principles; it holds until lifted."""
    only_staff(by)
    provider = hold(provider)
    if Breach.objects.filter(provider=provider, rules=rules, lifted_at=None).exists():
        raise refusal(NotOpen, "rules", "Such a finding holds already.")
    words = dict(RULES)[Rules(rules).value]
    made = Breach.objects.create(provider=provider, rules=rules, reasons=said(reasons), found_by=by.name, found_at=now)
    enter(provider, "membership.breach_found", by=by, now=now, rules=words, reasons=made.reasons)
    tell(provider, "membership_breach", by=by, now=now, rules=words, reason=made.reasons)
    return made


@transaction.atomic
def lift_breach(*, breach: Breach, because: str, by: Viewer, now: datetime) -> None:
    """It keeps them again; that it did not is kept."""
    only_staff(by)
    provider = hold(breach.provider)
    held = Breach.objects.get(pk=breach.pk)
    if held.lifted_at:
        raise NotOpen("This finding was lifted already.")
    held.lifted_at, held.lifted_because = now, said(because, "because")
    held.save(update_fields=["lifted_at", "lifted_because"])
    enter(provider, "membership.breach_lifted", by=by, now=now, because=held.lifted_because)
