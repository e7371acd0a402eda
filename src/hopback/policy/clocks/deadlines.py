"""When one request is due, reminded of and closed, with the arithmetic in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import BEGIN_INVESTIGATION

from .office_hours import OfficeHours, aware, business_after
from .profiles import ClockProfile
from .sentences import explain, explain_extension

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All moments in UTC. `arithmetic` explains them, one sentence each, in UTC and local time."""

    received_at: datetime
    reminders_at: tuple[datetime, ...]
    due_at: datetime
    close_at: datetime
    arithmetic: tuple[str, ...] = ()


class ExtensionTooShort(Refused):
    """An extension ends after the deadline it replaces."""

    clause = clause("A3.6")
    field = "due_at"


def deadlines(profile: ClockProfile, sent_at: datetime, hours: OfficeHours) -> Deadlines:
    """The deadlines of a request sent at `sent_at` (aware) to an office with these hours. (A3.6, XA.3)"""
    sent_at = aware(sent_at)
    received_at = profile.office(hours).next_open(sent_at) if profile.business else sent_at
    due_at = clock_after(profile, received_at, profile.answer_within, hours)
    found = Deadlines(
        received_at=received_at,
        reminders_at=tuple(clock_after(profile, received_at, wait, hours) for wait in profile.reminders_after),
        due_at=due_at,
        close_at=clock_after(profile, due_at, profile.close_after, hours),
    )
    said = explain(profile, hours, sent_at, received_at, due_at, found.close_at)
    return replace(found, arithmetic=said)


def clock_after(profile: ClockProfile, start: datetime, amount: timedelta, hours: OfficeHours) -> datetime:
    """`amount` of this profile's clock time after `start`, in UTC."""
    if not profile.business:
        return aware(start) + amount
    return business_after(start, amount, profile.running(hours))


def extend(before: Deadlines, profile: ClockProfile, due_at: datetime, hours: OfficeHours) -> Deadlines:
    """The deadlines after staff moved the due moment: reminders keep their distance from it. (A3.6)

    Raises ExtensionTooShort unless the new moment lies after the old one.
    """
    due_at = aware(due_at)
    if due_at <= before.due_at:
        raise ExtensionTooShort("An extension has to end after the present deadline.")
    moved = due_at - before.due_at
    close_at = clock_after(profile, due_at, profile.close_after, hours)
    return Deadlines(
        received_at=before.received_at,
        reminders_at=tuple(reminder + moved for reminder in before.reminders_at),
        due_at=due_at,
        close_at=close_at,
        arithmetic=before.arithmetic[:-1] + explain_extension(profile, hours, due_at, close_at),
    )


def begin_by(received_at: datetime, hours: OfficeHours) -> datetime:
    """When the investigation should have begun: four business hours, measured and not enforced. (XA.3)"""
    return business_after(received_at, BEGIN_INVESTIGATION.length, hours)


def may_ask_from(profile: ClockProfile, asked_at: Sequence[datetime], now: datetime) -> datetime:
    """The first moment, from `now` on, at which the profile's weekly cap allows one more request.

    `asked_at`: when the provider was asked before. Any seven days hold at most `weekly_cap` requests.
    """
    now = aware(now)
    if profile.weekly_cap is None:
        return now
    recent = sorted(moment for moment in map(aware, asked_at) if now - ONE_WEEK < moment <= now)
    if len(recent) < profile.weekly_cap:
        return now
    return recent[-profile.weekly_cap] + ONE_WEEK
