"""The calls whose traces stand somewhere in particular when somebody first looks: waiting, overdue, reopened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.world import Call, ContactDetails, Kind, Network, Reply

from .play import Play
from .post import PostOffice
from .stage import Stage

BEGINS_AFTER = timedelta(minutes=35)  # of who takes longer than twice that


@dataclass(frozen=True, slots=True)
class Script:
    """When a traceback was opened, and how long each provider took in turn. The one after them has not answered."""

    opened: float  # hours ago
    took: tuple[float, ...] = ()  # hours
    by_nature: bool = False  # providers say what is in their nature; otherwise the truth
    last_says: Reply | None = None  # instead of the truth, at the last place of `took`
    begun: bool = False  # the one that is waiting has said that it investigates
    settled: bool = True  # staff have found out who an unlisted provider is


# A name like that of Monsoon Bridge Pte. Ltd., at another domain: staff have to say who it is.
PERHAPS_MONSOON = ContactDetails(
    name="Monsoon Bridge Ltd.",
    contact="Service desk",
    email="noc@monsoon-bridge.example",
    phone="+442079460777",
    country="SG",
)
NO_RECORDS = "Our switch was replaced that week; the vendor is restoring its call records."

# By the number of the call in the network of seed 1.
SCRIPTS: Mapping[int, Script] = {
    1: Script(27.63, (0.68, 2.17, 1.37, 19.33)),  # the one on the front page: Sable Route is asked
    3: Script(0.7),  # waits for Cardinal Wireless
    13: Script(3.2),  # and another of the same campaign
    40: Script(20, (1, 2, 1)),  # three of one campaign wait for Harbor Voice
    57: Script(19, (1, 2, 1)),
    58: Script(18, (1, 2, 1)),
    17: Script(36, (1.5,)),  # overdue
    35: Script(27, (2, 1.3), begun=True),  # due soon
    20: Script(20, (1, 1, 2, 2), by_nature=True),  # no contact: the provider named does not exist
    5: Script(15, (1, 1, 1, 1, 3)),  # Skyline's mail bounces, its back-up answers
    43: Script(9, (1, 5), last_says=Reply(Kind.UPSTREAM, timedelta(), unlisted=PERHAPS_MONSOON), settled=False),
    49: Script(61, (2, 50)),  # closed as no response, reopened by a late answer
    18: Script(45, (2, 26, 3, 4, 2, 3)),  # one answer late; a loop; closed
    41: Script(30, (1, 2), last_says=Reply(Kind.CANNOT_ANSWER, timedelta(), reason=NO_RECORDS)),  # then given back
    25: Script(30, (1, 2)),  # then extended
    48: Script(50, (1, 2, 2, 3, 2)),  # ends at a provider found non-cooperative
}


class Scripted(Play):
    """Plays these calls by their scripts and all others as they come."""

    def __init__(self, network: Network, truthful: Network, stage: Stage, *, post: PostOffice) -> None:
        super().__init__(network, stage, post=post)
        self.truthful = truthful
        self.forward: dict[int, Traceback] = {}  # call-back numbers followed, by the number of the call
        self.scripts = {network.calls[number - 1].id: script for number, script in SCRIPTS.items()}

    def bring_scripted(self, now: datetime) -> None:
        for call in self.network.calls:
            if (script := self.scripts.get(call.id)) is not None:
                self.at(now - timedelta(hours=script.opened), lambda then, call=call: self.open(call, then))

    def reply_of(self, call: Call, hop: Hop) -> Reply | None:
        script = self.scripts.get(call.id)
        if script is None:
            return super().reply_of(call, hop)
        if hop.position > len(script.took):
            return None
        reply = script.last_says if hop.position == len(script.took) else None
        reply = reply or self._said(call, hop, by_nature=script.by_nature)
        return replace(reply, after=timedelta(hours=script.took[hop.position - 1])) if reply else None

    def _said(self, call: Call, hop: Hop, *, by_nature: bool) -> Reply | None:
        key = self.stage.key_of(hop.provider)
        network = self.network if by_nature else self.truthful
        return network.answer(key, self.question(call, hop)) if key else None

    def begins_after(self, call: Call, hop: Hop) -> timedelta | None:
        script = self.scripts.get(call.id)
        reply = self.reply_of(call, hop)
        if reply is None:
            return BEGINS_AFTER if script and script.begun else None
        return BEGINS_AFTER if reply.after > 2 * BEGINS_AFTER else None

    def settled_after(self, call: Call) -> timedelta | None:
        script = self.scripts.get(call.id)
        return None if script and not script.settled else super().settled_after(call)
