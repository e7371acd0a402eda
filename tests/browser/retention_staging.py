"""Two calls of three years ago, one with a hold; one of them erased, with its certificate."""

from datetime import timedelta
from typing import Any

from hopback.portal.privacy import actions as privacy
from hopback.portal.retention import actions
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from tests.portal.tracebacks import staged

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def stage(world: Any) -> None:
    erased, held, waits, due = (_old(world, 1100 + 10 * n) for n in range(4))
    told = {"by": world.by, "now": world.now - HOUR}
    (done,) = actions.approve_and_erase(tracebacks=[erased], reason="Two years are over.", **told)
    paper = {"basis": "Preservation letter of a court", "document": "26-117"}
    one, other = (actions.place_hold(traceback=each, **paper, **told) for each in (held, waits))
    actions.propose_lifting(hold=other, reason="The case is closed.", **told)
    world.things |= {
        "erasure:old": {"erasure": done.public_id},
        "hold:old": {"hold": one.public_id},
        "hold:waits": {"hold": other.public_id},
        "due": {"traceback": due.public_id},
    }
    letter = {"customer": "June Mabry", "to_whom": "Her lawyer", "what": "Calls of May", "document": "L-17"}
    asked = privacy.record_request(provider=world.path[0], **letter, received_on=(world.now - DAY).date(), **told)
    campaign = due.candidate.campaign
    world.things |= {
        "customer_letter": {"asked": asked.public_id},
        "who:campaign": {"thing": campaign.public_id},
        "as:provider": {"thing": campaign.public_id, "party": world.path[0].public_id},
    }
    reason = "A subscriber asks whether it was theirs."
    tracebacks.reveal(traceback=Traceback.objects.get(public_id=world.things["open"]["traceback"]),
                      reason=reason, **told)  # fmt: skip


def _old(world: Any, days: int) -> Traceback:
    at = world.now - days * DAY
    found = staged.traced(world.path[:2], world.rosa, opened_at=at, called_at=at - 3 * HOUR)
    since = (at - 200 * DAY).date()
    staged.answered(found, at + 9 * HOUR, kind="not_found", searched="Every switch.", records_since=since)
    tracebacks.tick(now=at + 5 * DAY)
    return Traceback.objects.get(pk=found.pk)
