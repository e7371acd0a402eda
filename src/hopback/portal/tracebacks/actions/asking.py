"""One provider is asked: a hop, a link, a notice (A3.1, A3.2, A3.8)."""

from datetime import datetime

from hopback.policy.article_1_definitions import Standing
from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import capability, waking
from hopback.portal.ground.statements import add_rows, change_row
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.wire.webhooks import EventType

from ..models import Hop, HopLink, Traceback
from ..queries.profile import clock_profile
from .clockwork import start_clock
from .closing import close
from .telling import tell, tell_machines


def ask(traceback: Traceback, provider: Provider | None, *, downstream: Hop | None, by: Viewer, now: datetime) -> Hop:
    """Put the next hop on the path and ask its provider; a non-cooperative one ends the trace (A1.9)."""
    state = _first_state(provider)
    hop = Hop(
        traceback=traceback,
        position=downstream.position + 1 if downstream else 1,
        downstream=downstream,
        provider=provider,
        state=state.value,
        profile=clock_profile(provider),
        created_at=now,
        asked_at=now if state is HopState.ASKED else None,
        over_at=now if state is HopState.NOT_ASKED else None,
    )
    add_rows([hop])
    if hop.state == HopState.IDENTIFYING:
        _record(hop, "hop.identifying", by=by, now=now)
    elif hop.state == HopState.NOT_ASKED:
        ends_here(hop, by=by, now=now)
    else:
        _send(hop, by=by, now=now)
    return hop


def ask_beside(traceback: Traceback, provider: Provider, *, by: Viewer, now: datetime) -> Hop:
    """Ask the provider that signed the call as a second end, beside the chain (A1.8)."""
    hop = Hop(
        traceback=traceback,
        position=1,
        provider=provider,
        state=HopState.ASKED.value,
        profile=clock_profile(provider),
        created_at=now,
        asked_at=now,
        second_end=True,
    )
    add_rows([hop])
    _send(hop, by=by, now=now)
    return hop


def _first_state(provider: Provider | None) -> HopState:
    if provider is None:
        return HopState.IDENTIFYING
    if providers.standing(provider) is Standing.NON_COOPERATIVE:
        return HopState.NOT_ASKED
    return HopState.ASKED


def ends_here(hop: Hop, *, by: Viewer, now: datetime) -> None:
    _record(hop, "hop.not_asked", by=by, now=now)
    close(hop.traceback, by=by, now=now)


def send_request(hop: Hop, *, by: Viewer, now: datetime) -> None:
    """Ask the provider of a hop that was on the path before anybody could be asked."""
    hop.asked_at = now
    change_row(hop, "asked_at")
    _send(hop, by=by, now=now)


def _send(hop: Hop, *, by: Viewer, now: datetime) -> None:
    """Make the one-hop link and send the request; the clock starts when the mail is accepted."""
    nonce = capability.new_nonce()
    digest = capability.digest(capability.token_for(nonce))
    add_rows([HopLink(hop=hop, nonce=nonce, token_hash=digest, made_at=now)])
    _record(hop, "hop.asked_beside" if hop.second_end else "hop.asked", by=by, now=now)
    waking.ring(hop.provider.public_id if hop.provider else "")
    tell_machines(hop, EventType.HOP_ASKED, by=by, now=now)
    if tell(hop, NoticeKind.REQUEST, by=by, now=now, link_nonce=nonce) is None:
        _nobody_there(hop, by=by, now=now)


def _nobody_there(hop: Hop, *, by: Viewer, now: datetime) -> None:
    """Every address of the provider came back before: no mail will start its clock, so it starts now (A3.6)."""
    hop.no_contact_at = now
    change_row(hop, "no_contact_at")
    _record(hop, "hop.no_contact", by=by, now=now)
    start_clock(hop=hop, how="no contact can be reached", by=by, now=now)


def _record(hop: Hop, verb: str, *, by: Viewer, now: datetime) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        about=hop.provider.public_id if hop.provider else "",
        position=hop.position,
        provider=hop.provider.name if hop.provider else "",
        profile=hop.profile,
    )
