"""
The world's calls traced through the portal's real actions, in the order in which things would happen.

Nothing here decides anything: providers answer as the world has them answer, staff do what the pages
would lead them to do, the clock ticks. The portal finds out the rest.
"""

import heapq
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from hopback.policy.article_3_traceback.contradictions import contradictions, presented_as
from hopback.policy.article_3_traceback.designations import designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.accounts.viewer import Viewer, of_link
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.tracebacks.queries.path import evidence, groups_on, hops_on, last_answer, policy_path
from hopback.world import Call, Network, Question, Reply

from .post import PostOffice
from .speech import said
from .stage import Stage

STAFF_LOOK_AFTER = timedelta(hours=2)
TICK_AFTER = timedelta(seconds=1)
CHANNELS = ("api", "link", "page")
MAY_STILL_ANSWER = (HopState.ASKED, HopState.INVESTIGATING, HopState.NO_RESPONSE)
Step = Callable[[datetime], None]
Lag = Callable[[random.Random], timedelta]


@dataclass(frozen=True, slots=True)
class Played:
    """How one call came out, beside what is true of it. `seconds`: from opening to closing."""

    call: Call
    traceback: Traceback
    path: list[str]
    designations: list[list[str]]
    outcome: str
    seconds: float | None


class Play:
    """Runs until there is nothing left to happen, or until a moment."""

    def __init__(self, network: Network, stage: Stage, *, post: PostOffice | None = None) -> None:
        self.network = network
        self.stage = stage
        self.post = post or PostOffice(network)
        self.opened: dict[str, Traceback] = {}
        self._corrected: set[int] = set()
        self._heap: list[tuple[datetime, int, Step]] = []
        self._order = count()
        self._chance = random.Random(network.seed)  # noqa: S311 - a play, not a secret

    def at(self, moment: datetime, step: Step) -> None:
        """Have something happen then; what was asked for first happens first."""
        heapq.heappush(self._heap, (moment, next(self._order), step))

    def bring(self, calls: Iterable[Call], *, lag: Lag) -> None:
        """Have each call reported some time after it was made."""
        for call in calls:
            self.at(call.at + lag(self._chance), lambda now, call=call: self.open(call, now))

    def run(self, until: datetime | None = None) -> None:
        for _ in self.steps(until):
            pass

    def steps(self, until: datetime | None = None) -> Iterator[datetime]:
        """Let things happen one by one; yields the moment of each, after it."""
        while self._heap and (until is None or self._heap[0][0] <= until):
            moment, _, step = heapq.heappop(self._heap)
            step(moment)
            yield moment

    def open(self, call: Call, now: datetime) -> None:
        self.trace(call, self.stage.report(call, now), now)

    def trace(self, call: Call, candidate: Candidate, now: datetime) -> None:
        """Staff decide that it is traced, and it opens."""
        self.stage.decide(candidate, now)
        self.opened[call.id] = actions.open_traceback(candidate=candidate, by=self.stage.staff, now=now)
        self._go_on(call, now)

    def reply_of(self, call: Call, hop: Hop) -> Reply | None:
        """What the provider of this hop says, and how long after; None: nothing."""
        key = self.stage.key_of(hop.provider)
        return self.network.answer(key, self.question(call, hop)) if key else None

    def begins_after(self, call: Call, hop: Hop) -> timedelta | None:
        """When the provider says that it has begun to investigate (XA.3); None: it just answers."""
        return None

    def settled_after(self, call: Call) -> timedelta | None:
        """How long staff take to find out who an unlisted provider is; None: they have not yet."""
        return STAFF_LOOK_AFTER

    def _go_on(self, call: Call, now: datetime) -> None:
        """See to the hop that is waiting, if one is: mail goes out, the provider or staff will act."""
        self.post.deliver(now)
        hop = self.opened[call.id].hops.waiting().select_related("provider", "downstream__provider").first()
        if hop is None:
            self._look_into(call, now)
        elif hop.state != HopState.IDENTIFYING:
            self._expect(call, hop, now)
        elif (after := self.settled_after(call)) is not None:
            self.at(now + after, lambda then: self._identify(call, hop, then))

    def _expect(self, call: Call, hop: Hop, now: datetime) -> None:
        for due_at in hop.deadlines.filter(fired_at=None, dropped_at=None).values_list("due_at", flat=True):
            self.at(due_at + TICK_AFTER, self._tick)
        reply = self.reply_of(call, hop)
        begins = self.begins_after(call, hop)
        if begins is not None:
            self.at(now + begins, lambda then: self._begin(hop, then))
        if reply is not None:
            self.at(now + reply.after, lambda then: self._answer(call, hop, reply, then))

    def question(self, call: Call, hop: Hop) -> Question:
        sent_to = self.stage.key_of(hop.downstream.provider) if hop.downstream else None
        return Question(calling=call.calling, called=call.called, at=call.at, sent_to=sent_to)

    def _begin(self, hop: Hop, now: datetime) -> None:
        hop.refresh_from_db(fields=["state"])
        if hop.state == HopState.ASKED:
            actions.acknowledge(hop=hop, by=self.speaker(hop), now=now)

    def _tick(self, now: datetime) -> None:
        if actions.tick(now=now):
            self.post.deliver(now)

    def _answer(self, call: Call, hop: Hop, reply: Reply, now: datetime) -> None:
        hop.refresh_from_db(fields=["state"])
        if hop.state in MAY_STILL_ANSWER:
            channel = self._chance.choice(CHANNELS)
            by = self.speaker(hop, channel)
            actions.answer(hop=hop, said=said(reply, self.stage), channel=channel, by=by, now=now)
            self._go_on(call, now)

    def speaker(self, hop: Hop, channel: str = "page") -> Viewer:
        """One of the provider's people, or the holder of its mail link."""
        assert hop.provider is not None
        contact = hop.provider.contacts.filter(ended_at=None, unreachable_since=None).order_by("kind").last()
        name = contact.full_name if contact and contact.full_name else hop.provider.name
        party = hop.provider.public_id
        if channel == "link":
            return of_link(provider=party, name=name, hop=hop.public_id, zone=hop.provider.zone)
        return Viewer(kind="provider", name=name, party=party)

    def _identify(self, call: Call, hop: Hop, now: datetime) -> None:
        """Staff settle who it is: somebody at that address, or somebody new."""
        hop.refresh_from_db(fields=["state"])
        if hop.state != HopState.IDENTIFYING:
            return
        named = last_answer(hop.downstream) if hop.downstream else None
        played = self.network.provider_at(named.contact["email"]) if named else None
        row = self.stage.rows.get(played.key) if played else None
        if row is not None:
            actions.identify(hop=hop, provider=row, by=self.stage.staff, now=now)
        else:
            actions.identify_as_new(hop=hop, by=self.stage.staff, now=now)
        self._go_on(call, now)

    def _look_into(self, call: Call, now: datetime) -> None:
        """Staff tell a provider that the upstream it named denies the call; an honest mistake is corrected."""
        rows = hops_on(self.opened[call.id])
        end = last_answer(rows[-1])
        if len(rows) < 2 or end is None or end.kind != AnswerKind.NOT_FOUND:
            return
        named_by = rows[-2]
        key = self.stage.key_of(named_by.provider)
        if key and named_by.pk not in self._corrected:
            self._corrected.add(named_by.pk)
            reply = self.network.told_denied(key, self.question(call, named_by))
            if reply is not None:
                self.at(now + STAFF_LOOK_AFTER, lambda then: self._correct(call, named_by, reply, then))

    def _correct(self, call: Call, hop: Hop, reply: Reply, now: datetime) -> None:
        hop.refresh_from_db(fields=["state"])
        if hop.state == HopState.ANSWERED:
            by = self.speaker(hop)
            actions.correct(hop=hop, said=said(reply, self.stage), channel="page", by=by, now=now)
            self._go_on(call, now)

    def outcome(self, call: Call) -> Played:
        """What the portal presents for this call."""
        traceback = self.opened[call.id]
        traceback.refresh_from_db()
        rows = hops_on(traceback)
        groups = groups_on(traceback)
        path = policy_path(rows, groups=groups)
        found = contradictions(path, evidence(traceback, rows, groups=groups))
        closed = traceback.closed_at
        return Played(
            call=call,
            traceback=traceback,
            path=[self.stage.key_of(row.provider) or (row.provider.name if row.provider else "?") for row in rows],
            designations=[sorted(given) for given in designations(path)],
            outcome=presented_as(path, found).value,
            seconds=(closed - traceback.opened_at).total_seconds() if closed else None,
        )
