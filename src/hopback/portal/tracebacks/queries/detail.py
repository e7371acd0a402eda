"""What stands beside the path on a traceback's page: facts, deadlines, one hop, who can see what."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState, Mitigation
from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.figures import RETAIN_INCIDENT_DATA
from hopback.portal.ground import phone
from hopback.portal.layout import spans
from hopback.portal.sourcing.models import IncidentData

from .. import words
from ..models import Answer, Deadline, Hop, Traceback
from .hop_as_seen import HopSeen, as_seen
from .profile import deadlines_of
from .signatures import Signed, signed
from .what_was_said import TELLS_WHO_WAS_CALLED, Line, lines_of
from .whole import Whole, the_answer


@dataclass(frozen=True, slots=True)
class Due:
    """A moment to come and why it comes."""

    what: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Who sees what: `css` and `icon` say whether."""

    css: str
    icon: str
    who: str
    what: str


def title_of(traceback: Traceback) -> str:
    """`Call to Cardinal Wireless subscriber, 19 October`; never the number."""
    candidate = traceback.candidate
    day = f"{candidate.incident.called_at.day} {candidate.incident.called_at:%B}"
    if candidate.purpose == candidate.Purpose.TRACE_FORWARD:
        return f"Call-back number in use on {day}"
    first = candidate.first_provider
    return f"Call to {first.name} subscriber, {day}" if first else f"Call of {day}"


def calling_shown(incident: IncidentData) -> str:
    return phone.shown(incident.calling) if incident.calling else incident.calling_raw


def called_masked(incident: IncidentData) -> str:
    """The called number is CPNI: its last four digits are opened by a reveal, with a reason (XC.2)."""
    return phone.masked(incident.called) if incident.called else "•••• ••••"


def signer(whole: Whole) -> str:
    """The name of the provider that signed the call, on the path or asked beside it; "" when it is neither."""
    ocn, asked = signature(whole).ocn, (*whole.rows, *whole.second_ends)
    return next((row.provider.name for row in asked if row.provider and ocn and ocn in row.provider.ocns), "")


def signature(whole: Whole) -> Signed:
    """As it was verified, or else as somebody wrote of it (A1.8)."""
    return signed(whole.traceback, whole.looks)


def keep_until(traceback: Traceback) -> datetime | None:
    """Incident data stays at least two years; the text gives no start, so from the end of the trace (A6.1)."""
    return RETAIN_INCIDENT_DATA.after(traceback.closed_at) if traceback.closed_at else None


def to_come(whole: Whole, now: datetime) -> list[Due]:
    """The deadlines of the waiting hop, in their order."""
    hop = whole.waiting
    if hop is None or hop.provider is None:
        return []
    name = hop.provider.name
    says = {
        Deadline.Kind.REMIND_1: (f"Reminder 1 to {name}", "Automatic"),
        Deadline.Kind.REMIND_2: (f"Reminder 2 to {name}", "Automatic, back-up contact copied"),
        Deadline.Kind.OVERDUE: ("Answer due", "Shown as overdue from then on"),
        Deadline.Kind.CLOSE: ("Close as No Response", "Automatic unless extended"),
    }
    rows = [one for one in hop.deadlines.all() if one.fired_at is None and one.dropped_at is None]
    return [
        Due(says[Deadline.Kind(one.kind)][0], one.due_at, _note(says[Deadline.Kind(one.kind)][1], one.due_at, now))
        for one in sorted(rows, key=lambda one: one.due_at)
    ]


def _note(said: str, at: datetime, now: datetime) -> str:
    return f"{said}, {spans.ago(now - at)}" if at > now else f"{said}, any moment now"


def arithmetic(hop: Hop | None) -> list[str]:
    """Why the deadline is when it is, in sentences; extensions last."""
    if hop is None or hop.provider is None or hop.received_at is None:
        return []
    said = list(deadlines_of(hop, hop.received_at).arithmetic)
    for more in hop.extensions.all():
        said.append(f"Extended until {more.until_at:%d %b %Y, %H:%M} UTC by {more.given_by}: {more.reason}")
    return said


