"""What a provider's machine is handed with a hop: the signed request, and its own leg of the call (A3.11, XC.2)."""

from django.conf import settings

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.ground.signing_keys import keyring
from hopback.portal.sourcing.models import Candidate
from hopback.wire.answers import SentAs
from hopback.wire.signing import Request, sign

from ..models import Hop
from .hop_as_seen import ANSWERABLE
from .path import last_answer


def number(hop: Hop, which: str) -> str:
    """`calling` or `called`: E.164 where the number could be read, else as it was given."""
    incident = hop.traceback.candidate.incident
    return str(getattr(incident, which) or getattr(incident, f"{which}_raw"))


def sent_to(hop: Hop) -> str:
    """The downstream neighbour; "" for the provider whose own subscriber was called."""
    return hop.downstream.provider.name if hop.downstream and hop.downstream.provider else ""


def signed_request(hop: Hop) -> str:
    """The request of a hop that was asked, signed by the portal: one call, one purpose (A3.2)."""
    assert hop.provider is not None
    assert hop.asked_at is not None
    said = Request(
        iss=settings.BASE_URL,
        hop=hop.public_id,
        provider=hop.provider.public_id,
        purpose=hop.traceback.candidate.purpose,
        calling=number(hop, "calling"),
        called=number(hop, "called"),
        called_at=hop.traceback.candidate.incident.called_at,
        sent_to=sent_to(hop),
        asked_at=hop.asked_at,
    )
    return sign(said, keyring().signs)


def sent_as(hop: Hop) -> SentAs | None:
    """How the call left the asked provider, in the words of whom it was sent to; None where nothing is known of it.

    It learns nothing that it did not send: no trunk, no address and no name of anybody else's network is in it. Off
    the path it learns nothing more: what the neighbour says since then may be about another provider's leg.
    """
    if hop.state not in (*ANSWERABLE, HopState.ANSWERED):
        return None
    if hop.traceback.candidate.purpose == Candidate.Purpose.TRACE_FORWARD:
        return None  # no call was sent: a call-back number is followed
    if hop.downstream is None:
        signature = hop.traceback.candidate.incident.identity_header
        return SentAs(passport=signature) if signature else None
    said = last_answer(hop.downstream)
    if said is None or said.kind != AnswerKind.UPSTREAM:
        return None
    leg = SentAs(
        call_id=said.call_id,
        calling=said.calling_as_received,
        called=said.called_as_received,
        called_at=said.called_at_as_recorded,
        passport=said.passport,
    )
    return None if leg == SentAs() else leg
