"""A line to the portal that can fail: it loses replies, holds them back, is busy, or is down for a while."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ANSWERS = ("/answer", "/answers")


class Mode(StrEnum):
    THROUGH = "through"
    DOWN = "down"  # takes the connection and closes it
    BUSY = "busy"  # 503 with Retry-After
    LOST = "lost"  # the portal gets each answer, its reply is lost
    HELD = "held"  # the portal gets each answer, its reply never arrives and the line stays open


class Line:
    """`answers`: how many reached the portal; `polls`: when the hops were asked for."""

    def __init__(self, portal: str) -> None:
        self.portal = urlsplit(portal)
        self.mode = Mode.THROUGH
        self.answers = 0
        self.polls: list[float] = []
        self.keys: list[str] = []
        self.held = threading.Event()  # an answer reached the portal and its reply is kept back
        self.over = threading.Event()

    def forwarded(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes, str]:
        line = HTTPConnection(self.portal.hostname or "", self.portal.port, timeout=90)
        try:
            line.request(method, path, body, {**headers, "Connection": "close"})
            reply = line.getresponse()
            return reply.status, reply.read(), reply.headers.get("Content-Type", "")
        finally:
            line.close()


@contextmanager
def between(portal: str) -> Iterator[tuple[Line, str]]:
    """The line, and the address at its near end."""
    line = Line(portal)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _door(line))
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield line, f"http://127.0.0.1:{server.server_port}"
    finally:
        line.over.set()
        server.shutdown()
        server.server_close()
        serving.join()


def _door(line: Line) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.startswith("/api/v1/hops?"):
                line.polls.append(time.monotonic())
            if line.mode is Mode.DOWN:
                self.close_connection = True
                return
            if line.mode is Mode.BUSY:
                self._say(503, b"", "", retry="1")
                return
            is_answer = self.path.endswith(ANSWERS)
            if is_answer:
                line.keys.append(self.headers["Idempotency-Key"])
            status, reply, kind = line.forwarded(self.command, self.path, dict(self.headers.items()), body)
            if is_answer:
                line.answers += 1
                if line.mode is not Mode.THROUGH:
                    self._lose()
                    return
            self._say(status, reply, kind)

        do_GET = do_POST = _take  # noqa: N815

        def _lose(self) -> None:
            line.held.set()
            if line.mode is Mode.HELD:
                line.over.wait(60)
            self.close_connection = True

        def _say(self, status: int, body: bytes, kind: str, retry: str = "") -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if retry:
                    self.send_header("Retry-After", retry)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the responder was killed meanwhile

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Door
