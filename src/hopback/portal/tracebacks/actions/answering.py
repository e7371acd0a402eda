"""What a provider can do with a hop: begin, answer, correct, save for later (A3.2, A3.3, XA.2, XA.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import HopEvent, HopState, Status
from hopback.policy.clause import Refused
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import run
from hopback.portal.ground.uploads import Upload
from hopback.portal.logbook import actions as logbook
from hopback.wire.answers import AnswerIn

from ..models import Answer, AnswerDraft, AnswerFile, Hop
from ..queries.path import last_answer
from ..refusals import AlreadyAnswered, NoLongerAsked
from .closing import reopen
from .following import follow, route_of, supersede_upstream
from .moves import hold, may_answer, move
from .saying import check, in_words, named_upstream, row_from, summary
from .telling import tell, tell_reopened


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of many answers."""

    hop: Hop
    answer: Answer | None
    refused: Refused | None


@transaction.atomic
def acknowledge(*, hop: Hop, by: Viewer, now: datetime) -> None:
    """The provider has begun to investigate (XA.3: within four business hours, measured)."""
    hop = hold(hop)
    may_answer(hop, by)
    if hop.state == HopState.INVESTIGATING:
        return
    _still_asked(hop)
    move(hop, HopEvent.ACKNOWLEDGED, now=now, acknowledged_at=now)
    _record(hop, "hop.acknowledged", by=by, now=now)


@transaction.atomic
def answer(
    *, hop: Hop, said: AnswerIn, channel: str, by: Viewer, now: datetime, files: Sequence[Upload] = ()
) -> Answer:
    """Take a provider's answer and ask whom it names, or close (A3.2, A3.4). A late one reopens the traceback."""
    hop = hold(hop)
    may_answer(hop, by)
    late_after_close = hop.state == HopState.NO_RESPONSE
    if not late_after_close:
        _still_asked(hop)
    upstream = named_upstream(said)
    check(hop, said, upstream, by=by, now=now)
    given = row_from(said, hop=hop, upstream=upstream, version=_versions(hop) + 1, channel=channel, by=by, now=now)
    _attach(given, files)
    move(hop, HopEvent.ANSWERED_LATE if late_after_close else HopEvent.ANSWERED, now=now, over_at=now)
    run("DELETE FROM tracebacks_answerdraft WHERE hop_id = %s", [hop.pk])
    _record(hop, "answer.late" if late_after_close else "answer.given", given, by=by, now=now)
    if late_after_close and not hop.second_end:
        reopen(hop.traceback, because="a late answer", by=by, now=now)
    if channel != "api":
        tell(hop, NoticeKind.ANSWER_RECEIPT, by=by, now=now, answer_summary=in_words(given))
    follow(hop, given, by=by, now=now)
    if late_after_close and not hop.second_end:
        tell_reopened(hop.traceback, because="An answer came late.", by=by, now=now)
    return given


def answer_many(*, answers: Iterable[tuple[Hop, AnswerIn]], channel: str, by: Viewer, now: datetime) -> list[Result]:
    """Many answers, each taken or refused on its own; one refusal loses nothing of the others."""
    return [_one_of_many(hop, said, channel=channel, by=by, now=now) for hop, said in answers]


def _one_of_many(hop: Hop, said: AnswerIn, *, channel: str, by: Viewer, now: datetime) -> Result:
    try:
        return Result(hop, answer(hop=hop, said=said, channel=channel, by=by, now=now), None)
    except Refused as refused:
        return Result(hop, None, refused)


@transaction.atomic
def correct(*, hop: Hop, said: AnswerIn, channel: str, by: Viewer, now: datetime) -> Answer:
    """Append a version. Where it names another upstream the path above is superseded and goes on anew."""
    hop = hold(hop)
    may_answer(hop, by)
    before = last_answer(hop)
    if hop.state != HopState.ANSWERED or before is None:
        raise NoLongerAsked("There is no answer here that could be corrected.")
    if hop.traceback.closed_as == Status.WITHDRAWN:
        raise NoLongerAsked("This traceback was withdrawn: nothing is asked of you any more.")
    upstream = named_upstream(said)
    check(hop, said, upstream, by=by, now=now)
    given = row_from(said, hop=hop, upstream=upstream, version=hop.answers.count() + 1, channel=channel, by=by, now=now)
    move(hop, HopEvent.CORRECTED, now=now)
    other_way = route_of(before) != route_of(given) and not hop.second_end
    _record(hop, "answer.corrected", given, by=by, now=now, path_changed=other_way)
    if other_way:
        supersede_upstream(hop, by=by, now=now)
        was_closed = reopen(hop.traceback, because="a correction", by=by, now=now)
        follow(hop, given, by=by, now=now)
        if was_closed:
            tell_reopened(hop.traceback, because="An answer was corrected.", by=by, now=now)
    return given


@transaction.atomic
def save_draft(*, hop: Hop, fields: dict[str, Any], by: Viewer, now: datetime) -> None:
    """Keep an unfinished answer for the provider's own people."""
    hop = hold(hop)
    may_answer(hop, by)
    AnswerDraft.objects.update_or_create(hop=hop, defaults={"fields": fields, "saved_by": by.name, "saved_at": now})
    _record(hop, "answer.drafted", by=by, now=now)


def _still_asked(hop: Hop) -> None:
    if hop.state == HopState.ANSWERED:
        raise AlreadyAnswered("This was answered already. Correct that answer if something in it is wrong.")
    if hop.state not in (HopState.ASKED, HopState.INVESTIGATING):
        raise NoLongerAsked("This call is no longer asked of you; you need not answer.")


def _versions(hop: Hop) -> int:
    return int(run("SELECT COUNT(*) FROM tracebacks_answer WHERE hop_id = %s", [hop.pk])[0][0])


def _attach(given: Answer, files: Sequence[Upload]) -> None:
    for file in files:
        AnswerFile.objects.create(
            answer=given,
            name=file.name,
            media_type=file.media_type,
            sha256=file.sha256,
            content=file.content,
        )


def _record(hop: Hop, verb: str, given: Answer | None = None, *, by: Viewer, now: datetime, **more: Any) -> None:
    said = {"version": given.version, "channel": given.channel, **summary(given)} if given else {}
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        provider=hop.provider.name if hop.provider else "",
        **said,
        **more,
    )
