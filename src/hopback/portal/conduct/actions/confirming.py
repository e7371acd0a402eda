"""A second person confirms a proposed finding, once the provider has answered or its time is over; or it is dropped."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_1_conduct import may_be_confirmed
from hopback.portal.accounts import second_person
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions as facts
from hopback.portal.providers import queries as providers

from ..models import Finding, Reply
from ..refusals import NotOpen, TimeToAnswer
from ._common import enter, hold, only_a_person_of_staff, said, tell


@transaction.atomic
def confirm(*, finding: Finding, by: Viewer, now: datetime) -> Finding:
    """From now on the provider is non-cooperative (A1.3). Raises NeedsAPerson, NeedsAnother, NotOpen, TimeToAnswer."""
    only_a_person_of_staff(by)
    finding = hold(finding)
    _refuse_what_is_over(finding)
    second_person.confirm(finding, by, now)
    answered = finding.replies.filter(kind=Reply.Kind.ANSWER).exists()
    if not may_be_confirmed(answered=answered, answer_until=finding.answer_until, now=now):
        raise TimeToAnswer(f"{finding.provider.name} can answer until {finding.answer_until:%d %B %Y, %H:%M} UTC.")
    provider = providers.survivor_of(finding.provider)
    both = f"{finding.proposed_by}, {finding.confirmed_by}"
    finding.fact = facts.write_non_cooperative(
        provider=provider, reasons=finding.reasons, found_by=both, by=by, now=now
    )
    finding.save()
    enter(provider, "conduct.confirmed", by=by, now=now, finding=finding.public_id, proposed_by=finding.proposed_by)
    tell(provider, "conduct_found", finding=finding, by=by, now=now, reason=finding.reasons)
    return finding


@transaction.atomic
def drop(*, finding: Finding, because: str, by: Viewer, now: datetime) -> Finding:
    """Nothing was found. One person is enough for that."""
    only_a_person_of_staff(by)
    finding = hold(finding)
    _refuse_what_is_over(finding)
    finding.dropped_because = said(because, "because")
    finding.dropped_by, finding.dropped_at = by.name, now
    finding.save(update_fields=["dropped_because", "dropped_by", "dropped_at"])
    enter(
        finding.provider, "conduct.dropped", by=by, now=now, finding=finding.public_id, because=finding.dropped_because
    )
    tell(finding.provider, "conduct_dropped", finding=None, by=by, now=now, reason=finding.dropped_because)
    return finding


def _refuse_what_is_over(finding: Finding) -> None:
    if finding.is_confirmed or finding.dropped_at:
        raise NotOpen("This was decided already.")
