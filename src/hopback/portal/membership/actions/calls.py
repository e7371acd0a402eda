"""Member calls: planned, held with their attendance, or called off (A2.3, A2.5)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from ..models import Attendance, MemberCall
from ..refusals import NoCall
from ._common import only_staff, refusal, said


@transaction.atomic
def plan_call(*, subject: str, quarterly: bool, starts_at: datetime, by: Viewer, now: datetime) -> MemberCall:
    """Staff plan a call; at a quarterly one all members are expected, at others the Steering Committee."""
    only_staff(by)
    made = MemberCall.objects.create(
        subject=said(subject, "subject", "Say what the call is about."),
        quarterly=quarterly,
        starts_at=starts_at,
        planned_by=by.name,
        planned_at=now,
    )
    _enter(made, "membership.call_planned", by=by, now=now, quarterly=quarterly, starts_at=starts_at.isoformat())
    return made


@transaction.atomic
def hold_call(*, call: MemberCall, attended: Iterable[Provider], by: Viewer, now: datetime) -> None:
    """The call was held, and these attended. Said again, it replaces who attended; the log has both."""
    only_staff(by)
    held = _not_off(call)
    if held.starts_at > now:
        raise refusal(NoCall, "attended", "It has not begun yet.")
    there = list(attended)
    held.attendances.all().delete()
    Attendance.objects.bulk_create(Attendance(call=held, provider=each) for each in there)
    held.held_at, held.recorded_by = now, by.name
    held.save(update_fields=["held_at", "recorded_by"])
    _enter(held, "membership.call_held", by=by, now=now, attended=[each.public_id for each in there], count=len(there))


@transaction.atomic
def call_off(*, call: MemberCall, by: Viewer, now: datetime) -> None:
    """It is not held, and nobody is expected."""
    only_staff(by)
    held = _not_off(call)
    if held.held_at:
        raise NoCall("It was held already.")
    held.called_off_at = now
    held.save(update_fields=["called_off_at"])
    _enter(held, "membership.call_off", by=by, now=now)


def _not_off(call: MemberCall) -> MemberCall:
    held = MemberCall.objects.select_for_update().get(pk=call.pk)
    if held.called_off_at:
        raise NoCall("It was called off.")
    return held


def _enter(call: MemberCall, verb: str, *, by: Viewer, now: datetime, **payload: object) -> None:
    logbook.record(by=by, now=now, verb=verb, about=call.public_id, subject=call.subject, **payload)
