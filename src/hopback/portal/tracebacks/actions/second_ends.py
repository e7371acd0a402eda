"""The provider that signed a call is asked at once, beside the chain of answers and never instead of it (A1.8).

Its hop is no part of the chain until an answer of the chain names it; then it takes its place there as it is: asked
already, or answered already.
"""

from datetime import datetime

from django.conf import settings

from hopback.evidence.shaken.findings import Grade
from hopback.policy.article_1_definitions import Standing
from hopback.policy.article_3_traceback.signing import second_end
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import change_row
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate

from ..models import Hop, Signature, Traceback
from ..queries.path import groups_on
from ..queries.signatures import signers
from .asking import ask_beside


def ask_signer(traceback: Traceback, look: Signature, *, by: Viewer, now: datetime) -> Hop | None:
    """Where a signature holds, nothing in it is wrong, and a listed provider that was not asked yet made it."""
    if not settings.SECOND_ENDS or traceback.closed_at is not None or not look.holds or look.grade == Grade.WRONG.value:
        return None
    if traceback.candidate.purpose != Candidate.Purpose.TRACEBACK:
        return None
    provider = _signer(traceback, look)
    if provider is None or providers.standing(provider) is Standing.NON_COOPERATIVE:
        return None
    return ask_beside(traceback, provider, by=by, now=now)


def _signer(traceback: Traceback, look: Signature) -> Provider | None:
    """None where it, or one under common control with it, was asked already (A1.1)."""
    listed = signers([look.ocn])
    if not listed:
        return None
    group = groups_on(traceback)
    asked = Hop.every.filter(traceback=traceback, provider__isnull=False)
    known = frozenset(one for party in asked.values_list("provider__public_id", flat=True) for one in group(party))
    by_name = {ocn: row.public_id for ocn, row in listed.items()}
    return listed[look.ocn] if second_end(look.ocn, by_name, known) else None


def join_second_end(downstream: Hop, provider: Provider | None, *, by: Viewer, now: datetime) -> Hop | None:
    """The chain has come to a provider that was asked as a second end: its hop takes its place there."""
    if provider is None:
        return None
    mine = Hop.every.filter(traceback=downstream.traceback_id, provider=provider, second_end=True)
    hop = mine.select_related("provider").first()
    if hop is None or hop.state == "withdrawn":
        return None
    hop.traceback, hop.downstream = downstream.traceback, downstream
    hop.position, hop.second_end = downstream.position + 1, False
    change_row(hop, "downstream", "position", "second_end")
    logbook.record(
        by=by,
        now=now,
        verb="hop.joined",
        traceback=downstream.traceback.public_id,
        hop=hop.public_id,
        position=hop.position,
        provider=provider.name,
    )
    return hop
