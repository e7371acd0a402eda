"""What the post office reports, turned into moves of hops."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import signals
from hopback.portal.notices.models import Delivery

from . import actions
from .models import Hop


@receiver(signals.accepted)
def clock_starts(delivery: Delivery, now: datetime, **_: Any) -> None:
    """A mail server took the request: the provider's time runs from here (XA.3)."""
    for hop in Hop.every.filter(public_id=delivery.notice.hop, received_at=None):
        actions.start_clock(hop=hop, how=f"mail accepted for {delivery.address}", by=SYSTEM, now=now)


@receiver(signals.undeliverable)
def nobody_there(delivery: Delivery, now: datetime, hard: bool = True, **_: Any) -> None:
    for hop in Hop.every.filter(public_id=delivery.notice.hop):
        actions.no_contact(hop=hop, address=delivery.address, hard=hard, by=SYSTEM, now=now)
