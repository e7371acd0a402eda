"""The result of a request as the organisation reads it: where it ended, and nothing of the path (A3.12)."""

from dataclasses import dataclass
from datetime import datetime

from hopback.policy.appendix_c_privacy import FieldClass
from hopback.policy.article_3_traceback.confidentiality import Relation, end_shown, may_see
from hopback.policy.article_3_traceback.contradictions import Outcome
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.whole import read

WAITS = "It is still being traced. Where it ended is shown here once it is closed."
NOT_OPEN = "It is not being traced yet."
DOUBT = "What providers said contradicts itself; the traceback team is looking into it."


@dataclass(frozen=True, slots=True)
class Result:
    """`designated`: what the far end is designated as. `doubt`: why this is not certain, "" when it is."""

    number: str
    sentence: str
    designated: tuple[str, ...] = ()
    doubt: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: str = ""  # the provider that it names, where that one was asked


def result_of(traceback: Traceback | None) -> Result:
    """Names one provider at most, the one at the end, and that only once the traceback is closed (A3.11)."""
    if traceback is None:
        return Result("", NOT_OPEN)
    closed = traceback.closed_at is not None
    if not may_see(Relation.REQUESTER, FieldClass.MEMBER, own=False, closed=closed):
        return Result(traceback.number, WAITS, opened_at=traceback.opened_at)
    whole = read(traceback)
    names = {row.provider.public_id: row.provider.name for row in whole.rows if row.provider}
    last = next((row for row in reversed(whole.rows) if row.state != HopState.WITHDRAWN), None)
    return Result(
        traceback.number,
        end_shown(whole.path, names),
        tuple(each.value for each in whole.designations.get(last.pk, ())) if last else (),
        DOUBT if whole.outcome is Outcome.CONTRADICTED else "",
        traceback.opened_at,
        traceback.closed_at,
        last.provider.public_id if last and last.provider and last.asked_at else "",
    )
