"""
Article 3 driven in every order: `make soak` for 100,000 actions, fewer in `make test`.

The machine must also find what it is there for: each planted bug is caught.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hopback.policy.article_3_traceback import designations as policy_designations
from hopback.policy.article_3_traceback.designations import Designation
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.actions import answering, clockwork, following, staffing
from hopback.portal.tracebacks.models import Answer, Deadline

from . import checks
from .machine import TracebackMachine

STEPS = 40
ACTIONS = int(os.environ.get("HOPBACK_SOAK_ACTIONS", "1000"))
QUIETLY = settings(
    max_examples=max(1, ACTIONS // STEPS),
    stateful_step_count=STEPS,
    deadline=None,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failing run is printed whole; shrinking takes hours
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.django_db


def test_no_order_of_events_breaks_a_traceback() -> None:
    """A1.9, A3.1-A3.7: whatever happens, in whatever order, the promises hold."""
    done = []

    class Counted(TracebackMachine):
        def teardown(self) -> None:
            done.append(self.done)
            super().teardown()

    run_state_machine_as_test(Counted, settings=QUIETLY)
    assert sum(done) >= ACTIONS // 2
    print(f"{sum(done):,} actions")


def too_early(patch: pytest.MonkeyPatch) -> None:
    """The tick lets things happen an hour before their time."""
    tick = clockwork.tick
    patch.setattr(actions, "tick", lambda *, now, **more: tick(now=now + timedelta(hours=1), **more))


def twice_answered(patch: pytest.MonkeyPatch) -> None:
    """A second answer is taken like a first one."""
    patch.setattr(answering, "_still_asked", lambda hop: None)
    patch.setattr(answering, "move", lambda hop, event, *, now, **facts: None)


def unlogged(patch: pytest.MonkeyPatch) -> None:
    """What staff write down leaves no trace in the log."""
    patch.setattr(staffing, "logbook", SimpleNamespace(record=lambda **more: None))


def half_corrected(patch: pytest.MonkeyPatch) -> None:
    """A correction that leaves the old path standing."""
    patch.setattr(answering, "supersede_upstream", lambda *args, **more: None)


def written_over(patch: pytest.MonkeyPatch) -> None:
    """An answer given is mended in place."""
    follow = following.follow

    def mend(hop: Any, given: Answer, **more: Any) -> None:
        Answer.objects.filter(hop__traceback=hop.traceback).exclude(pk=given.pk).update(comment="as agreed")
        follow(hop, given, **more)

    patch.setattr(answering, "follow", mend)


def no_departure(patch: pytest.MonkeyPatch) -> None:
    """The foreign provider that a point of entry took the call from is not designated (A1.5)."""
    designate = policy_designations.designations

    def entries_only(path: Any) -> list[frozenset[Designation]]:
        return [its - {Designation.FOREIGN_POINT_OF_DEPARTURE} for its in designate(path)]

    patch.setattr(checks, "designations", entries_only)


def never_over(patch: pytest.MonkeyPatch) -> None:
    """A silent provider's hop stays open for ever."""
    patch.setitem(clockwork.HAPPENS, Deadline.Kind.CLOSE, lambda hop, by, now: None)


BUGS: list[Callable[[pytest.MonkeyPatch], None]] = [
    too_early,
    twice_answered,
    unlogged,
    half_corrected,
    written_over,
    no_departure,
    never_over,
]


@pytest.mark.once
@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    hunt = settings(QUIETLY, max_examples=400, phases=[Phase.generate], derandomize=True, database=None)
    with pytest.raises(BaseException) as found:  # noqa: PT011 - whichever promise breaks first
        run_state_machine_as_test(TracebackMachine, settings=hunt)
    assert not isinstance(found.value, (KeyboardInterrupt, SystemExit))
