"""How a traceback ends, and begins again (A3.4, A3.6, A3.7, A3.11)."""

from datetime import datetime

from hopback.policy.article_3_traceback.contradictions import contradictions
from hopback.policy.article_3_traceback.designations import designations
from hopback.policy.article_3_traceback.initiation_and_tracking import Status, status
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import change_row
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import signals as notices

from .. import signals
from ..models import Traceback
from ..queries.path import evidence, groups_on, hops_on, policy_path
from .telling import tell_closed, tell_end


def close(traceback: Traceback, *, by: Viewer, now: datetime) -> None:
    """Close as the path says; designations go to the log, the providers passed learn where it ended (A3.11)."""
    rows = hops_on(traceback)
    groups = groups_on(traceback)
    path = policy_path(rows, groups=groups)
    traceback.closed_at, traceback.closed_as = now, status(path).value
    change_row(traceback, "closed_at", "closed_as")
    found = contradictions(path, evidence(traceback, rows, groups=groups))
    logbook.record(
        by=by,
        now=now,
        verb="traceback.closed",
        traceback=traceback.public_id,
        status=traceback.closed_as,
        designations=[
            {
                "hop": row.public_id,
                "provider": row.provider.name if row.provider else "",
                "designations": sorted(given),
            }
            for row, given in zip(rows, designations(path), strict=True)
        ],
        contradictions=[{"kind": one.kind, "sentence": one.sentence} for one in found],
    )
    tell_end(traceback, rows, by=by, now=now)
    tell_closed(rows, by=by, now=now)
    notices.tell(signals.closed, sender=Traceback, traceback=traceback, by=by, now=now)


def reopen(traceback: Traceback, *, because: str, by: Viewer, now: datetime) -> bool:
    """A late answer, a correction or an answer given back opens a closed traceback again. False: it was open."""
    if traceback.closed_at is None:
        return False
    closed_as = traceback.closed_as
    traceback.closed_at, traceback.closed_as = None, ""
    change_row(traceback, "closed_at", "closed_as")
    logbook.record(
        by=by,
        now=now,
        verb="traceback.reopened",
        traceback=traceback.public_id,
        because=because,
        was_closed_as=closed_as,
    )
    return True


def end_withdrawn(traceback: Traceback, *, now: datetime) -> None:
    traceback.closed_at, traceback.closed_as = now, Status.WITHDRAWN.value
    change_row(traceback, "closed_at", "closed_as")
