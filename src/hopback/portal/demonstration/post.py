"""The relay's own way through the outbox, with a mail server that is only played."""

from datetime import datetime

from hopback.portal.notices import actions as notices
from hopback.portal.notices import relay
from hopback.portal.notices.smtp_session import Outcome
from hopback.portal.notices.system import SYSTEM
from hopback.world import Network

from .people import NEWSPAPER, OFFICIALS, PEOPLE

TAKEN = Outcome(250, "250 2.0.0 OK")
NOBODY_THERE = Outcome(550, "550 5.1.1 No such user here")


class PostOffice:
    """Hands over what is due at once. With `catch`, the mails also stand on the mail catcher's page."""

    def __init__(self, network: Network, *, catch: bool = False) -> None:
        self.network = network
        self.catch = catch
        self.people = {*OFFICIALS, NEWSPAPER, *(person.email for person in PEOPLE)}

    def deliver(self, now: datetime) -> None:
        """Until nothing is due: a mail that comes back makes another one due."""
        while any(relay.deliver_due(now=now, session=_PlayedServer(self, now))):
            pass

    def take(self, sender: str, recipient: str, mail: bytes, now: datetime) -> Outcome:
        if recipient not in self.people and self.network.bounces(recipient):
            return NOBODY_THERE
        if self.catch:
            notices.keep_caught(envelope_from=sender, envelope_to=[recipient], raw=mail, by=SYSTEM, now=now)
        return TAKEN


class _PlayedServer:
    """One conversation with it, begun and ended without a network."""

    def __init__(self, office: PostOffice, now: datetime) -> None:
        self.office = office
        self.now = now

    def send(self, sender: str, recipient: str, mail: bytes) -> Outcome:
        return self.office.take(sender, recipient, mail, self.now)

    def close(self) -> None:
        """There is nothing to hang up."""
