"""Heads by mail: an address that waits, one that is mailed them, one that was removed."""

from typing import Any

from hopback.portal.ground import capability
from hopback.portal.witnesses import actions
from tests.portal.witnesses.staged import asked, confirmed, link_of


def stage(world: Any) -> None:
    waits, there = asked("records@consumers.example", world.now), confirmed("jo@paper.example", world.now)
    actions.remove(witness=confirmed("old@paper.example", world.now), by=world.by, now=world.now)
    tokens = {"": link_of(waits), ":used": link_of(there), ":leave": link_of(there, actions.LEAVE)}
    world.things |= {"witness:waits": {"witness": waits.public_id}}
    for name, link in tokens.items():
        world.things[f"token:witness{name}"] = {"token": capability.token_for(link.nonce)}
