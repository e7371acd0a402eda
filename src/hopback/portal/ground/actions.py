"""What happens by itself: appointments are kept when their time has come, kept answers go (ADR 0003)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from . import appointments
from .models import Appointment, KeptResponse

KEPT_FOR = timedelta(days=7)  # an Idempotency-Key; longer than any machine tries again

log = structlog.get_logger()


@transaction.atomic
def appoint(*, kind: str, about: str, due_at: datetime, by: Any, now: datetime) -> None:
    """Have something of this kind happen then, instead of whenever it was to happen before."""
    drop_appointments(kinds=[kind], about=about, by=by, now=now)
    Appointment.objects.create(kind=kind, about=about, due_at=due_at)


@transaction.atomic
def drop_appointments(*, kinds: Iterable[str], about: str, by: Any, now: datetime) -> None:
    """What was to happen does not any more."""
    to_come = Appointment.objects.filter(about=about, kind__in=list(kinds), kept_at=None, dropped_at=None)
    to_come.update(dropped_at=now)


@transaction.atomic
def forget_kept_responses(*, by: Any, now: datetime) -> int:
    """Answers to requests that nobody repeats any more; returns how many went."""
    gone, _ = KeptResponse.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    return gone


@transaction.atomic
def begin_standing(*, by: Any, now: datetime) -> None:
    """What happens again and again is appointed, where it is not yet."""
    for kind, about in appointments.standing():
        if not Appointment.objects.filter(kind=kind, about=about, kept_at=None, dropped_at=None).exists():
            appoint(kind=kind, about=about, due_at=now, by=by, now=now)


def sweep(*, by: Any, now: datetime) -> int:
    """Keep every appointment whose time has come, each once. Returns how many. Safe to run twice at once."""
    forget_kept_responses(by=by, now=now)
    to_come = Appointment.objects.filter(
        kind__in=appointments.kinds(), kept_at=None, dropped_at=None, due_at__lte=now
    ).order_by("due_at", "pk")
    return sum(_keep_safely(each, by, now) for each in to_come)


def _keep_safely(appointment: Appointment, by: Any, now: datetime) -> bool:
    """One that fails is logged and tried again at the next sweep; the others do not wait for it."""
    try:
        return _keep(appointment, by, now)
    except Exception:
        log.exception("appointment.failed", kind=appointment.kind, about=appointment.about)
        return False


@transaction.atomic
def _keep(appointment: Appointment, by: Any, now: datetime) -> bool:
    mine = Appointment.objects.filter(pk=appointment.pk, kept_at=None, dropped_at=None, due_at__lte=now)
    if not mine.update(kept_at=now):
        return False
    appointments.of(appointment.kind)(about=appointment.about, by=by, now=now)
    return True
