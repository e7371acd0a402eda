"""What staff do with a hop or a traceback beside answering: remind, extend, give back, ask on, note, reveal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopEvent
from hopback.policy.clause import Refused
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import PROTECTION, disclosed
from hopback.portal.ground import waking
from hopback.portal.logbook import actions as logbook
from hopback.wire.webhooks import EventType

from ..models import Answer, AnswerFile, Extension, Hop, Note, ReturnedAnswer, Traceback
from ..queries.kept_back import parties_of_the_called
from ..queries.path import last_answer
from ..refusals import NothingToReveal, NoTimeLeft, NotTheLast
from .asking import send_request
from .closing import reopen
from .deadlines import reset_clock, resume_clock
from .moves import hold, hold_traceback, move, only_staff
from .telling import tell, tell_machines, tell_reopened

CALLED = "called number"


@transaction.atomic
def remind(*, hop: Hop, by: Viewer, now: datetime) -> None:
    """Send a reminder now, to the back-up contact too."""
    only_staff(by)
    hop = hold(hop)
    move(hop, HopEvent.REMINDED, now=now)
    _record(hop, "hop.reminded", by=by, now=now, by_hand=True)
    tell(hop, NoticeKind.REMINDER, by=by, now=now, with_back_up=True)
    tell_machines(hop, EventType.HOP_REMINDED, by=by, now=now)


def remind_late(*, hops: Sequence[Hop], by: Viewer, now: datetime) -> int:
    """A reminder to each of these that is still waited for; returns to how many (A3.8)."""
    return sum(_reminded(hop, by, now) for hop in hops)


def _reminded(hop: Hop, by: Viewer, now: datetime) -> bool:
    """One that has answered meanwhile is passed over; the others do not wait for it."""
    try:
        remind(hop=hop, by=by, now=now)
    except Refused:
        return False
    return True


@transaction.atomic
def extend(*, hop: Hop, until: datetime, reason: str, by: Viewer, now: datetime) -> Extension:
    """Give a waiting provider more time; the automatic closing moves with it."""
    only_staff(by)
    hop = hold(hop)
    if hop.due_at is None:
        raise NoTimeLeft("The clock of this hop has not begun: no notice was accepted yet.")
    if until <= max(now, hop.due_at):
        raise NoTimeLeft("An extension ends later than the present deadline, and in the future.")
    move(hop, HopEvent.EXTENDED, now=now)
    given = Extension.objects.create(hop=hop, until_at=until, reason=reason, given_by=by.name, given_at=now)
    reset_clock(hop, until, now=now)
    _record(hop, "hop.extended", by=by, now=now, until=until.isoformat(), reason=reason)
    tell(hop, NoticeKind.EXTENSION_GRANTED, by=by, now=now, reason=reason)
    return given


@transaction.atomic
def return_answer(*, answer: Answer, reason: str, until: datetime | None, by: Viewer, now: datetime) -> ReturnedAnswer:
    """Give an incomplete answer back with the reason; the clock goes on, or runs until `until` (A3.7)."""
    only_staff(by)
    hop = hold(answer.hop)
    if last_answer(hop) != answer or answer.kind == AnswerKind.UPSTREAM:
        raise NotTheLast("Only the answer that ends a path can be given back. Ask for a correction instead.")
    if until is not None and until <= now:
        raise NoTimeLeft("The new deadline lies in the future.")
    if until is None and (hop.close_at is None or hop.close_at <= now):
        raise NoTimeLeft("The clock of this hop has run out: say until when the provider may complete its answer.")
    move(hop, HopEvent.RETURNED, now=now)
    returned = ReturnedAnswer.objects.create(answer=answer, reason=reason, returned_by=by.name, returned_at=now)
    if until is not None:
        reset_clock(hop, until, now=now)
    else:
        resume_clock(hop, now=now)
    _record(hop, "answer.returned", by=by, now=now, version=answer.version, reason=reason)
    again = not hop.second_end and reopen(hop.traceback, because="an incomplete answer given back", by=by, now=now)
    if again:
        tell_reopened(hop.traceback, because="An answer was incomplete and is asked for again.", by=by, now=now)
    tell(hop, NoticeKind.ANSWER_RETURNED, by=by, now=now, reason=reason)
    waking.ring(hop.provider.public_id if hop.provider else "")
    return returned


@transaction.atomic
def ask_on(*, hop: Hop, by: Viewer, now: datetime) -> None:
    """Ask a non-cooperative provider after all, where the trace would have ended (A1.9)."""
    only_staff(by)
    hop = hold(hop)
    move(hop, HopEvent.ASKED_ON, now=now)
    _record(hop, "hop.asked_on", by=by, now=now)
    if reopen(hop.traceback, because="staff ask on", by=by, now=now):
        tell_reopened(hop.traceback, because="One more provider is asked.", by=by, now=now)
    send_request(hop, by=by, now=now)


@transaction.atomic
def write_note(*, traceback: Traceback, hop: Hop | None, text: str, by: Viewer, now: datetime) -> Note:
    """A note for staff: a call made, a thing noticed."""
    only_staff(by)
    traceback = hold_traceback(traceback)
    note = Note.objects.create(traceback=traceback, hop=hop, text=text, written_by=by.name, written_at=now)
    logbook.record(
        by=by,
        now=now,
        verb="note.written",
        traceback=traceback.public_id,
        hop=hop.public_id if hop else "",
        text=text,
    )
    return note


@transaction.atomic
def assign(*, traceback: Traceback, owner: User | None, by: Viewer, now: datetime) -> None:
    """Say who of the team looks after it."""
    only_staff(by)
    traceback = hold_traceback(traceback)
    traceback.owner = owner
    traceback.save(update_fields=["owner"])
    logbook.record(
        by=by,
        now=now,
        verb="traceback.assigned",
        traceback=traceback.public_id,
        owner=owner.name if owner else "",
    )


@transaction.atomic
def reveal(*, traceback: Traceback, reason: str, by: Viewer, now: datetime) -> str:
    """Open the called number, CPNI, to one of staff who says why (A3.11, XC.2). The log keeps the reason."""
    only_staff(by)
    _reveal(traceback, CALLED, reason, of=parties_of_the_called(traceback), by=by, now=now)
    incident = traceback.candidate.incident
    return incident.called or incident.called_raw


@transaction.atomic
def read_file(*, file: AnswerFile, reason: str, by: Viewer, now: datetime) -> bytes:
    """What came with an answer, which may tell who was called; the log keeps who opened it and why (XC.2)."""
    only_staff(by)
    hop = file.answer.hop
    told = {"of": [hop.provider.public_id] if hop.provider else [], "hop": hop.public_id}
    _reveal(hop.traceback, f"file {file.name}", reason, what="a file that came with an answer", **told, by=by, now=now)
    return bytes(file.content)


def _reveal(
    traceback: Traceback,
    field: str,
    reason: str,
    *,
    of: Sequence[str],
    what: str = CALLED,
    hop: str = "",
    by: Viewer,
    now: datetime,
) -> None:
    if not reason.strip():
        raise NothingToReveal("Say why you need it: the reason is kept in the log.")
    disclosed(
        of=of,
        to=by.name,
        what=what,
        basis=PROTECTION,
        clause_id="XC.2",
        about=traceback.public_id,
        label=traceback.number,
        verb="cpni.revealed",
        traceback=traceback.public_id,
        hop=hop,
        payload={"field": field, "reason": reason.strip()},
        by=by,
        now=now,
    )


def _record(hop: Hop, verb: str, *, by: Viewer, now: datetime, **more: Any) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        provider=hop.provider.name if hop.provider else "",
        **more,
    )
