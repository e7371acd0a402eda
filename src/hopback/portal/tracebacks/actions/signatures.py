"""What came of looking at a signature is kept; whoever it names may be asked as a second end (A1.8)."""

from datetime import datetime, timedelta

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..looking import Seen
from ..models import Answer, Signature, Traceback
from .moves import hold_traceback
from .second_ends import ask_signer

AGAIN = (timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12), timedelta(days=1))  # then no more
OF_A_LOOK = "grade holds ocn organization attestation signed_at revoked_at certificate findings"


@transaction.atomic
def keep_signature(*, traceback: Traceback, answer: Answer | None, seen: Seen, by: Viewer, now: datetime) -> Signature:
    """The newest look stands; one that nobody answered for is tried again, less and less often."""
    traceback = hold_traceback(traceback)
    before = Signature.objects.filter(traceback=traceback, answer=answer).first()
    tries = before.tries + 1 if before else 1
    again = now + AGAIN[tries - 1] if seen.unfetched and tries <= len(AGAIN) else None
    told = {name: getattr(seen, name) for name in OF_A_LOOK.split()}
    kept, _ = Signature.objects.update_or_create(
        traceback=traceback, answer=answer, defaults={**told, "tries": tries, "again_at": again, "looked_at": now}
    )
    logbook.record(
        by=by,
        now=now,
        verb="signature.looked_at",
        traceback=traceback.public_id,
        hop=answer.hop.public_id if answer else "",
        grade=kept.grade,
        signer=kept.ocn,
        attestation=kept.attestation,
        codes=sorted({one["code"] for one in kept.findings if one["grade"] in ("warning", "wrong")}),
    )
    ask_signer(traceback, kept, by=by, now=now)
    return kept
