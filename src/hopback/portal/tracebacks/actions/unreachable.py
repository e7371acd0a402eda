"""A notice that cannot be delivered: "No contact", then the back-up (A3.8, XA.1)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers import actions as providers_actions

from ..models import Hop
from .clockwork import start_clock
from .moves import hold
from .telling import reached_back_up, tell


@transaction.atomic
def no_contact(*, hop: Hop, address: str, hard: bool, by: Viewer, now: datetime) -> None:
    """
    Note that an address of the hop's provider does not take our mail and ask its back-up.

    Where nobody is left the clock starts all the same: a provider that cannot be reached does
    not answer promptly (A3.6). It does not start while the fault may be ours (not `hard`).
    """
    hop = hold(hop)
    if HopState(hop.state) not in WAITING or hop.provider is None:
        return
    hop.no_contact_at = hop.no_contact_at or now
    hop.save(update_fields=["no_contact_at"])
    logbook.record(
        by=by,
        now=now,
        verb="hop.no_contact",
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        provider=hop.provider.name,
        address=address,
        hard=hard,
    )
    for contact in hop.provider.contacts.filter(email__iexact=address, ended_at=None) if hard else ():
        providers_actions.mark_unreachable(contact=contact, because="mail came back", by=by, now=now)
    if not reached_back_up(hop):
        asked = tell(hop, NoticeKind.REQUEST, by=by, now=now, back_up_only=True)
        if asked is not None:
            return
    if hard:
        start_clock(hop=hop, how="no contact can be reached", by=by, now=now)
