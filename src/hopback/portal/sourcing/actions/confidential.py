"""What is opened only to somebody who says why: the called number (CPNI) and what came with a call (XC.2)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import PROTECTION, disclosed

from ..models import Candidate, EvidenceFile
from ..refusals import RevealWithoutReason
from ._common import only_staff

CALLED = "called number"


@transaction.atomic
def reveal_called(*, candidate: Candidate, reason: str, by: Viewer, now: datetime) -> str:
    """The called number; the log keeps who saw it and why."""
    only_staff(by)
    _enter(candidate, CALLED, reason, by=by, now=now)
    return candidate.incident.called or candidate.incident.called_raw


@transaction.atomic
def read_file(*, file: EvidenceFile, reason: str, by: Viewer, now: datetime) -> bytes:
    """A recording or letter, which may tell who was called; the log keeps who opened it and why."""
    only_staff(by)
    _enter(file.candidate, f"file {file.name}", reason, what="a file that came with a call", by=by, now=now)
    return bytes(file.content)


def _enter(candidate: Candidate, field: str, reason: str, *, what: str = CALLED, by: Viewer, now: datetime) -> None:
    """Of whoever told of the call; the provider that it came to may not know of it yet."""
    if not reason.strip():
        raise RevealWithoutReason("Say why you need it: the reason is kept in the log.")
    source = candidate.source
    disclosed(
        of=[source.provider.public_id if source.provider else source.public_id],
        to=by.name,
        what=what,
        basis=PROTECTION,
        clause_id="XC.2",
        about=candidate.public_id,
        verb="cpni.revealed",
        payload={"field": field, "reason": reason.strip()},
        by=by,
        now=now,
    )
