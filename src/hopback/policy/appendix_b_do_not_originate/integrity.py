"""Twice a year each recipient confirms in writing that its conditions still hold. (XB.4)"""

import calendar
from datetime import date, datetime, timedelta

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import CONFIRM_DO_NOT_ORIGINATE, CONFIRMATION_CHASED_AFTER, CONFIRMATION_WAITED_FOR

MONTHS_BETWEEN = 12 // CONFIRM_DO_NOT_ORIGINATE.amount


class ConfirmedInWriting(Refused):
    """A confirmation says who gives it, and for each listing whether its conditions still hold."""

    clause = clause("XB.4")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotYetOver(Refused):
    """A number is removed for want of confirmation once its recipient was asked and had its time."""

    clause = clause("XB.4")


def due_on(first_on: date, number: int) -> date:
    """The day of a recipient's round: the first comes half a year after its first listing. (XB.4)

    “No less than” rounds down: a day that a month does not have becomes its last. Counted from the first day,
    not from the round before, so that late rounds do not push later ones away."""
    months = first_on.month - 1 + MONTHS_BETWEEN * number
    year, month = first_on.year + months // 12, months % 12 + 1
    return date(year, month, min(first_on.day, calendar.monthrange(year, month)[1]))


def round_on(first_on: date, today: date) -> int:
    """The number of the latest round whose day has come; 0 before the first. (XB.4)"""
    months = (today.year - first_on.year) * 12 + today.month - first_on.month
    number = max(months // MONTHS_BETWEEN, 0)
    return number if number == 0 or due_on(first_on, number) <= today else number - 1


def chased_at(asked_at: datetime, times: int) -> datetime | None:
    """When a recipient that was chased so often is chased again; None: no more. (XB.4)"""
    return asked_at + CONFIRMATION_CHASED_AFTER[times] if times < len(CONFIRMATION_CHASED_AFTER) else None


def waited_until(asked_at: datetime) -> datetime:
    """Until when a recipient has time; from then on its listings are unconfirmed. (XB.4)"""
    return asked_at + CONFIRMATION_WAITED_FOR


def is_unconfirmed(asked_at: datetime, confirmed_at: datetime | None, now: datetime) -> bool:
    return confirmed_at is None and now >= waited_until(asked_at)


def check_may_go(asked_at: datetime | None, confirmed_at: datetime | None, now: datetime) -> None:
    """Refuse to remove for want of confirmation what was never asked, is confirmed, or has time left. (XB.4)"""
    if asked_at is None:
        raise NotYetOver("Its recipient was not asked to confirm it yet.")
    if confirmed_at is not None:
        raise NotYetOver("Its recipient confirmed it in the latest round.")
    if not is_unconfirmed(asked_at, confirmed_at, now):
        left = waited_until(asked_at) - now + timedelta(days=1)
        raise NotYetOver(f"Its recipient has {left.days} more days to confirm it.")
