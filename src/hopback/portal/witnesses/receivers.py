"""A head came back."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import signals
from hopback.portal.notices.models import Delivery

from . import actions


@receiver(signals.undeliverable)
def came_back(delivery: Delivery, now: datetime, hard: bool, **_: Any) -> None:
    if hard and delivery.notice.kind == actions.HEAD:
        actions.count_bounce(about=delivery.notice.party, by=SYSTEM, now=now)
