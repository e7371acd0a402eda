"""One hop as its own provider sees it: the question, its answer, and where it ended. Nothing of the path (A3.11)."""

from dataclasses import dataclass
from datetime import datetime

from hopback.policy.article_3_traceback.confidentiality import end_shown
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.policy.clocks import PROFILES
from hopback.portal.ground import phone
from hopback.portal.notices.models import Delivery
from hopback.portal.sourcing.models import Candidate

from ..models import Answer, Hop, Traceback
from .certified import certification_of
from .path import hops_on, last_answer, policy_path
from .profile import deadlines_of

ASKING = (HopState.ASKED, HopState.INVESTIGATING)
ANSWERABLE = (*ASKING, HopState.NO_RESPONSE)  # a hop closed as No Response still takes a late answer (A3.6)


@dataclass(frozen=True, slots=True)
class HopSeen:
    """All that its provider is shown of a hop. `answer` is the version that holds."""

    id: str
    number: str
    provider: str
    forward: bool
    state: HopState
    campaign: str
    calling: str
    called: str
    called_at: datetime
    sent_to: str
    signed_by_you: bool
    certification: str
    profile: str
    asked_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    close_at: datetime | None
    over_at: datetime | None
    answer: Answer | None
    returned_because: str
    drafted_at: datetime | None
    closed_at: datetime | None
    end: str

    @property
    def waiting(self) -> bool:
        return self.state in ASKING

    @property
    def answerable(self) -> bool:
        return self.state in ANSWERABLE

    def is_late(self, now: datetime) -> bool:
        return self.answerable and self.due_at is not None and now > self.due_at


def as_seen(hop: Hop) -> HopSeen:
    """The hop's traceback comes with its candidate, incident and campaign, the hop with its provider."""
    candidate = hop.traceback.candidate
    incident = candidate.incident
    assert hop.provider is not None
    return HopSeen(
        id=hop.public_id,
        number=hop.traceback.number,
        provider=hop.provider.name,
        forward=candidate.purpose == Candidate.Purpose.TRACE_FORWARD,
        state=HopState(hop.state),
        campaign=candidate.campaign.name if candidate.campaign else "",
        calling=phone.shown(incident.calling) if incident.calling else incident.calling_raw,
        called=phone.shown(incident.called) if incident.called else incident.called_raw,
        called_at=incident.called_at,
        sent_to=hop.downstream.provider.name if hop.downstream and hop.downstream.provider else "",
        signed_by_you=hop.second_end,
        certification=certification_of(candidate),
        profile=PROFILES[hop.profile].title,
        asked_at=hop.asked_at,
        received_at=hop.received_at,
        due_at=hop.due_at,
        close_at=hop.close_at,
        over_at=hop.over_at,
        answer=last_answer(hop),
        returned_because=_returned_because(hop),
        drafted_at=hop.draft.saved_at if hasattr(hop, "draft") else None,
        closed_at=None if hop.second_end else hop.traceback.closed_at,
        end=end_for(hop),
    )


def _returned_because(hop: Hop) -> str:
    """Why staff gave the last answer back; "" once another was given."""
    newest = max(hop.answers.all(), key=lambda answer: answer.version, default=None)
    return newest.returned.reason if newest and hasattr(newest, "returned") else ""


def end_for(hop: Hop) -> str:
    """Where the investigation ended, once it has, for a provider that was on its path (A3.11)."""
    over = hop.state in (HopState.ANSWERED, HopState.NO_RESPONSE)
    if hop.traceback.closed_at is None or not over or hop.second_end:
        return ""
    return _end(hop.traceback)


def _end(traceback: Traceback) -> str:
    rows = hops_on(traceback)
    return end_shown(policy_path(rows), {row.provider.public_id: row.provider.name for row in rows if row.provider})


def arithmetic(hop: Hop) -> tuple[str, ...]:
    """How the deadline came about, in sentences; nothing while the clock has not begun (A3.6)."""
    if hop.received_at is None:
        return ()
    found = deadlines_of(hop, hop.received_at)
    extended = hop.extensions.order_by("-given_at").first()
    return (*found.arithmetic, f"Extended by staff: {extended.reason}") if extended else found.arithmetic


def mailed_to(hop: Hop) -> list[str]:
    """The addresses that were mailed about this hop, as accepted by their servers: is this request real?"""
    sent = Delivery.objects.filter(notice__hop=hop.public_id, accepted_at__isnull=False)
    return sorted(set(sent.values_list("address", flat=True)))
