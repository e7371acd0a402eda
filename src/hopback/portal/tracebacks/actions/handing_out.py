"""A provider's machine reads what it is asked: the clock runs, the log says which key got it (XA.2, XC.2)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import PROTECTION, disclosed
from hopback.portal.ground.statements import add_row_once

from ..models import HandOut, Hop
from ..queries.request import sent_as, signed_request
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
    name = hop.provider.name if hop.provider else ""
    disclosed(
        of=_whose_leg(hop),
        to=name,
        to_party=by.party,
        told_as="The provider that you named" if hop.downstream_id else name,
        what="Call-ID, numbers, time and signature of the call as it was received",
        basis=PROTECTION,
        clause_id="XC.2",
        about=hop.traceback.public_id,
        label=hop.traceback.number,
        verb="hop.handed_out",
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        payload={
            "provider": name,
            "key": by.name,
            "signed_sha256": hashlib.sha256(signed_request(hop).encode()).hexdigest(),
        },
        by=by,
        now=now,
    )


def _whose_leg(hop: Hop) -> list[str]:
    """Whose words the machine is handed of the leg it sent: its neighbour's, or those of who told of the call."""
    if sent_as(hop) is None:
        return []
    if hop.downstream is not None:
        return [hop.downstream.provider.public_id] if hop.downstream.provider else []
    source = hop.traceback.candidate.source
    return [source.provider.public_id if source.provider else source.public_id]
