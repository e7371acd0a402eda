"""What a source is told by mail of a call that it told of: never the called number, never what others told (A4.3)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import phone
from hopback.portal.notices import actions as notices

from .. import queries
from ..models import Candidate, Source

MOST_NAMED = 20  # calls in one mail; the page has them all


def tell_source(candidate: Candidate, kind: str, reason: str, *, by: Viewer, now: datetime) -> bool:
    """`candidate_question`, `candidate_declined` or `candidate_back`; False where there is nobody to write to."""
    return tell_sources([candidate], kind, reason, by=by, now=now) > 0


def tell_sources(candidates: Sequence[Candidate], kind: str, reason: str, *, by: Viewer, now: datetime) -> int:
    """One mail to each source, whatever the number of its calls. How many mails were written."""
    theirs: dict[Source, list[Candidate]] = {}
    for one in candidates:
        theirs.setdefault(one.source, []).append(one)
    return sum(_post(source, rows, kind, reason, by=by, now=now) for source, rows in theirs.items())


def _post(source: Source, rows: Sequence[Candidate], kind: str, reason: str, *, by: Viewer, now: datetime) -> bool:
    people = queries.people_of(source)
    if not people:
        return False
    page = reverse("sourcing:candidate", args=[rows[0].public_id]) if len(rows) == 1 else reverse("sourcing:candidates")
    secrets = {row.incident.called or row.incident.called_raw for row in rows}
    notices.post(
        kind=kind,
        to=[(address, name, "primary") for address, name in people],
        context={
            "candidate": rows[0].public_id if len(rows) == 1 else f"{len(rows):,} calls",
            "many": len(rows) > 1,
            "calls": [_line(row, secrets) for row in rows[:MOST_NAMED]],
            "left": len(rows) - MOST_NAMED if len(rows) > MOST_NAMED else 0,
            "reason": reason,
            "page_path": page,
            "secrets": sorted(secrets),
        },
        party=source.public_id,
        thread=rows[0].public_id,
        by=by,
        now=now,
    )
    return True


def _line(candidate: Candidate, secrets: set[str]) -> str:
    """A calling number that somebody else was called at stays on the page."""
    incident = candidate.incident
    if secrets & {incident.calling, incident.calling_raw}:
        return f"{candidate.public_id}: {incident.called_at:%d %b %Y, %H:%M} UTC"
    calling = phone.shown(incident.calling) if incident.calling else incident.calling_raw or "call-back number"
    return f"{candidate.public_id}: {calling}, {incident.called_at:%d %b %Y, %H:%M} UTC"
