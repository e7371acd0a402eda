"""Receives the portal's webhooks (Standard Webhooks): each names a hop, and everything else is asked of the portal."""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from hopback.carrier.service.page import start

LARGEST = 64 * 1024
REMEMBERED = 10_000  # ids; a message that comes again within the window of its signature is taken once
SLOWEST_S = 10


class BadWebhookError(Exception):
    """Not the portal's, too old, or nothing that is understood."""


class Receiver:
    """Checks messages and hands on the hops they name."""

    def __init__(self, secret: str, told: "SimpleQueue[str]") -> None:
        """ValueError where the secret is none."""
        try:
            self._webhook = Webhook(secret)
        except Exception as problem:
            raise ValueError("the secret begins with whsec_ and is base64 after that") from problem
        self._told = told
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, headers: Mapping[str, str], body: bytes) -> str:
        """The hop that the message names, "" where it names none or came before. Raises BadWebhookError."""
        try:
            said = self._webhook.verify(body, dict(headers))
        except (WebhookVerificationError, ValueError) as bad:
            raise BadWebhookError(str(bad)) from bad
        hop = _hop(said)
        if not hop or not self._first({name.lower(): at for name, at in headers.items()}["webhook-id"]):
            return ""
        self._told.put(hop)
        return hop

    def _first(self, message: str) -> bool:
        with self._lock:
            if message in self._seen:
                return False
            self._seen[message] = None
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return True


def _hop(said: Any) -> str:
    data = said.get("data") if isinstance(said, dict) else None
    hop = data.get("hop") if isinstance(data, dict) else None
    return hop if isinstance(hop, str) and hop.startswith("hop_") and hop[4:].isalnum() and len(hop) <= 24 else ""


def serve(address: str, receiver: Receiver) -> ThreadingHTTPServer:
    """Listens in threads of its own until `shutdown`."""

    class Door(BaseHTTPRequestHandler):
        timeout = SLOWEST_S
        server_version, sys_version = "hopback", ""

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > LARGEST:
                self._say(413, "A webhook has a Content-Length of at most 64 KiB.")
                return
            try:
                receiver.take(dict(self.headers.items()), self.rfile.read(int(length)))
            except BadWebhookError as bad:
                self._say(401, str(bad))
                return
            self._say(204)

        def do_GET(self) -> None:
            self._say(405, "Webhooks are POSTed.")

        def _say(self, status: int, detail: str = "") -> None:
            body = json.dumps({"status": status, "detail": detail}).encode() if detail else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if body:
                self.send_header("Content-Type", "application/problem+json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what is asked is in the journal."""

    return start(address, Door)
