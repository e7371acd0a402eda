"""The responder's status as one page on this machine."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from http.server import ThreadingHTTPServer

from hopback.carrier.service import page
from hopback.carrier.service.page import Cell, moment, table

from .status import Status, dumps


def html(status: Status, now: datetime) -> str:
    """The whole page."""
    return page.document("Responder: " + _word(status), _sections(status, now), now)


def _word(status: Status) -> str:
    if not (status.state and status.state.running):
        return "not running"
    return "the portal does not answer" if status.state.trouble else "the portal answers"


def _sections(status: Status, now: datetime) -> Iterable[str]:
    yield table("Portal", ["", ""], _portal(status))
    yield table("Hops", ["State", "Number"], [(k, (str(n), "r")) for k, n in sorted(status.by_standing.items())])
    yield table(
        "Waiting for a person or for records", ["Hop", "Traceback", "State", "Deadline", "Why"],
        [
            (w.hop, w.traceback, w.standing.value, _deadline(w.due_at, now), w.because)
            for w in status.waiting
        ],
        "Nothing waits.",
    )  # fmt: skip
    yield table(
        "Records", ["Switch", "Calls", "From", "To", "Complete to"],
        [
            (h.switch or "(no name)", (f"{h.records:,}", "r"), *map(moment, (h.first_at, h.last_at, h.complete_to)))
            for h in status.holdings
        ],
        status.problem or "There are no records.",
    )  # fmt: skip
    yield table(
        "Trunks that nobody mapped", ["Trunk", "Address", "Calls", "Share", "Why"],
        [
            (s.ingress.trunk, s.ingress.source_ip, (f"{s.ingress.calls:,}", "r"), (f"{s.of_all:.1%}", "r"), s.because)
            for s in status.unmapped
        ],
        "Every call's way in is mapped.",
    )  # fmt: skip
    yield table("Rows that ended", ["Row"], [(each,) for each in status.expired], "None.")
    yield table(
        "Last answers", ["Hop", "Traceback", "At", "Answer", "By"],
        [(a.hop, a.traceback, moment(a.at), a.says, a.by) for a in status.answered], "None yet.",
    )  # fmt: skip


def _portal(status: Status) -> list[Sequence[Cell]]:
    state = status.state
    trouble = state.trouble if state else ""
    rows: list[Sequence[Cell]] = [("Address", status.portal)]
    rows.append(("Responder", ("runs", "good") if state and state.running else ("does not run", "bad")))
    rows.append(("Portal", (trouble, "bad") if trouble else ("answers", "good") if state else "never asked"))
    rows.append(("Last asked", moment(state.polled_at) if state and state.polled_at else "never"))
    rows.append(("Last answer of the portal", moment(state.reached_at) if state and state.reached_at else "never"))
    took = f"{status.search_ms:.2f} ms" if status.search_ms is not None else "no search yet"
    rows.append(("A search, median", took))
    return rows


def _deadline(at: datetime | None, now: datetime) -> Cell:
    if at is None:
        return "not yet known"
    return (f"{moment(at)} (over)", "bad") if at <= now else moment(at)


def serve(address: str, look: Callable[[], tuple[Status, datetime]]) -> ThreadingHTTPServer:
    """Answers on this machine in threads of its own, until `shutdown`."""
    return page.serve(address, lambda: html(*look()), lambda: dumps(look()[0]))
