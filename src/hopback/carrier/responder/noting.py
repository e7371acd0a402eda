"""What is written down about one look at a hop: only what is new since the last one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hopback.carrier.cdr.search.question import Match
from hopback.wire.answers import HopOut
from hopback.wire.signing import Request

from .deciding import Decision, Outcome
from .journal import Entry, Kind
from .past import Past, Standing
from .records import Looked

MOST_MATCHES = 8


def entries(
    hop: HopOut, past: Past, said: Request | None, looked: Looked | None, decision: Decision, now: datetime
) -> list[Entry]:
    """Request, search, decision, as far as they are not what the journal says already."""
    return [
        Entry(kind, hop.id, now, body)
        for kind, body in (*_request(hop, past, said), *_search(past, looked), *_decision(hop, past, decision))
    ]


def _request(hop: HopOut, past: Past, said: Request | None) -> Iterator[tuple[Kind, dict[str, Any]]]:
    last = past.last(Kind.REQUEST)
    if last is None or last.body["hop"]["signed"] != hop.signed or past.standing is Standing.OVER:
        yield Kind.REQUEST, {"hop": hop.model_dump(mode="json"), "signed_by": said.iss if said else ""}


def _search(past: Past, looked: Looked | None) -> Iterator[tuple[Kind, dict[str, Any]]]:
    if looked is None:
        return
    verdict = looked.verdict
    body = {
        "certainty": verdict.certainty.value,
        "because": verdict.because,
        "searched": verdict.searched,
        "matches": [_match(each) for each in verdict.matches[:MOST_MATCHES]],
        "took_ms": round(looked.took_s * 1000, 3),
    }
    last = past.last(Kind.SEARCHED)
    if last is None or any(last.body[name] != body[name] for name in ("certainty", "matches")):
        yield Kind.SEARCHED, body


def _match(match: Match) -> dict[str, Any]:
    """Enough to find the record again; its numbers are in the answer, when one leaves."""
    place = match.record.place
    return {
        "source": place.source, "line": place.line, "switch": match.record.switch, "upstream": match.upstream,
        "score": round(match.score, 3), "off_s": round(match.off_s, 3), "reasons": list(match.reasons),
    }  # fmt: skip


def _decision(hop: HopOut, past: Past, decision: Decision) -> Iterator[tuple[Kind, dict[str, Any]]]:
    due = hop.due_at.isoformat() if hop.due_at else ""
    if decision.outcome is Outcome.LATER and past.standing is not Standing.WAITING:
        yield Kind.WAITING, {"because": decision.because, "due_at": due}
    if decision.outcome is Outcome.DRAFT:
        options = [each.as_json() for each in decision.options]
        body = {"because": decision.because, "options": options, "due_at": due}
        last = past.last(Kind.DRAFT) if past.standing is Standing.DRAFT else None
        if last is None or last.body["options"] != options:
            yield Kind.DRAFT, body
