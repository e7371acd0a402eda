"""One page about the responder: is the portal there, what waits, what was answered, what nobody mapped."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from hopback.carrier.cdr.store import CallStore, Holding
from hopback.carrier.trunks import TrunkMap
from hopback.carrier.trunks.mapping import Standing as TrunkStanding
from hopback.carrier.trunks.seen import Share, expired

from .journal import Entry, Journal, Kind
from .past import Past, Standing
from .settings import Settings
from .state import State

LAST = 10
SEARCHES = 200
OPEN = (Standing.WAITING, Standing.DRAFT, Standing.SENDING, Standing.REFUSED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hop that a person may have to see to."""

    hop: str
    traceback: str
    standing: Standing
    because: str
    due_at: datetime | None
    options: int


@dataclass(frozen=True, slots=True)
class Answered:
    hop: str
    traceback: str
    at: datetime
    says: str  # the kind of answer, and whom it names
    by: str


@dataclass(frozen=True, slots=True)
class Status:
    """Everything on the page. `search_ms`: the median of the last searches, None before the first."""

    portal: str
    state: State | None
    by_standing: dict[str, int]
    waiting: list[Waiting]
    answered: list[Answered]
    holdings: list[Holding]
    search_ms: float | None
    unmapped: list[Share]
    expired: list[str]
    problem: str = ""  # why there are no records to speak of

    def as_json(self) -> dict[str, Any]:
        state = self.state
        return {
            "portal": self.portal,
            "running": bool(state and state.running),
            "reachable": bool(state and state.running and state.reached_at and not state.trouble),
            "polled_at": _text(state.polled_at if state else None),
            "reached_at": _text(state.reached_at if state else None),
            "trouble": state.trouble if state else "",
            "hops": self.by_standing,
            "waiting": [
                {"hop": w.hop, "traceback": w.traceback, "state": w.standing.value, "because": w.because,
                 "due_at": _text(w.due_at), "options": w.options}
                for w in self.waiting
            ],
            "answered": [
                {"hop": a.hop, "traceback": a.traceback, "at": _text(a.at), "says": a.says, "by": a.by}
                for a in self.answered
            ],
            "records": [
                {"switch": h.switch, "records": h.records, "first_at": _text(h.first_at), "last_at": _text(h.last_at),
                 "complete_to": _text(h.complete_to)}
                for h in self.holdings
            ],
            "unmapped": [
                {"trunk": s.ingress.trunk, "source_ip": s.ingress.source_ip, "account": s.ingress.account,
                 "calls": s.ingress.calls, "share": round(s.of_all, 4), "because": s.because}
                for s in self.unmapped
            ],
            "expired": self.expired,
            "search_ms": self.search_ms,
            "problem": self.problem,
        }  # fmt: skip


def look(
    settings: Settings, journal: Journal, state: State | None, *, store: CallStore | None, known: TrunkMap | None,
    seen: list[Share], now: datetime, problem: str = "",
) -> Status:  # fmt: skip
    """The responder as it stands. `seen`: the ways calls came in, as the map knows them."""
    pasts = [Past(hop, journal.of(hop)) for hop in journal.hops()]
    return Status(
        portal=settings.portal.url,
        state=state,
        by_standing=dict(Counter(past.standing.value for past in pasts)),
        waiting=sorted((_waiting(past) for past in pasts if past.standing in OPEN), key=_by_deadline),
        answered=[_answered(journal, entry) for entry in journal.newest(Kind.ACCEPTED, limit=LAST)],
        holdings=store.holdings() if store else [],
        search_ms=_search_ms(journal),
        unmapped=[each for each in seen if each.standing is not TrunkStanding.MAPPED],
        expired=expired(known, now) if known else [],
        problem=problem,
    )


def _waiting(past: Past) -> Waiting:
    entry = past.last(Kind.DRAFT, Kind.WAITING, Kind.REFUSED, Kind.SENDING)
    body = entry.body if entry else {}
    request = past.request
    because = str(body.get("because") or body.get("why") or "The portal's reply is not known yet.")
    return Waiting(
        hop=past.hop,
        traceback=request.traceback if request else "",
        standing=past.standing,
        because=because,
        due_at=request.due_at if request else None,
        options=len(body.get("options", ())),
    )


def _by_deadline(each: Waiting) -> tuple[bool, str]:
    return each.due_at is None, _text(each.due_at)


def _answered(journal: Journal, accepted: Entry) -> Answered:
    past = Past(accepted.hop, journal.of(accepted.hop))
    sent = past.last(Kind.SENDING)
    answer = sent.body["answer"] if sent else {}
    request = past.request
    return Answered(
        accepted.hop, request.traceback if request else "", accepted.at, summary(answer),
        str(sent.body["by"]) if sent else "",
    )  # fmt: skip


def summary(answer: dict[str, Any]) -> str:
    """An answer in a few words, without any number."""
    whom = answer.get("upstream") or (answer.get("unlisted") or answer.get("customer") or {}).get("name", "")
    kind = str(answer.get("kind", "")).replace("_", " ")
    return f"{kind} {whom}".strip()


def _search_ms(journal: Journal) -> float | None:
    took = [entry.body["took_ms"] for entry in journal.newest(Kind.SEARCHED, limit=SEARCHES)]
    return round(median(took), 3) if took else None


def _text(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def dumps(status: Status) -> str:
    return json.dumps(status.as_json())
