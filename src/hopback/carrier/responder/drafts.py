"""What a person does with a draft: read it, send it (with their own word on who it was), or drop it."""

from datetime import datetime
from typing import Any

from hopback.carrier.client import Portal
from hopback.wire.answers import AnswerIn

from . import sending
from .journal import Entry, Journal, Kind
from .past import Past, Standing
from .saying import complete


class NoDraftError(Exception):
    """There is nothing to send or drop; the message says why."""


def drafts(journal: Journal) -> list[Past]:
    """Hops whose draft waits for a person, the nearest deadline first."""
    found = [past for hop in journal.hops() if (past := Past(hop, journal.of(hop))).standing is Standing.DRAFT]
    return sorted(found, key=lambda past: str(past.draft.get("due_at") or "9"))


def chosen(past: Past, *, match: int = 1, upstream: str = "") -> AnswerIn:
    """The draft's answer by its number, from 1; `upstream`: who it was, where a person knows better."""
    _must_wait(past)
    options = past.draft.get("options", [])
    if not options:
        raise NoDraftError(f"The draft of {past.hop} holds no answer. {past.draft.get('because', '')}".strip())
    if not 1 <= match <= len(options):
        raise NoDraftError(f"The draft of {past.hop} has {len(options)} answers: --match 1 to {len(options)}.")
    answer: dict[str, Any] = dict(options[match - 1]["answer"])
    if upstream:
        answer = {**answer, "kind": "upstream", "upstream": upstream}
        for other in ("unlisted", "customer", "searched", "records_since"):
            answer.pop(other, None)
    said = AnswerIn.model_validate(answer)
    if not complete(said):
        raise NoDraftError(f"Answer {match} does not say who sent the call. Add --upstream prv_…, or map the trunk.")
    return said


def send(journal: Journal, portal: Portal, past: Past, answer: AnswerIn, *, by: str, now: datetime) -> list[Entry]:
    """The answer leaves the house. Raises what the portal says, and AlreadySaidError where one left before."""
    ready = sending.intend(journal, [sending.Leaving(past.hop, answer, by)], now, again=True)
    return sending.deliver(journal, portal, ready, now)


def drop(journal: Journal, past: Past, *, by: str, now: datetime) -> None:
    """It will be answered elsewhere, or by nobody; the responder leaves it alone from now on."""
    if past.standing not in (Standing.DRAFT, Standing.WAITING):
        _must_wait(past)
    journal.write([Entry(Kind.DROPPED, past.hop, now, {"by": by})])


def _must_wait(past: Past) -> None:
    if not past.entries:
        raise NoDraftError(f"{past.hop} was never asked of us.")
    if past.standing is not Standing.DRAFT:
        raise NoDraftError(f"{past.hop} has no draft: it is {past.standing.value}.")
