"""The status as one page of HTML on this machine: no scripts, no requests to anywhere, tables only."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .status import Status, dumps
from .webhooks import start

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 72rem; margin: 0 auto;
  padding: 1rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #dfe1e2; }
th { font-weight: 600; color: #565c65; } .r { text-align: right; } .bad { color: #b50909; font-weight: 600; }
.good { color: #216e1f; font-weight: 600; } code { font-size: .9rem; }
"""
NEAR = {"127.0.0.1", "localhost", "::1"}

type Cell = str | tuple[str, str]  # text, or text with a class


def html(status: Status, now: datetime) -> str:
    """The whole page."""
    title = "Responder: " + _word(status)
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'><meta http-equiv='refresh' content='30'>",
        f"<title>{escape(title)}</title><link rel='stylesheet' href='/style.css'></head><body><main>",
        f"<h1>{escape(title)}</h1>",
        *_sections(status, now),
        f"<p>As of {_time(now)}. The same as JSON: <a href='/status.json'>status.json</a></p></main></body></html>",
    ]
    return "".join(parts)


def _word(status: Status) -> str:
    if not (status.state and status.state.running):
        return "not running"
    return "the portal does not answer" if status.state.trouble else "the portal answers"


def _sections(status: Status, now: datetime) -> Iterable[str]:
    yield _table("Portal", ["", ""], _portal(status))
    yield _table("Hops", ["State", "Number"], [(k, (str(n), "r")) for k, n in sorted(status.by_standing.items())])
    yield _table(
        "Waiting for a person or for records", ["Hop", "Traceback", "State", "Deadline", "Why"],
        [
            (w.hop, w.traceback, w.standing.value, _deadline(w.due_at, now), w.because)
            for w in status.waiting
        ],
        "Nothing waits.",
    )  # fmt: skip
    yield _table(
        "Records", ["Switch", "Calls", "From", "To", "Complete to"],
        [
            (h.switch or "(no name)", (f"{h.records:,}", "r"), *map(_time, (h.first_at, h.last_at, h.complete_to)))
            for h in status.holdings
        ],
        status.problem or "There are no records.",
    )  # fmt: skip
    yield _table(
        "Trunks that nobody mapped", ["Trunk", "Address", "Calls", "Share", "Why"],
        [
            (s.ingress.trunk, s.ingress.source_ip, (f"{s.ingress.calls:,}", "r"), (f"{s.of_all:.1%}", "r"), s.because)
            for s in status.unmapped
        ],
        "Every call's way in is mapped.",
    )  # fmt: skip
    yield _table("Rows that ended", ["Row"], [(each,) for each in status.expired], "None.")
    yield _table(
        "Last answers", ["Hop", "Traceback", "At", "Answer", "By"],
        [(a.hop, a.traceback, _time(a.at), a.says, a.by) for a in status.answered], "None yet.",
    )  # fmt: skip


def _portal(status: Status) -> list[Sequence[Cell]]:
    state = status.state
    trouble = state.trouble if state else ""
    rows: list[Sequence[Cell]] = [("Address", status.portal)]
    rows.append(("Responder", ("runs", "good") if state and state.running else ("does not run", "bad")))
    rows.append(("Portal", (trouble, "bad") if trouble else ("answers", "good") if state else "never asked"))
    rows.append(("Last asked", _time(state.polled_at) if state and state.polled_at else "never"))
    rows.append(("Last answer of the portal", _time(state.reached_at) if state and state.reached_at else "never"))
    took = f"{status.search_ms:.2f} ms" if status.search_ms is not None else "no search yet"
    rows.append(("A search, median", took))
    return rows


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], empty: str = "None.") -> str:
    if not rows:
        return f"<h2>{escape(title)}</h2><p>{escape(empty)}</p>"
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in heads) if any(heads) else ""
    body = "".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in rows)
    thead = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<h2>{escape(title)}</h2><div class='scroll'><table>{thead}<tbody>{body}</tbody></table></div>"


def _cell(said: Cell) -> str:
    text, kind = said if isinstance(said, tuple) else (said, "")
    return f"<td class='{kind}'>{escape(text)}</td>" if kind else f"<td>{escape(text)}</td>"


def _deadline(at: datetime | None, now: datetime) -> Cell:
    if at is None:
        return "not yet known"
    return (f"{_time(at)} (over)", "bad") if at <= now else _time(at)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def serve(address: str, look: Callable[[], tuple[Status, datetime]]) -> ThreadingHTTPServer:
    """Answers on this machine in threads of its own, until `shutdown`."""

    class Door(BaseHTTPRequestHandler):
        timeout = 10
        server_version, sys_version = "hopback", ""

        def do_GET(self) -> None:
            if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in NEAR:
                self._say(421, "text/plain", "This page is for this machine only.")
            elif self.path == "/style.css":
                self._say(200, "text/css", STYLE)
            elif self.path == "/status.json":
                self._say(200, "application/json", dumps(look()[0]))
            elif self.path == "/":
                self._say(200, "text/html", html(*look()))
            else:
                self._say(404, "text/plain", "There is one page here: /")

        def _say(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            for name, value in (
                ("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(body))),
                ("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
            ):  # fmt: skip
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: a look is no event."""

    return start(address, Door)
