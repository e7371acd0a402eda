"""One person proposes a finding on the factors of a sheet; the provider gets notice and time to answer (A1.3)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hopback.policy.article_1_conduct import FACTORS, Factor, Sheet, fingerprint
from hopback.policy.figures import NOTICE_BEFORE_FINDING
from hopback.portal.accounts import second_person
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Finding
from ..queries import Period, sheet_of
from ..refusals import NoGround, NotOpen, SheetChanged
from ._common import enter, only_a_person_of_staff, said, tell


@transaction.atomic
def propose(
    *,
    provider: Provider,
    period: Period,
    seen: str,
    factors: Collection[str],
    evidence: Collection[str],
    reasons: str,
    by: Viewer,
    now: datetime,
) -> Finding:
    """`seen`: the fingerprint of the sheet that was looked at, which is frozen; `evidence`: public ids of its hops.

    Raises NeedsAPerson, NotOpen, SheetChanged, NoGround."""
    only_a_person_of_staff(by)
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    _refuse_what_is_open(provider)
    sheet = sheet_of(provider, period)
    plain = sheet.plain()
    if fingerprint(plain) != seen:
        raise SheetChanged("What happened since changed this sheet. Look at it again, then propose.")
    finding = Finding(
        provider=provider,
        sheet=plain,
        fingerprint=seen,
        factors=_grounds(factors, sheet),
        evidence=_evidence(evidence, sheet),
        reasons=said(reasons),
        answer_until=now + NOTICE_BEFORE_FINDING,
        told=False,
        **second_person.proposal(by, now),
    )
    finding.save()
    finding.told = _give_notice(finding, by, now)
    finding.save(update_fields=["told"])
    about = {"finding": finding.public_id, "factors": finding.factors, "fingerprint": seen, "told": finding.told}
    enter(provider, "conduct.proposed", by=by, now=now, **about, reasons=finding.reasons)
    return finding


def _refuse_what_is_open(provider: Provider) -> None:
    kept = providers.survivor_of(provider)
    if kept != provider:
        raise NotOpen(f"This is an earlier entry of {kept.name}. Propose it there.")
    if provider.standing_findings.filter(lifted_at=None).exists():
        raise NotOpen(f"{provider.name} is non-cooperative already.")
    if provider.conduct_findings.filter(confirmed_at=None, dropped_at=None).exists():
        raise NotOpen(f"A finding about {provider.name} is proposed already.")


def _grounds(chosen: Collection[str], sheet: Sheet) -> list[str]:
    """Factors that the sheet counts at least once; that requests are answered on time is no ground."""
    found = [each for each in FACTORS if each.value in set(chosen)]
    if not found or len(found) != len(set(chosen)):
        raise NoGround("Say which factors this rests on.")
    for each in found:
        if FACTORS[each].good or not sheet.counts.shares[each].count:
            raise NoGround(f"“{FACTORS[each].label}” is no ground here: the sheet counts none against the provider.")
    return [Factor(each).value for each in found]


def _evidence(chosen: Collection[str], sheet: Sheet) -> list[str]:
    """In the order of the sheet."""
    wanted, found = set(chosen), [request.hop for request in sheet.requests if request.hop in set(chosen)]
    if not wanted or len(found) != len(wanted):
        refused = NoGround("Choose the requests that show it, of this provider and of this period.")
        refused.field = "evidence"
        raise refused
    return found


def _give_notice(finding: Finding, by: Viewer, now: datetime) -> bool:
    told = {
        "factors": "; ".join(FACTORS[Factor(each)].label for each in finding.factors),
        "reason": finding.reasons,
        "until": f"{finding.answer_until:%d %B %Y, %H:%M} UTC",
    }
    return tell(finding.provider, "conduct_proposed", finding=finding, by=by, now=now, **told)
