"""From rows to the messages of the wire: a hop as its provider sees it, its answer as it was given (A3.11)."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from hopback.policy.clause import Refused
from hopback.wire.answers import AnswerIn, AnswerTo, HopOut
from hopback.wire.hops import AnswerFault, AnswerResult

from ..models import Answer, Hop
from ..queries.hop_as_seen import as_seen
from ..queries.inbox import whole
from ..queries.request import number, sent_as, signed_request

COPIED = frozenset(AnswerIn.model_fields) - {"kind", "upstream", "unlisted", "customer", "mitigation"}


def hop_out(hop: Hop) -> HopOut:
    seen = as_seen(hop)
    return HopOut(
        id=seen.id,
        traceback=seen.number,
        purpose=hop.traceback.candidate.purpose,
        state=seen.state.value,
        campaign=seen.campaign,
        calling=number(hop, "calling"),
        called=number(hop, "called"),
        called_at=seen.called_at,
        sent_to=seen.sent_to,
        sent_as=sent_as(hop),
        received_at=seen.received_at,
        due_at=seen.due_at,
        closes_at=seen.close_at,
        late=seen.answer.late if seen.answer else bool(seen.over_at and seen.due_at and seen.over_at > seen.due_at),
        certification=seen.certification,
        answer=answer_out(seen.answer) if seen.answer else None,
        end=seen.end,
        signed=signed_request(hop) if seen.answerable else "",
    )


def answer_out(given: Answer) -> AnswerIn:
    """What was said, in the same message: it can be changed and sent back as a correction."""
    return AnswerIn(
        kind=given.kind,
        upstream=given.upstream.public_id if given.upstream else "",
        unlisted=given.contact or None,
        customer=given.vetting or None,
        mitigation=given.mitigation,
        **{name: getattr(given, name) for name in COPIED},
    )


def again(hop: Hop) -> Hop:
    """The hop as it is now."""
    return whole(Hop.every.filter(pk=hop.pk)).get()


def read(row: dict[str, Any]) -> tuple[AnswerTo | None, list[AnswerFault]]:
    """One of many answers, or everything that is wrong with it."""
    try:
        return AnswerTo.model_validate(row), []
    except ValidationError as wrong:
        return None, [_fault(error) for error in wrong.errors(include_url=False)]


def _fault(error: Any) -> AnswerFault:
    said = str(error["msg"]).removeprefix("Value error, ")
    return AnswerFault(field=".".join(str(part) for part in error["loc"]), detail=said)


def refused(refusal: Refused) -> AnswerFault:
    return AnswerFault(field=refusal.field, detail=str(refusal), clause=refusal.clause.id)


def result(row: int, hop: str, given: Answer | None, errors: Iterable[AnswerFault] = ()) -> AnswerResult:
    return AnswerResult(
        row=row,
        hop=hop,
        recorded=given is not None,
        version=given.version if given else None,
        late=bool(given and given.late),
        errors=list(errors),
    )
