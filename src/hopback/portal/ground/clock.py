"""The clock, read once at the door: views, API and commands call `now()` and hand the moment down."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from .models import ClockShift


def now() -> datetime:
    """The current moment in UTC; in the demonstration, moved by as much as somebody moved it."""
    moment = datetime.now(UTC)
    return moment + shift() if settings.DEMONSTRATION else moment


def real() -> datetime:
    """What the clocks of other machines say, also where a demonstration has moved its own: for signatures."""
    return datetime.now(UTC)


def shift() -> timedelta:
    row = ClockShift.objects.first()
    return timedelta(seconds=row.seconds if row else 0)
