"""Somebody other than the finder looks at what contests a finding: it is upheld, or its lifting is proposed (A3.10)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer

from ..models import Finding, Reply, Review
from ..refusals import NotOpen, OwnFinding
from ._common import enter, hold, only_a_person_of_staff, said, tell
from .lifting import propose_lifting


@transaction.atomic
def review(*, finding: Finding, upheld: bool, reasons: str, by: Viewer, now: datetime) -> Review:
    """Raises NeedsAPerson, NotOpen, OwnFinding. What is not upheld still takes a second person to be lifted."""
    user = only_a_person_of_staff(by)
    finding = hold(finding)
    reply = finding.replies.filter(kind=Reply.Kind.CONTEST, review=None).first()
    if reply is None or finding.fact is None or finding.fact.lifted_at:
        raise NotOpen("Nothing contests a finding that stands.")
    if user == finding.proposed_by_user:
        raise OwnFinding("You proposed this finding. Somebody else has to review it.")
    made = Review.objects.create(
        reply=reply,
        upheld=upheld,
        reasons=said(reasons),
        finder_user=finding.proposed_by_user,
        reviewed_by=by.name,
        reviewed_by_user=user,
        reviewed_at=now,
    )
    verb = "conduct.upheld" if upheld else "conduct.not_upheld"
    enter(finding.provider, verb, by=by, now=now, finding=finding.public_id, reasons=made.reasons)
    if upheld:
        tell(finding.provider, "conduct_upheld", finding=finding, by=by, now=now, reason=made.reasons)
    elif not finding.fact.liftings.filter(confirmed_at=None, dropped_at=None).exists():
        propose_lifting(fact=finding.fact, reasons=made.reasons, by=by, now=now)
    return made
