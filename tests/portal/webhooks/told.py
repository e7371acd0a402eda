"""An event into the outbox, and what receivers say to it."""

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.sending import Outcome
from hopback.wire.webhooks import EventType
from tests.portal.factories import NOW

from .conftest import Times

HOP = "hop_8Qd2wXyZabcd"
YES, NO = Outcome(204), Outcome(500, "Answered 500.")


def asked(provider: Provider, hop: str = HOP, times: Times | None = None) -> None:
    now = times.now if times else NOW
    actions.post(event=EventType.HOP_ASKED, party=provider.public_id, hop=hop, by=SYSTEM, now=now)
