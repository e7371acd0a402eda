"""
The world's calls traced through the portal's real actions, in the order in which things would happen.

Nothing here decides anything: providers answer as the world has them answer, staff do what the pages
would lead them to do, the clock ticks. The portal finds out the rest.
"""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from hopback.policy.article_3_traceback.contradictions import contradictions, presented_as
from hopback.policy.article_3_traceback.designations import designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.tracebacks.queries.path import evidence, hops_on, last_answer, policy_path
from hopback.wire.answers import AnswerIn, ContactDetails, Customer
from hopback.world import Call, Network, Question, Reply

from .post import PostOffice
from .stage import STAFF, Stage

STAFF_LOOK_AFTER = timedelta(hours=2)
TICK_AFTER = timedelta(seconds=1)
CHANNELS = ("api", "link", "page")
Step = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Played:
    """How one call came out, beside what is true of it."""

    call: Call
    traceback: Traceback
    path: list[str]
    designations: list[list[str]]
    outcome: str
    seconds: float | None


class Play:
    """Runs until there is nothing left to happen, or until a moment."""

    def __init__(self, network: Network, begin: datetime) -> None:
        self.network = network
        self.stage = Stage(network, begin)
        self.post = PostOffice(network)
        self.opened: dict[str, Traceback] = {}
        self.corrected: set[tuple[str, str]] = set()
        self._heap: list[tuple[datetime, int, Step]] = []
        self._order = count()
        self._chance = random.Random(network.seed)

    def at(self, moment: datetime, step: Step) -> None:
        heapq.heappush(self._heap, (moment, next(self._order), step))

    def bring(self, calls: Iterable[Call], *, lag: Callable[[random.Random], timedelta]) -> None:
        """Have each call reported some time after it was made."""
        for call in calls:
            self.at(call.at + lag(self._chance), lambda now, call=call: self._open(call, now))

    def run(self, until: datetime | None = None) -> None:
        while self._heap and (until is None or self._heap[0][0] <= until):
            moment, _, step = heapq.heappop(self._heap)
            step(moment)

    def _open(self, call: Call, now: datetime) -> None:
        candidate = self._candidate(call, now)
        sourcing.decide(
            candidate=candidate,
            credible_source=True,
            credible_source_why="Designated referrer of a Steering Committee member, confirmed.",
            nature=True,
            nature_why="The recording impersonates a known organisation to obtain payment.",
            warrants_resources=True,
            warrants_resources_why="An active campaign with many complaints; the records are still kept.",
            by=STAFF,
            now=now,
        )
        self.opened[call.id] = actions.open_traceback(candidate=candidate, by=STAFF, now=now)
        self._go_on(call, now)

    def _candidate(self, call: Call, now: datetime) -> Candidate:
        return sourcing.submit_candidate(
            source=self.stage.source,
            details={
                "calling": call.calling,
                "called": call.called,
                "called_at": call.at,
                "campaign": self.stage.campaign(call, now),
                "first_provider": self.stage.rows[call.path[0]],
                "nature": Candidate.Nature.FRAUDULENT.value,
                "characteristics": ["transcripts", "complaints"],
                "evidence": call.transcript.text if call.transcript else "Recording heard by the referrer.",
                "basis": "protection_222d2",
                "attestation": call.attestation,
                "signer_ocn": call.signer,
            },
            by=STAFF,
            now=now,
        )

    def _go_on(self, call: Call, now: datetime) -> None:
        """See to the hop that is waiting, if one is: mail goes out, the provider or staff will act."""
        self.post.deliver(now)
        traceback = self.opened[call.id]
        hop = traceback.hops.waiting().select_related("provider", "downstream__provider").first()
        if hop is None:
            self._look_into(call, now)
        elif hop.state == HopState.IDENTIFYING:
            self.at(now + STAFF_LOOK_AFTER, lambda then: self._identify(call, hop, then))
        else:
            self._expect(call, hop, now)

    def _expect(self, call: Call, hop: Hop, now: datetime) -> None:
        for deadline in hop.deadlines.filter(fired_at=None, dropped_at=None):
            self.at(deadline.due_at + TICK_AFTER, lambda then: self._tick(call, then))
        key = self.stage.key_of(hop.provider)
        reply = self.network.answer(key, self._question(call, hop)) if key else None
        if reply is not None:
            self.at(now + reply.after, lambda then: self._answer(call, hop, reply, then))

    def _question(self, call: Call, hop: Hop) -> Question:
        sent_to = self.stage.key_of(hop.downstream.provider) if hop.downstream else None
        return Question(calling=call.calling, called=call.called, at=call.at, sent_to=sent_to)

    def _tick(self, call: Call, now: datetime) -> None:
        actions.tick(now=now)
        self.post.deliver(now)
        traceback = self.opened[call.id]
        traceback.refresh_from_db()
        if traceback.closed_at == now:
            self._look_into(call, now)

    def _answer(self, call: Call, hop: Hop, reply: Reply, now: datetime) -> None:
        hop.refresh_from_db()
        if hop.state not in (HopState.ASKED, HopState.INVESTIGATING, HopState.NO_RESPONSE):
            return
        actions.answer(
            hop=hop, said=self.said(reply), channel=self._chance.choice(CHANNELS), by=self._speaker(hop), now=now
        )
        self._go_on(call, now)

    def _speaker(self, hop: Hop) -> Viewer:
        assert hop.provider is not None
        contact = hop.provider.contacts.filter(ended_at=None).order_by("kind").last()
        name = contact.full_name if contact and contact.full_name else hop.provider.name
        return Viewer(kind="provider", name=name, party=hop.provider.public_id)

    def said(self, reply: Reply) -> AnswerIn:
        """The world's reply as a message to the portal."""
        row = self.stage.rows.get(reply.upstream) if reply.upstream else None
        return AnswerIn(
            kind=AnswerKind(reply.kind.value),
            upstream=row.public_id if row else "",
            unlisted=self._details(reply) if row is None else None,
            trunk=reply.trunk,
            source_ip=reply.source_ip or None,
            call_id=reply.call_id,
            calling_as_received=reply.calling_as_received,
            called_as_received=reply.called_as_received,
            attestation=reply.attestation,
            customer=Customer(**reply.vetting) if reply.vetting else None,
            searched=reply.searched,
            reason=reply.reason,
        )

    def _details(self, reply: Reply) -> ContactDetails | None:
        given = reply.unlisted
        if given is None:
            return None
        return ContactDetails(name=given.name, email=given.email, phone=given.phone, country=given.country)

    def _identify(self, call: Call, hop: Hop, now: datetime) -> None:
        """Staff settle who it is: somebody at that address, or somebody new."""
        hop.refresh_from_db()
        if hop.state != HopState.IDENTIFYING:
            return
        said = last_answer(hop.downstream) if hop.downstream else None
        played = self.network.provider_at(said.contact["email"]) if said else None
        row = self.stage.rows.get(played.key) if played else None
        if row is not None:
            actions.identify(hop=hop, provider=row, by=STAFF, now=now)
        else:
            actions.identify_as_new(hop=hop, by=STAFF, now=now)
        self._go_on(call, now)

    def _look_into(self, call: Call, now: datetime) -> None:
        """Staff tell a provider that the upstream it named denies the call; an honest mistake is corrected."""
        rows = hops_on(self.opened[call.id])
        said = last_answer(rows[-1])
        if len(rows) < 2 or said is None or said.kind != AnswerKind.NOT_FOUND:
            return
        named_by = rows[-2]
        key = self.stage.key_of(named_by.provider)
        if key and (call.id, key) not in self.corrected:
            self.corrected.add((call.id, key))
            reply = self.network.told_denied(key, self._question(call, named_by))
            if reply is not None:
                self.at(now + STAFF_LOOK_AFTER, lambda then: self._correct(call, named_by, reply, then))

    def _correct(self, call: Call, hop: Hop, reply: Reply, now: datetime) -> None:
        hop.refresh_from_db()
        if hop.state == HopState.ANSWERED:
            actions.correct(hop=hop, said=self.said(reply), channel="page", by=self._speaker(hop), now=now)
            self._go_on(call, now)

    def outcome(self, call: Call) -> Played:
        """What the portal presents for this call."""
        traceback = self.opened[call.id]
        traceback.refresh_from_db()
        rows = hops_on(traceback)
        path = policy_path(rows)
        found = contradictions(path, evidence(traceback, rows))
        closed = traceback.closed_at
        return Played(
            call=call,
            traceback=traceback,
            path=[self.stage.key_of(row.provider) or (row.provider.name if row.provider else "?") for row in rows],
            designations=[sorted(given) for given in designations(path)],
            outcome=presented_as(path, found).value,
            seconds=(closed - traceback.opened_at).total_seconds() if closed else None,
        )
