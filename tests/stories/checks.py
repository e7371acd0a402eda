"""What must hold after every action, read from the database."""

from datetime import datetime
from typing import Any

from django.db import connection

from hopback.policy.article_3_traceback.designations import designations
from hopback.policy.article_3_traceback.initiation_and_tracking import status
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.providers.models import PointOfContact, Provider, StandingFinding
from hopback.portal.tracebacks.models import Answer, Deadline, Extension, Hop, Note, ReturnedAnswer, Traceback
from hopback.portal.tracebacks.queries.path import hops_on, policy_path
from hopback.wire.answers import AnswerIn

from .oracle import Trace, Turn

WAITING = ("identifying", "asked", "investigating")
FACTS = (
    Traceback,
    Hop,
    Answer,
    ReturnedAnswer,
    Deadline,
    Extension,
    Note,
    Notice,
    Provider,
    StandingFinding,
    PointOfContact,
)
SELECTS = [
    *(f"SELECT * FROM {model._meta.db_table} ORDER BY id" for model in FACTS),
    f"SELECT id, accepted_at, failed_at, bounced_at FROM {Delivery._meta.db_table} ORDER BY id",
]


def snapshot() -> int:
    """A fingerprint of every fact that an action can change, past the ORM: it is taken after every action."""
    with connection.cursor() as cursor:
        return hash(tuple(_rows(cursor, select) for select in SELECTS))


def _rows(cursor: Any, select: str) -> str:
    cursor.execute(select)
    return repr(cursor.fetchall())


def entries() -> int:
    return Entry.objects.count()


def latest(turn: Turn) -> Answer:
    return Answer.objects.filter(hop__public_id=turn.id).latest("version")


def as_said(turn: Turn) -> AnswerIn:
    """The message that said what a hop's latest answer says."""
    given = latest(turn)
    return AnswerIn(
        kind=given.kind,
        upstream=given.upstream.public_id if given.upstream else "",
        unlisted=given.contact or None,
        customer=given.vetting or None,
        searched=given.searched,
        reason=given.reason,
        trunk=given.trunk,
    )


def keep(kept: dict[tuple[str, int], dict[str, Any]], turn: Turn) -> None:
    """Remember an answer word for word."""
    given = latest(turn)
    assert (turn.id, given.version) not in kept, "an answer was written over"
    kept[turn.id, given.version] = Answer.objects.filter(pk=given.pk).values().get()


def answers_are_kept(kept: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Every answer that was taken is there once, unchanged; and there is no other."""
    there = {(row.pop("hop__public_id"), row["version"]): row for row in _answers()}
    assert there == kept


def _answers() -> list[dict[str, Any]]:
    names = [field.attname for field in Answer._meta.concrete_fields]
    return list(Answer.objects.values("hop__public_id", *names))


def agrees(trace: Trace) -> None:
    """The real traceback and the plain one tell the same (A1.9, A3.4, A3.7)."""
    traceback = Traceback.objects.select_related("candidate__incident").get(public_id=trace.id)
    rows = hops_on(traceback)
    assert [row.public_id for row in rows] == [turn.id for turn in trace.path]
    assert [row.state in WAITING for row in rows] == [turn.waiting for turn in trace.path]
    waiting = traceback.hops.filter(state__in=WAITING).count()
    assert waiting == trace.is_open, "one hop waits exactly while the traceback is open"
    assert (traceback.closed_at is None) is trace.is_open
    path = policy_path(rows)
    assert status(path).value == trace.end
    assert traceback.closed_as == ("" if trace.is_open else trace.end)
    if trace.end != "withdrawn":
        assert [{one.value for one in given} for given in designations(path)] == trace.designations()
    for row, turn in zip(rows, trace.path, strict=True):
        assert (row.received_at, row.due_at, row.close_at) == (turn.received, turn.due, turn.close)


def deadlines_are_sound(now: datetime) -> None:
    """None fires early, none stays behind, none is to come for a hop that waits no more (A3.6)."""
    for deadline in Deadline.objects.select_related("hop"):
        if deadline.fired_at is not None:
            assert deadline.due_at <= deadline.fired_at <= now
        elif deadline.dropped_at is None:
            assert deadline.due_at > now or deadline.hop.received_at == now, "a deadline was left behind"
            assert deadline.hop.state in WAITING
