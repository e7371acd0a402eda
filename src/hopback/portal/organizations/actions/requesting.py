"""An organisation asks for a traceback, certifies it, and reads its result (A3.12, A3.13)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from hopback.policy.article_3_traceback import organization_requests as policy
from hopback.policy.article_3_traceback.organization_requests import CertificationKind, Use
from hopback.policy.article_4_sourcing import Basis
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import disclosed
from hopback.portal.ground.uploads import Upload
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks.models import Certification, Traceback

from ..models import Acknowledgement
from ..queries.results import Result, result_of
from ..refusals import CertifiedAlready

BASIS_OF = {
    CertificationKind.CONSENT: Basis.CUSTOMER_APPROVAL.value,
    CertificationKind.NECESSITY: Basis.PROTECTION_222D2.value,
}


@transaction.atomic
def request_traceback(
    *,
    source: Source,
    details: dict[str, Any],
    kind: str,
    statement: str,
    certified_by: str,
    files: Sequence[Upload] = (),
    by: Viewer,
    now: datetime,
) -> Candidate:
    """A call that harms the organisation, with its certification; the legal basis follows from that (A3.13, A4.1).

    `details` as for sourcing.submit_candidate, without basis and approval. Whether it is traced, staff decide (A4.2).
    """
    given = _given(kind, statement, certified_by)
    consent = given.kind is CertificationKind.CONSENT
    basis = {"basis": BASIS_OF[given.kind], "approval": given.statement if consent else ""}  # type: ignore[index]
    made = sourcing.submit_candidate(source=source, details={**details, **basis}, files=files, by=by, now=now)
    _certify(made, given, by=by, now=now)
    return made


@transaction.atomic
def certify(*, candidate: Candidate, kind: str, statement: str, certified_by: str, by: Viewer, now: datetime) -> None:
    """A call that came without: by machine, in a spreadsheet, by letter. Nothing opens before (A3.13)."""
    if not (by.is_staff or (by.party and by.party == candidate.source.public_id)):
        raise Http404
    if Certification.objects.filter(candidate=candidate).exists():
        raise CertifiedAlready("This request is certified already.")
    _certify(candidate, _given(kind, statement, certified_by), by=by, now=now)


def _given(kind: str, statement: str, certified_by: str) -> policy.Certification:
    known = CertificationKind(kind) if kind in list(CertificationKind) else None
    given = policy.Certification(known, statement.strip(), certified_by.strip())
    policy.check_certification(given)
    return given


def _certify(candidate: Candidate, given: policy.Certification, *, by: Viewer, now: datetime) -> None:
    assert given.kind is not None
    said = {"kind": given.kind.value, "statement": given.statement, "certified_by": given.certified_by}
    organization = candidate.source.name
    Certification.objects.create(
        candidate=candidate, **said, organization=organization, entered_by=by.name, certified_at=now
    )
    logbook.record(
        by=by, now=now, verb="request.certified", about=candidate.public_id, organization=organization, **said
    )


@transaction.atomic
def acknowledge_use(*, candidate: Candidate, use: str, by: Viewer, now: datetime) -> None:
    """A person says what the result will be used for; every use but stopping the traffic is refused (A3.12)."""
    user = _own_person(candidate, by)
    policy.check_use(Use(use) if use in list(Use) else Use.OTHER)
    told = {"use": use, "acknowledged_at": now}
    _, new = Acknowledgement.objects.get_or_create(candidate=candidate, user=user, defaults=told)
    if new:
        logbook.record(by=by, now=now, verb="request.use_acknowledged", about=candidate.public_id, use=use)


@transaction.atomic
def show_result(*, candidate: Candidate, by: Viewer, now: datetime) -> Result:
    """The appropriate information and nothing more, once its use is acknowledged; each look is logged (A3.12)."""
    user = _own_person(candidate, by)
    if not Acknowledgement.objects.filter(candidate=candidate, user=user).exists():
        raise policy.UseNotAllowed("Say first what the result is used for.")
    traceback = Traceback.objects.select_related("candidate__incident").filter(candidate=candidate).first()
    result = result_of(traceback)
    disclosed(
        of=[result.ended_at],
        to=candidate.source.name,
        to_party=by.party,
        what="where the investigation ended",
        basis="Whoever asked for a traceback learns where it ended, to stop the harmful traffic",
        clause_id="A3.12",
        about=candidate.public_id,
        label=result.number,
        verb="request.result_shown",
        traceback=traceback.public_id if traceback else "",
        payload={"said": result.sentence},
        by=by,
        now=now,
    )
    return result


def _own_person(candidate: Candidate, by: Viewer) -> User:
    """Somebody who acts for the organisation that asked; for everybody else there is no such request."""
    user = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    if user is None or not by.party or by.party != candidate.source.public_id:
        raise Http404
    return user
