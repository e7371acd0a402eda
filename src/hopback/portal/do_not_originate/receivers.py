"""A mail that asked to confirm came back, or could not be handed over (XB.4)."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import signals
from hopback.portal.notices.models import Delivery

from . import actions


@receiver(signals.undeliverable)
def came_back(delivery: Delivery, now: datetime, hard: bool, **_: Any) -> None:
    if delivery.notice.kind == actions.MAIL:
        actions.note_returned(about=delivery.notice.party, hard=hard, by=SYSTEM, now=now)