def sights(whole: Whole) -> list[Sight]:
    """Who can see what of this traceback (A3.11, A5.1)."""
    closed = whole.traceback.closed_at is not None
    asked = [row for row in whole.rows if row.asked_at and row.provider]
    found = [Sight("y", "check", "Traceback team: everything", "The called number after a reveal, with its reason")]
    if asked:
        end = "And where the path ended" if closed else "The end result, once closed"
        found.append(Sight("l", "eye", "Each provider asked: its own hop", end))
        found.append(Sight("n", "cross", "Providers: other hops’ answers", "Not even that other hops exist"))
    source = whole.traceback.candidate.source
    if source.kind == SourceKind.ORGANIZATION:
        when = (
            "Once it says that it only stops the traffic"
            if closed
            else "Once closed; where the path ended, not the path"
        )
        found.append(Sight("l", "eye", f"{source.name}: the result", when))
        found.append(
            Sight("n", "lock", "Outsiders: only what it authorized", "Or the trace or the law requires (A3.14)")
        )
    elif source.provider_id is None:
        found.append(Sight("n", "cross", f"{source.name}: nothing of the path", "Submitted this call"))
    found.append(Sight("l", "lock", "Agencies: nothing yet", "Call records need a subpoena or CID"))
    return found


def preview_of(hop: Hop) -> tuple[HopSeen, list[Line]]:
    """A hop as its provider sees it and what it said, without the called number: that takes a reveal (XC.2)."""
    seen = as_seen(hop)
    said = lines_of(seen.answer) if seen.answer else []
    hidden = replace(seen, called=called_masked(hop.traceback.candidate.incident))
    return hidden, [line for line in said if line.label not in TELLS_WHO_WAS_CALLED]


def previews(whole: Whole) -> list[tuple[str, str]]:
    """(public id, name) of the providers whose view can be previewed."""
    return list(
        {row.provider.public_id: row.provider.name for row in whole.rows if row.provider and row.asked_at}.items()
    )


def facts_of_answer(answer: Answer, *, foreign: bool | None = None) -> list[tuple[str, str, str]]:
    """(label, words, css) of one answer, only what was said."""
    point_codes = filter(None, (answer.originating_point_code, answer.destination_point_code))
    rows: list[tuple[str, Any, str]] = [
        ("Said", "" if answer.kind == AnswerKind.UPSTREAM else words.ANSWERS[AnswerKind(answer.kind)], ""),
        ("Received from", _upstream(answer, foreign), ""),
        ("Trunk", answer.trunk, "mono"),
        ("Source IP", answer.source_ip, "mono"),
        (
            "Point codes",
            " → ".join(point_codes),
            "mono",
        ),
        ("Call-ID", answer.call_id, "mono"),
        ("Number as received", answer.calling_as_received, ""),
        ("Attestation", answer.attestation, ""),
        *((words.CUSTOMER.get(key, key), value, "") for key, value in answer.vetting.items()),
        ("Searched", answer.searched, ""),
        ("Records since", f"{answer.records_since:%d %b %Y}" if answer.records_since else "", ""),
        ("Reason", answer.reason, ""),
        ("Action taken", _mitigation(answer), ""),
        ("Comment", answer.comment, ""),
    ]
    return [(label, str(value), css) for label, value, css in rows if value]


def _upstream(answer: Answer, foreign: bool | None) -> str:
    name = answer.upstream.name if answer.upstream else answer.contact.get("name", "")
    reach = ", ".join(filter(None, (answer.contact.get("email"), answer.contact.get("phone"))))
    return name + (" (foreign)" if foreign else "") + (f" – {reach}" if reach else "")


def _mitigation(answer: Answer) -> str:
    if answer.mitigation == "none" and not answer.mitigation_note:
        return ""
    said = words.MITIGATIONS[Mitigation(answer.mitigation)]
    return f"{said}: {answer.mitigation_note}" if answer.mitigation_note else said


def may(whole: Whole, row: Hop | None) -> dict[str, bool]:
    """Which of staff's acts make sense for a hop now; the actions decide for good."""
    state = HopState(row.state) if row else None
    asked = state in (HopState.ASKED, HopState.INVESTIGATING)
    last = bool(row and whole.rows and row.pk == whole.rows[-1].pk)
    said = the_answer(row) if row else None
    return {
        "remind": asked,
        "extend": asked and bool(row and row.due_at),
        "return": bool(said and last and state is HopState.ANSWERED and said.kind != AnswerKind.UPSTREAM),
        "ask_on": state is HopState.NOT_ASKED,
        "identify": state is HopState.IDENTIFYING,
        "withdraw": whole.traceback.closed_at is None,
    }


def waiting_words(whole: Whole) -> tuple[str, str]:
    """The badge in the header."""
    hop = whole.waiting
    if hop is None:
        said, colour = words.status(whole.traceback.closed_as)
        return (f"{said}, contradicted", "red") if whole.outcome.value == "contradicted" else (said, colour)
    if hop.state == HopState.IDENTIFYING:
        return f"Staff say who hop {hop.position} is", "blue"
    return f"Waiting on hop {hop.position}", "amber"
