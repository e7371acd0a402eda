"""A provider's machine reads what it is asked: the clock runs, the log says which key got it (XA.2, XC.2)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import add_row_once
from hopback.portal.logbook import actions as logbook

from ..models import HandOut, Hop
from ..queries.request import signed_request
from .clockwork import begin
from .moves import hold_as_read


@transaction.atomic
def fetched(*, hops: Sequence[Hop], by: Viewer, now: datetime) -> None:
    """These hops, as they are now, were read by machine: handed out once a key, whether or not a mail arrived."""
    for hop in hops:
        if hop.provider is None or by.party != hop.provider.public_id:
            raise Http404
        hold_as_read(hop)
        _hand_out(hop, by=by, now=now)
        begin(hop, how="read by API", by=by, now=now)


def _hand_out(hop: Hop, *, by: Viewer, now: datetime) -> None:
    """Noted once for each hop and key; the provider's own log has the same signature."""
    if by.key_id is None or not add_row_once(HandOut(hop=hop, key_id=by.key_id, handed_at=now)):
        return
    logbook.record(
        by=by,
        now=now,
        verb="hop.handed_out",
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        provider=hop.provider.name if hop.provider else "",
        key=by.name,
        signed_sha256=hashlib.sha256(signed_request(hop).encode()).hexdigest(),
    )
