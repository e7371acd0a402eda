"""Due diligence: a person decides the three tests of a candidate before anything opens (A4.1-A4.3)."""

from datetime import datetime

from django.db import transaction

from hopback.policy import article_4_sourcing as policy
from hopback.policy.article_4_sourcing import Basis, Finding, SourceKind, Test
from hopback.policy.article_4_sourcing.standing import check_verified
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from ..models import Campaign, Candidate, DueDiligence
from ..refusals import AskedAlready, DecidedAlready
from ._common import hold, only_staff
from .telling import tell_source


@transaction.atomic
def decide(
    *,
    candidate: Candidate,
    credible_source: bool | None,
    credible_source_why: str,
    nature: bool | None,
    nature_why: str,
    warrants_resources: bool | None,
    warrants_resources_why: str,
    by: Viewer,
    now: datetime,
) -> DueDiligence:
    """Record the three tests, each with its reason; whether it opens follows from them (A4.2, A4.3).

    Opening is tracebacks.actions.open_traceback. Policy refuses a test that is undecided (None) or unexplained.
    """
    only_staff(by)
    candidate = hold(candidate)
    if DueDiligence.objects.filter(candidate=candidate).exists():
        raise DecidedAlready("The due diligence of this candidate is recorded already.")
    if candidate.closed_as:
        raise DecidedAlready("It was declined in triage: bring it back first.")
    said = {
        Test.CREDIBLE_SOURCE: (credible_source, credible_source_why),
        Test.NATURE: (nature, nature_why),
        Test.WARRANTS_RESOURCES: (warrants_resources, warrants_resources_why),
    }
    if credible_source and candidate.source.kind != SourceKind.STAFF:
        check_verified(candidate.source.verified_until, now.date(), candidate.source.name)
    findings = {test: Finding(holds, why) for test, (holds, why) in said.items() if holds is not None}
    decision = policy.decide(findings, Basis(candidate.basis))
    held = {test.value: test not in decision.failed for test in Test}
    why = {f"{test.value}_why": reason for test, reason in zip(Test, decision.reasons, strict=True)}
    decided = DueDiligence.objects.create(
        candidate=candidate, opens=decision.open, decided_by=by.name, decided_at=now, **held, **why
    )
    verb = "candidate.accepted" if decision.open else "candidate.declined"
    logbook.record(by=by, now=now, verb=verb, about=candidate.public_id, basis=candidate.basis, **held, **why)
    if not decision.open:
        failed = " ".join(policy.QUESTIONS[test] for test in decision.failed)
        tell_source(candidate, "candidate_declined", f"Decided with no: {failed}", by=by, now=now)
    return decided


@transaction.atomic
def place(
    *, candidate: Candidate, first_provider: Provider | None, campaign: Campaign | None, by: Viewer, now: datetime
) -> None:
    """Staff say which provider is asked first, and to which campaign the call belongs (A1.6, A3.1)."""
    only_staff(by)
    candidate = hold(candidate)
    if candidate.first_provider_id and candidate.first_provider != first_provider and _accepted(candidate):
        raise AskedAlready("It was accepted with this provider to be asked first: withdraw the traceback instead.")
    candidate.first_provider, candidate.campaign = first_provider, campaign
    candidate.save(update_fields=["first_provider", "campaign"])
    logbook.record(
        by=by,
        now=now,
        verb="candidate.placed",
        about=candidate.public_id,
        first_provider=first_provider.public_id if first_provider else "",
        campaign=campaign.public_id if campaign else "",
    )


def _accepted(candidate: Candidate) -> bool:
    return DueDiligence.objects.filter(candidate=candidate, opens=True).exists()
