"""A hold and a certificate of erasure, for the matrix: staff's alone."""

from typing import TYPE_CHECKING, Any

from hopback.portal.privacy import actions as privacy
from hopback.portal.retention import actions
from hopback.portal.retention.models import Erasure
from tests.portal.factories import NOW

if TYPE_CHECKING:
    from .world import World


def add(world: "World", story: Any) -> None:
    held = {"basis": "A court’s letter", "document": "26-117"}
    hold = actions.place_hold(traceback=story.open, **held, by=story.by, now=NOW)
    said = {"may_go_from": NOW, "approved_by": "Rosa Ortega", "reason": "Over.", "approved_at": NOW, "erased_at": NOW}
    erasure = Erasure.objects.create(traceback=story.closed, **said)
    letter = {"customer": "June Mabry", "to_whom": "Her lawyer", "what": "Calls of May", "document": "L-17"}
    told = {"received_on": NOW.date(), "by": story.by, "now": NOW}
    asked = privacy.record_request(provider=story.meridian, **letter, **told)
    candidate = story.open.candidate
    world.add("letter:one", asked=asked.public_id)
    world.add("who:candidate", thing=candidate.public_id)
    world.add("as:source", thing=candidate.public_id, party=candidate.source.public_id)
    world.add("hold:one", hold=hold.public_id)
    world.add("erasure:one", erasure=erasure.public_id)
