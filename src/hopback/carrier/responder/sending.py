"""An answer leaves the house once: written down with its key first, sent after, its reply written down last.

Killed in between, the same bytes are sent again under the same key, and the portal gives the same reply.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from hopback.carrier.client import NotThereError, Portal, RefusedError, Sending, UnreachableError
from hopback.wire.answers import AnswerIn, HopOut
from hopback.wire.hops import AnswerResult, AnswersOut

from .journal import Entry, Journal, Kind
from .past import Past, Standing
from .saying import as_json

BATCH = 200  # answers in one request; the portal takes 500


class AlreadySaidError(Exception):
    """This hop was answered, or an answer to it is on its way; the message says which."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """One answer that shall leave the house. `by`: the responder, or the person who sent the draft."""

    hop: str
    answer: AnswerIn
    by: str


def intend(journal: Journal, leaving: Sequence[Leaving], now: datetime, *, again: bool = False) -> Sending:
    """Write down what is sent; nobody else answers these hops from then on. Raises AlreadySaidError, and nothing is
    written then. `again`: the portal returned our answer and asks anew (A3.7)."""
    ours = journal.begin(now)
    with journal.writing():
        numbers = [_number(Past(each.hop, journal.of(each.hop)), again) for each in leaving]
        key = f"{leaving[0].hop}.{numbers[0]}.{ours}" + (f".and-{len(leaving) - 1}" if len(leaving) > 1 else "")
        sending = _sending(key, leaving)
        journal.keep(sending.key, sending.path, sending.body)
        journal.write(
            Entry(Kind.SENDING, each.hop, now, {"key": key, "answer": as_json(each.answer), "by": each.by})
            for each in leaving
        )
    return sending


def deliver(journal: Journal, portal: Portal, sending: Sending, now: datetime) -> list[Entry]:
    """Send, and write down the portal's reply for each hop. Raises what may be tried again, and keeps it to be."""
    try:
        status, reply = portal.post(sending)
        entries = _replied(sending, status, reply, now)
    except NotThereError as gone:
        entries = [Entry(Kind.OVER, hop, now, {"says": str(gone)}) for hop in hops_of(sending)]
    except RefusedError as refused:
        entries = [_refused(portal, sending, refused, hop, now) for hop in hops_of(sending)]
    with journal.writing():
        journal.write(entries)
        journal.settle(sending.key)
    return entries


def left_over(journal: Journal) -> list[Sending]:
    """What was written down and whose reply is not known: to be sent again to the byte."""
    return [Sending(*each) for each in journal.unsettled()]


def hops_of(sending: Sending) -> list[str]:
    if sending.path == "/answers":
        return [str(row["hop"]) for row in json.loads(sending.body)["answers"]]
    return [sending.path.split("/")[2]]


def _number(past: Past, again: bool) -> int:
    if past.standing is Standing.SENDING:
        raise AlreadySaidError(f"An answer to {past.hop} is on its way already.")
    if past.standing is Standing.ANSWERED and not again:
        raise AlreadySaidError(f"{past.hop} was answered at {past.since(Kind.ACCEPTED):%Y-%m-%d %H:%M:%S} UTC.")
    return past.answers + 1


def _sending(key: str, leaving: Sequence[Leaving]) -> Sending:
    if len(leaving) == 1:
        return Sending(key, f"/hops/{leaving[0].hop}/answer", _body(as_json(leaving[0].answer)))
    rows = [{"hop": each.hop, **as_json(each.answer)} for each in leaving]
    return Sending(key, "/answers", _body({"answers": rows}))


def _body(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _replied(sending: Sending, status: int, reply: str, now: datetime) -> list[Entry]:
    if sending.path != "/answers":
        return [Entry(Kind.ACCEPTED, hops_of(sending)[0], now, {"key": sending.key, "status": status, "reply": reply})]
    results = _results(reply)
    if missing := set(hops_of(sending)) - results.keys():
        raise UnreachableError(f"The portal's reply leaves out {', '.join(sorted(missing))}.")
    entries = []
    for hop in hops_of(sending):
        result = results[hop]
        kind = Kind.ACCEPTED if result.recorded else Kind.DECLINED
        says = " ".join(f"{fault.detail} {fault.clause}".strip() for fault in result.errors)
        body = {"key": sending.key, "status": status, "reply": result.model_dump_json(), "says": says}
        entries.append(Entry(kind, hop, now, body))
    return entries


def _results(reply: str) -> dict[str, AnswerResult]:
    try:
        return {each.hop: each for each in AnswersOut.model_validate_json(reply).results}
    except ValidationError:
        raise UnreachableError("The portal's reply to our answers cannot be read.") from None


def _refused(portal: Portal, sending: Sending, refused: RefusedError, hop: str, now: datetime) -> Entry:
    """Refused because it is there already, under a key of ours that was changed since? Then it was accepted."""
    said = {"key": sending.key, "status": refused.status, "says": str(refused), "fields": list(refused.fields)}
    if sending.path != "/answers" and refused.clause and _same(portal.hop(hop), sending):
        return Entry(Kind.ACCEPTED, hop, now, said)
    return Entry(Kind.DECLINED, hop, now, said)


def _same(hop: HopOut, sending: Sending) -> bool:
    try:
        return hop.answer is not None and hop.answer == AnswerIn.model_validate_json(sending.body)
    except ValidationError:
        return False
