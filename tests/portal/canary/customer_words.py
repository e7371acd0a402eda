"""What Harbor says that it did about call B, every word of it a canary; then it is asked once more by mail."""

from typing import Any

from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.customers import actions
from hopback.portal.customers.models import Mitigation


def tell(world: Any) -> None:
    about = world.calls.rows["B"]
    mitigation = Mitigation.objects.select_related("provider").get(hop__traceback=about)
    own = [mitigation.provider.public_id]
    note = f"Looking into it, {world.birds.word('customers.Report.note', own, 'B')}."
    name = f"Desk {world.birds.word('customers.Report.said_by', own, 'B')}"
    by = Viewer(kind="provider", name=name, party=own[0])
    actions.report(mitigation=mitigation, did=Did.NONE, note=note, by=by, now=world.calls.now)
    actions.ask_again(about=mitigation.public_id, by=SYSTEM, now=world.calls.now)
