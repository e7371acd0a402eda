"""A status as one page of HTML on this machine: no scripts, no requests to anywhere, tables only."""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

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


def document(title: str, sections: Iterable[str], now: datetime) -> str:
    """The whole page; it asks for itself again after half a minute."""
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'><meta http-equiv='refresh' content='30'>",
        f"<title>{escape(title)}</title><link rel='stylesheet' href='/style.css'></head><body><main>",
        f"<h1>{escape(title)}</h1>",
        *sections,
        f"<p>As of {moment(now)}. The same as JSON: <a href='/status.json'>status.json</a></p></main></body></html>",
    ]
    return "".join(parts)


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], empty: str = "None.") -> str:
    if not rows:
        return f"<h2>{escape(title)}</h2><p>{escape(empty)}</p>"
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in heads) if any(heads) else ""
    body = "".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in rows)
    thead = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<h2>{escape(title)}</h2><div class='scroll'><table>{thead}<tbody>{body}</tbody></table></div>"


def _cell(said: Cell) -> str:
    text, kind = said if isinstance(said, tuple) else (said, "")
    return f"<td class='{kind}'>{escape(text)}</td>" if kind else f"<td>{escape(text)}</td>"


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def serve(address: str, html: Callable[[], str], json: Callable[[], str]) -> ThreadingHTTPServer:
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
                self._say(200, "application/json", json())
            elif self.path == "/":
                self._say(200, "text/html", html())
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


def start(address: str, door: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """Listens in threads of its own."""
    host, port = split(address)
    server = ThreadingHTTPServer((host, port), door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name=f"listen-{port}", daemon=True).start()
    return server


def split(address: str) -> tuple[str, int]:
    """`127.0.0.1:8737`, `[::1]:8737`."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
