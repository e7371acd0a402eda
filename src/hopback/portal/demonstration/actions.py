"""What only a demonstration may do: mark its database, move the clock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.models import ClockShift
from hopback.portal.logbook import actions as logbook

from .models import Demonstration


@transaction.atomic
def mark(*, seed: int, by: Viewer, now: datetime) -> Demonstration:
    """Say in the database that it belongs to the demonstration, before anything else is in it."""
    _only_here()
    made = Demonstration.objects.create(seed=seed, made_at=now)
    logbook.record(by=by, now=now, verb="demonstration.made", seed=seed)
    return made


@transaction.atomic
def keep_key(*, secret: str, by: Viewer, now: datetime) -> None:
    """Keep an API key for the demonstration's page to show."""
    _only_here()
    Demonstration.objects.update(api_key=secret)
    logbook.record(by=by, now=now, verb="demonstration.key_kept", start=secret[:10])


@transaction.atomic
def move_clock(*, forward: timedelta, by: Viewer, now: datetime) -> datetime:
    """Move the portal's clock; returns the time it shows then. It never goes back: what happened has happened."""
    _only_here()
    if forward <= timedelta():
        raise ValueError("A clock goes forward.")
    row = ClockShift.objects.select_for_update().first() or ClockShift()
    row.seconds += round(forward.total_seconds())
    row.save()
    then = now + forward
    logbook.record(by=by, now=then, verb="demonstration.clock_moved", seconds=round(forward.total_seconds()))
    return then


def _only_here() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
