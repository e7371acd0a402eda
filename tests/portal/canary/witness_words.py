"""Somebody outside who keeps heads of the log: the address is for staff, and for its own mails."""

from typing import Any

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.logbook import actions as logbook
from hopback.portal.witnesses import actions
from tests.portal.witnesses.staged import confirmed


def tell(world: Any) -> None:
    calls = world.calls
    word = world.birds.word("witnesses.Witness.address")
    made = confirmed(f"{word}@paper.example", calls.later())
    world.birds.share(word, made.public_id)
    logbook.publish_head(by=SYSTEM, now=calls.later())
    actions.mail_head(about=made.public_id, by=SYSTEM, now=calls.later())
    calls.delivered("")
