"""Mail to an official came back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import signals
from hopback.portal.notices.inbound import Reading
from hopback.portal.notices.models import Delivery, IncomingMail

from . import actions

REPLY = IncomingMail.Kind.REPLY

OURS = ("agency_address", "referral", actions.LISTSERV_POST)


@receiver(signals.undeliverable)
def came_back(delivery: Delivery, now: datetime, hard: bool, **_: Any) -> None:
    if hard and delivery.notice.kind in OURS:
        actions.mark_unreachable(address=delivery.address, by=SYSTEM, now=now)
        if delivery.notice.kind == actions.LISTSERV_POST:
            actions.count_bounce(address=delivery.address, by=SYSTEM, now=now)


@receiver(signals.received)
def written_to_the_list(mail: IncomingMail, reading: Reading, now: datetime, **_: Any) -> None:
    """What a person wrote to the list's address; automatic replies and bounces are no posts."""
    if mail.envelope_to.strip("<> ").lower() == settings.LISTSERV_ADDRESS.lower() and reading.kind == REPLY:
        actions.take_mail(sender=reading.sender, subject=reading.subject, text=reading.text, by=SYSTEM, now=now)
