"""What waits for a look: calls told twice, a question to a source, complaints, sources of each standing (A4.1-A4.4)."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from hopback.policy.article_4_sourcing import Basis, Nature, SourceKind
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.complaints import Row
from hopback.portal.sourcing.models import Candidate, Source
from hopback.world import Call

from .people import SABINE
from .script import Scripted

TOLD_TWICE, ASKED_ABOUT = 6, 23  # calls of scenes.UNDECIDED
MEMBER = "palmetto-lines"
SCORES = "Harrier Call Scores"
STATES = ("Ohio", "Texas", "Florida", "Georgia", "Illinois", "Ohio")
PLACES = ("Dayton", "Amarillo", "Ocala", "Macon", "Peoria", "Toledo")
QUESTION = "Was the recording cut, or did the caller hang up there? And may we name your subscriber's city?"


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(days=11), lambda then: _sources(play, then))
    play.at(now - timedelta(hours=2.5), lambda then: _told_by_scores(play, then))
    play.at(now - timedelta(hours=1.5), lambda then: _asked_back(play, then))
    play.at(now - timedelta(hours=1.2), lambda then: _complained(play, then))
    play.at(now - timedelta(hours=0.8), lambda then: _declined_together(play, then))


def _by(play: Scripted, now: datetime) -> dict[str, Any]:
    return {"by": play.stage.staff, "now": now}


def _sources(play: Scripted, now: datetime) -> None:
    by = _by(play, now)
    sourcing.designate(
        source=play.stage.source,
        member=play.stage.rows[MEMBER],
        name=SABINE.name,
        email=SABINE.email,
        designated_by="Grant Moseley, Law Enforcement Liaison",
        designated_how="Letter on the member's paper; he was called back.",
        designated_on=now.date(),
        **by,
    )
    why = "Of its first forty calls, thirty-eight were traced to who made them."
    sourcing.judge_source(source=play.stage.source, credibility="high", credibility_why=why, **by)
    sourcing.list_source(kind=SourceKind.ANALYTICS.value, name=SCORES, score_top=100.0, **by)
    sourcing.list_source(
        kind=SourceKind.ENFORCEMENT.value,
        name="Attorney General of Ohio, Consumer Protection",
        verified_how="Its address ends in ohio.gov, and the office was called back.",
        email="robocalls@ohioprotects.example",
        **by,
    )
    sourcing.list_source(
        kind=SourceKind.ORGANIZATION.value,
        name="Lakeshore Power and Light",
        verified_how="Its head of security signed the request.",
        email="security@lakeshorepower.example",
        **by,
    )


def _told_by_scores(play: Scripted, now: datetime) -> None:
    """The same call once more, and others of its number and of its message."""
    call = _call(play, TOLD_TWICE)
    at = call.at + timedelta(seconds=11)
    rows = [_row(call, at, call.called), *(_row(call, at, f"+1614555013{n}") for n in range(2))]
    rows += [_row(call, at - timedelta(hours=2 + n), f"+1330555014{n}", f"+1202555018{n}") for n in range(4)]
    source = Source.objects.get(name=SCORES)
    sourcing.submit_rows(source=source, rows=rows, **_by(play, now))


def _row(call: Call, at: datetime, called: str, calling: str = "") -> dict[str, Any]:
    heard = call.transcript.text if call.transcript else "A recording."
    return {
        "calling": calling or call.calling,
        "called": called,
        "called_at": at.isoformat(),
        "nature": Nature.FRAUDULENT.value,
        "evidence": heard,
        "basis": Basis.PROTECTION_222D2.value,
        "score": 96.0,
        "volume": 180_000,
    }


def _asked_back(play: Scripted, now: datetime) -> None:
    sourcing.ask_back(candidate=_candidate(play, ASKED_ABOUT), text=QUESTION, **_by(play, now))
    play.post.deliver(now)


def _complained(play: Scripted, now: datetime) -> None:
    """What consumers told the FTC of two of these numbers."""
    rows = []
    for number, times in ((TOLD_TWICE, 12), (ASKED_ABOUT, 4)):
        call = _call(play, number)
        for n in range(times):
            at = call.at + timedelta(minutes=7 * n)
            rows.append(
                Row(
                    line=len(rows) + 2,
                    digest=hashlib.sha256(f"{call.id} {n}".encode()).hexdigest(),
                    number_raw=call.calling.removeprefix("+1"),
                    calling=call.calling,
                    called_at=at,
                    complained_at=at + timedelta(minutes=25),
                    city=PLACES[n % 6],
                    state=STATES[n % 6],
                    subject="Calls pretending to be government, businesses, or family and friends",
                    recorded=n % 4 != 3,
                )
            )
    sourcing.import_complaints(rows=rows, **_by(play, now))


def _declined_together(play: Scripted, now: datetime) -> None:
    """The call that was told twice is looked at once."""
    first = _candidate(play, TOLD_TWICE)
    twice = Candidate.objects.filter(call_group=first.call_group, call_group__isnull=False).exclude(pk=first.pk)
    because = "The same call was told of before; it is looked at there."
    if rows := list(twice):
        sourcing.decline_duplicates(candidates=rows, of=first, because=because, **_by(play, now))
        play.post.deliver(now)


def _call(play: Scripted, number: int) -> Call:
    return play.network.calls[number - 1]


def _candidate(play: Scripted, number: int) -> Candidate:
    call = _call(play, number)
    return Candidate.objects.filter(source=play.stage.source).get(
        incident__called_at=call.at, incident__calling=call.calling
    )
