"""A hold that one person wants lifted, and a letter of a customer: every word of them a canary of the group's."""

from typing import Any

from hopback.portal.privacy import actions as privacy
from hopback.portal.retention import actions

LETTER = "customer to_whom what document"


def tell(world: Any) -> None:
    by = world.parties.by

    def word(path: str) -> str:
        return world.birds.word(path, [], "A")

    told = {"basis": f"Letter {word('retention.Hold.basis')}", "document": f"File {word('retention.Hold.document')}"}
    hold = actions.place_hold(traceback=world.calls.rows["A"], **told, by=by, now=world.now)
    actions.propose_lifting(hold=hold, reason=f"Over: {word('retention.Lifting.reason')}", by=by, now=world.now)
    said = {name: f"Said {word(f'privacy.CustomerRequest.{name}')}" for name in LETTER.split()}
    provider = world.calls.rows["A"].hops.order_by("position")[0].provider
    asked = privacy.record_request(provider=provider, **said, received_on=world.now.date(), by=by, now=world.now)
    told = {name: f"By {word(f'privacy.CustomerRequest.{name}')}" for name in ("checked_how", "because")}
    privacy.answer_request(request=asked, granted=True, **told, by=by, now=world.now)
