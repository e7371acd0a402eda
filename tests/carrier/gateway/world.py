"""A stand-in for the portal's registry, which signs what it hands out, and can be away or lie in chosen ways."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hopback.wire.do_not_originate import entries, manifest
from hopback.wire.do_not_originate.entries import Entry, Row
from hopback.wire.signing import KEYS_AT, jwk_of

API_KEY = "hbk_gateway"
DAY = date(2026, 10, 20)
REDRESS = "mailto:redress@stp.example"


def entry(number: str, *, block: bool = False, listing: str = "dno_Treasury22222", priority: int = 1) -> Entry:
    return Entry(number, block, "government", "Treasury, Office of Fraud", listing, priority, DAY)


class Registry:
    """`puts` makes a new version. `away`: every answer is 503; `bends` changes a body after it was signed."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.versions: list[dict[str, Entry]] = [{}]
        self.away = False
        self.bends = ""
        self.forgets = 0  # differences from versions before this one are not known any more: 409
        self.asked: list[str] = []
        self.reported: list[tuple[str, dict[str, Any]]] = []
        self.changed = threading.Condition()
        self.bodies: dict[tuple[int, int | None], tuple[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _door(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def version(self) -> int:
        return len(self.versions) - 1

    def puts(self, *listed: Entry) -> int:
        with self.changed:
            self.versions.append({each.number: each for each in listed})
            self.changed.notify_all()
        return self.version

    def adds(self, *more: Entry, without: tuple[str, ...] = ()) -> int:
        kept = {number: each for number, each in self.versions[-1].items() if number not in without}
        return self.puts(*(kept | {each.number: each for each in more}).values())

    def wait(self, since: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        with self.changed:
            while self.version <= since and not self.away and (left := until - time.monotonic()) > 0:
                self.changed.wait(min(left, 0.2))

    def body(self, since: int | None) -> tuple[str, str]:
        """The text and its signed manifest."""
        version = self.version
        if (version, since) not in self.bodies:
            now, before = self.versions[version], self.versions[since] if since is not None else {}
            gone = [Row("removed", each) for number, each in before.items() if number not in now]
            new = [Row("listed", each) for number, each in now.items() if before.get(number) != each]
            rows = sorted(gone + new, key=lambda row: row.entry.number)
            text = "".join(entries.write(rows))
            said = manifest.Manifest(
                iss=self.url, version=version, since=since, made_at=datetime.now(UTC), listed=len(new),
                removed=len(gone), sha256=manifest.sha256_of([text]), redress=REDRESS,
            )  # fmt: skip
            self.bodies[version, since] = (text, manifest.sign(said, self.key))
        return self.bodies[version, since]


def _door(registry: Registry) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            registry.asked.append(self.path)
            if registry.away:
                self._problem(503, "The portal is away")
            elif parts.path == KEYS_AT:
                self._say(200, json.dumps({"keys": [jwk_of(registry.key.public_key())]}))
            elif self.headers.get("Authorization") != f"Bearer {API_KEY}":
                self._problem(401, "This key is none of ours")
            elif parts.path == "/api/v1" + manifest.PATH:
                self._list(dict(parse_qsl(parts.query)))
            else:
                self._problem(404, "There is nothing here")

        def _list(self, asked: dict[str, str]) -> None:
            since = int(asked["since"]) if "since" in asked else None
            if since is not None and not registry.forgets <= since <= registry.version:
                self._problem(409, "Fetch the whole list")
                return
            if since is not None:
                registry.wait(since, min(float(asked.get("wait", 0)), 30))
            if registry.away:
                self._problem(503, "The portal is away")
            elif since == registry.version:
                self._say(304, "")
            else:
                text, signed = registry.body(since)
                text = {"": text, "cut": text[:-20], "forged": text.replace("+1800", "+1888")}[registry.bends]
                more = {
                    manifest.VERSION_HEADER: str(registry.version), manifest.MANIFEST_HEADER: signed,
                    "ETag": manifest.etag(registry.version, since),
                }  # fmt: skip
                self._say(200, text, "text/csv", more)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            registry.reported.append((self.path.split("/")[-2], json.loads(body)))
            self._say(201, "{}")

        def _problem(self, status: int, title: str) -> None:
            self._say(status, json.dumps({"title": title, "detail": "", "status": status}), "application/problem+json")

        def _say(
            self, status: int, text: str, kind: str = "application/json", more: dict[str, str] | None = None
        ) -> None:
            body = text.encode()
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: `asked` has it."""

    return Door


@contextmanager
def registry() -> Iterator[Registry]:
    made = Registry()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()
