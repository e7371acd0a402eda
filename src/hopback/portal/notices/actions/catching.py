"""The demonstration's mail catcher keeps what it is handed."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from hopback.portal.logbook.actions import Actor

from ..models import CaughtMail


class NoDemonstration(RuntimeError):  # noqa: N818 - it reads as what happened
    """Mail is caught in the demonstration only."""


@transaction.atomic
def keep_caught(
    *,
    envelope_from: str,
    envelope_to: Sequence[str],
    raw: bytes,
    by: Actor,
    now: datetime,
) -> CaughtMail:
    """Keep one mail for the catcher's page."""
    if not settings.DEMONSTRATION:
        raise NoDemonstration("Mail is caught in the demonstration only.")
    return CaughtMail.objects.create(
        envelope_from=envelope_from[:320], envelope_to=", ".join(envelope_to)[:2000], raw=raw, caught_at=now
    )
