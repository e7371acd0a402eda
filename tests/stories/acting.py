"""How the machine does things: one action at a time, checked; and the plain model's share of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from hopback.policy.clause import Refused
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.wire.answers import AnswerIn

from . import checks
from .cast import STAFF, Cast
from .oracle import Trace, Turn

BEGIN = datetime(2026, 10, 19, 14, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


class Acting(RuleBasedStateMachine):
    """Some tracebacks, some providers, one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = BEGIN
        self.cast = Cast(self.now)
        self.traces: list[Trace] = []
        self.kept: dict[tuple[str, int], dict[str, Any]] = {}
        self.done = 0
        self.facts: int | None = None
        self.changed = True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # ---- doing ------------------------------------------------------------------------------------

    def do(self, action: Any, **said: Any) -> Any:
        """One action. Refused: nothing has changed. Taken: what changed has its log entry."""
        self.done += 1
        before, entries = self.facts or checks.snapshot(), checks.entries()
        try:
            with transaction.atomic():
                result = action(now=self.now, **{"by": STAFF, **said})
        except (Refused, Http404) as refused:
            assert checks.snapshot() == before, f"{action.__name__} refused and changed something"
            assert checks.entries() == entries, f"{action.__name__} refused and logged something"
            return refused
        self.facts = checks.snapshot()
        if self.facts != before:
            self.changed = True
            assert checks.entries() > entries, f"{action.__name__} changed something without a log entry"
        return result

    def pick(self, data: Any, *, waiting: bool) -> tuple[Trace, Turn]:
        traces = [trace for trace in self.traces if trace.is_open is waiting]
        trace = data.draw(st.sampled_from(traces))
        return trace, trace.waiting if trace.waiting else trace.path[-1]

    def provider_turn(self, data: Any) -> tuple[Trace, Turn] | None:
        trace, turn = self.pick(data, waiting=True)
        return (trace, turn) if turn.provider else None

    def row(self, turn: Turn) -> Hop:
        return Hop.objects.select_related("provider", "traceback").get(public_id=turn.id)

    def speaker(self, turn: Turn) -> Viewer:
        return Viewer(kind="provider", name="Jules Pruitt", party=turn.provider or "")

    def say(self, turn: Turn, said: AnswerIn) -> Any:
        return self.do(actions.answer, hop=self.row(turn), said=said, channel="page", by=self.speaker(turn))

    def heard(self, trace: Trace, turn: Turn, said: AnswerIn) -> None:
        """The model after an answer that was taken."""
        late = turn.due is not None and self.now > turn.due
        turn.waiting, turn.silent, turn.returned = False, False, False
        turn.said.append({"kind": said.kind.value, "late": late})
        checks.keep(self.kept, turn)
        if said.kind == "upstream":
            trace.path.append(self.seen(Traceback.objects.get(public_id=trace.id)))

    def seen(self, traceback: Traceback) -> Turn:
        """The hop that a step has just added: who it is, nothing else is taken from the portal."""
        hop = traceback.hops.exclude(state="superseded").order_by("position").last()
        assert hop is not None
        provider = hop.provider
        bad = provider is not None and provider.public_id in self.cast.non_cooperative
        named = hop.downstream.answers.last().contact if hop.downstream and not provider else {}
        foreign = (provider.country if provider else named.get("country", "US")) != "US"
        turn = Turn(
            id=hop.public_id,
            provider=provider.public_id if provider else None,
            foreign=foreign,
            waiting=not bad,
            skipped=bad,
        )
        if hop.received_at is not None:
            assert hop.received_at == self.now
            assert not provider.contacts.filter(unreachable_since=None).exists(), "a clock starts with a mail"
            turn.received, turn.due, turn.close = self.now, self.now + DAY, self.now + 2 * DAY
        return turn

    def clocks_may_start(self, hop_id: str) -> None:
        """A clock starts now or not at all, and runs as the profile says."""
        for turn in (turn for trace in self.traces for turn in trace.path if turn.id == hop_id):
            row = self.row(turn)
            if turn.received is None and row.received_at is not None:
                assert row.received_at == self.now
                turn.received, turn.due, turn.close = self.now, self.now + DAY, self.now + 2 * DAY
