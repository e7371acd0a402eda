"""What the doors of the room `witnesses` want in the world: an address that waits, and one that is mailed heads."""

from typing import Any

from hopback.portal.ground import capability
from hopback.portal.witnesses import actions
from tests.portal.factories import NOW
from tests.portal.witnesses.staged import asked, confirmed, link_of

from .people import Who


def add(world: Any, story: Any) -> None:
    waits, there = asked("waits@paper.example", NOW), confirmed("there@paper.example", NOW)
    world.add("witness:waits", witness=waits.public_id)
    for name, link in (("", link_of(waits)), (":leave", link_of(there, actions.LEAVE))):
        world.add(f"token:witness{name}", *Who, token=capability.token_for(link.nonce))
