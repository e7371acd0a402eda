"""From the portal's request to the question that our records are asked."""

from hopback.carrier.cdr.search.question import Question
from hopback.wire.answers import HopOut, SentAs

TRACEBACK = "traceback"
TRACE_FORWARD = "trace_forward"
PURPOSES = (TRACEBACK, TRACE_FORWARD)


def question_of(hop: HopOut) -> Question:
    """One call: as the called party knew it, and as the neighbour we handed it to recorded it. A neighbour that told no
    time of its own leaves the first asker's, which is by another clock."""
    seen = hop.sent_as or SentAs(called_at=None)
    return Question(
        calling=hop.calling,
        called=hop.called,
        at=hop.called_at,
        neighbour=hop.sent_to if seen.called_at else "",
        call_id=seen.call_id,
        calling_received=seen.calling,
        called_received=seen.called,
        at_received=seen.called_at,
        identity=seen.passport,
    )
