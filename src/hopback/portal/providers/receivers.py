"""What the post office reports of mails about no call: a contact that cannot be reached is marked (XA.1)."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import signals
from hopback.portal.notices.models import Delivery

from . import actions
from .models import PointOfContact


@receiver(signals.undeliverable)
def contact_is_gone(delivery: Delivery, now: datetime, hard: bool = True, **_: Any) -> None:
    """A hop's own mails are the hop's matter, which marks the contact as well."""
    if delivery.notice.hop or not hard:
        return
    of = PointOfContact.objects.filter(provider__public_id=delivery.notice.party, ended_at=None)
    for contact in of.filter(email__iexact=delivery.address):
        actions.mark_unreachable(contact=contact, because="mail came back", by=SYSTEM, now=now)
