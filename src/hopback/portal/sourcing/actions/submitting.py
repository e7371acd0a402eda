"""Calls that somebody wants traced come in, one or many (A1.8, A4.1, A4.2, A4.4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.http import Http404

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_4_sourcing.standing import check_designated
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import phone
from hopback.portal.ground.uploads import Upload
from hopback.portal.logbook import actions as logbook

from .. import queries
from ..checking import check
from ..models import Candidate, EvidenceFile, IncidentData, Source
from ..reading import Row, read_rows
from ..refusals import SourceEnded
from . import grouping
from .complaints import count_complaints

type Details = Mapping[str, Any]

OF_THE_CALL = (
    "called_at source_ip originating_point_code destination_point_code called_ip sip_anomalies spoofing_evidence "
    "volume attestation signer_ocn identity_header"
)
OF_THE_CANDIDATE = "purpose campaign first_provider nature characteristics evidence basis approval score"


class Taken(NamedTuple):
    """A row as it was read, and the id of the candidate that it became; "" where it was not taken."""

    row: Row
    public_id: str


@transaction.atomic
def submit_candidate(
    *, source: Source, details: Details, files: Sequence[Upload] = (), by: Viewer, now: datetime
) -> Candidate:
    """One call with its evidence. Raises what `checking.check` refuses; nothing is kept then.

    `details`: calling and called as written, called_at aware, nature, evidence, basis; may have the other fields
    of IncidentData and Candidate, campaign and first_provider as rows.
    """
    _may_submit(source, by, now)
    check(details, now)
    candidate = _save([details], source, by=by, now=now)[0]
    for file in files:
        _attach(candidate, file, by=by, now=now)
    logbook.record(
        by=by,
        now=now,
        verb="candidate.submitted",
        about=candidate.public_id,
        source=source.public_id,
        purpose=candidate.purpose,
        calling=candidate.incident.calling or candidate.incident.calling_raw,
        called_at=candidate.incident.called_at.isoformat(),
        nature=candidate.nature,
        basis=candidate.basis,
        files=[[file.name, file.sha256] for file in files],
    )
    return candidate


@transaction.atomic
def submit_candidates(*, source: Source, many: Sequence[Details], by: Viewer, now: datetime) -> list[Candidate]:
    """Many calls at once, all or none: whoever calls this has left out the bad ones. One entry in the log."""
    _may_submit(source, by, now)
    for details in many:
        check(details, now)
    return _keep_many(many, source, by=by, now=now)


@transaction.atomic
def submit_rows(*, source: Source, rows: Sequence[Mapping[str, Any]], by: Viewer, now: datetime) -> list[Taken]:
    """Rows as they were sent: the good ones are kept, and each is told what became of it (A4.4).

    One batch of a source waits for the other, so that a call sent twice at one time is kept once.
    """
    _may_submit(source, by, now)
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    read = read_rows(rows, source=source, now=now)
    made = iter(_keep_many([row.details for row in read if not row.faults], source, by=by, now=now))
    return [Taken(row, "" if row.faults else next(made).public_id) for row in read]


def _keep_many(many: Sequence[Details], source: Source, *, by: Viewer, now: datetime) -> list[Candidate]:
    made = _save(many, source, by=by, now=now)
    if made:
        ids = [candidate.public_id for candidate in made]
        logbook.record(
            by=by, now=now, verb="candidates.submitted", about=source.public_id, source=source.name, candidates=ids
        )
    return made


def _may_submit(source: Source, by: Viewer, now: datetime) -> None:
    """The source itself while it has not ended, through its designated referrers where it is a member's (A4.4)."""
    if by.is_staff or by.kind == "system":
        return
    if by.kind != Kind.SOURCE or by.party != source.public_id:
        raise Http404
    if source.ended_at:
        raise SourceEnded(f"{source.name} tells of no calls here since {source.ended_at:%d %b %Y}.")
    if source.kind == SourceKind.STEERING_REFERRER:
        check_designated(queries.email_of(by), queries.designations(source), now.date())


def _save(many: Sequence[Details], source: Source, *, by: Viewer, now: datetime) -> list[Candidate]:
    if not many:
        return []
    rows = [
        Candidate(
            source=source,
            incident=_incident(details),
            submitted_by=by.name,
            submitted_at=now,
            **{name: details[name] for name in OF_THE_CANDIDATE.split() if name in details},
        )
        for details in many
    ]
    grouping.one_at_a_time()
    grouping.by_number(rows)
    grouping.by_text(rows)
    count_complaints(rows)
    IncidentData.objects.bulk_create([row.incident for row in rows])
    return Candidate.objects.bulk_create(rows)


def _incident(details: Details) -> IncidentData:
    calling, called = str(details.get("calling", "")).strip(), str(details["called"]).strip()
    return IncidentData(
        calling_raw=calling,
        calling=phone.read(calling).e164,
        called_raw=called,
        called=phone.read(called).e164,
        **{name: details[name] for name in OF_THE_CALL.split() if name in details},
    )


def _attach(candidate: Candidate, file: Upload, *, by: Viewer, now: datetime) -> None:
    EvidenceFile.objects.create(
        candidate=candidate,
        name=file.name,
        media_type=file.media_type,
        sha256=file.sha256,
        content=file.content,
        added_by=by.name,
        added_at=now,
    )
