"""What is opened only to somebody who says why: the called number (CPNI) and what came with a call (XC.2)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Candidate, EvidenceFile
from ..refusals import RevealWithoutReason
from ._common import only_staff


@transaction.atomic
def reveal_called(*, candidate: Candidate, reason: str, by: Viewer, now: datetime) -> str:
    """The called number; the log keeps who saw it and why."""
    only_staff(by)
    _enter(candidate, "called number", reason, by=by, now=now)
    return candidate.incident.called or candidate.incident.called_raw


@transaction.atomic
def read_file(*, file: EvidenceFile, reason: str, by: Viewer, now: datetime) -> bytes:
    """A recording or letter, which may tell who was called; the log keeps who opened it and why."""
    only_staff(by)
    _enter(file.candidate, f"file {file.name}", reason, by=by, now=now)
    return bytes(file.content)


def _enter(candidate: Candidate, field: str, reason: str, *, by: Viewer, now: datetime) -> None:
    if not reason.strip():
        raise RevealWithoutReason("Say why you need it: the reason is kept in the log.")
    logbook.record(by=by, now=now, verb="cpni.revealed", about=candidate.public_id, field=field, reason=reason.strip())
