"""The portal of the test bed: `hopback serve` on SQLite as a process of its own, reached over HTTP with keys."""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.ports import free_port
from tests.testbed.processes import FailedError, Processes, run, wait_until
from tests.testbed.topology import Network

MANY = 400  # candidates in one request
HOPBACK = (sys.executable, "-m", "hopback.cli")
ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = "The recording says that the subscriber's benefits are suspended."


@dataclass
class Portal:
    """Keys and ids are known after `open`."""

    place: Path
    port: int = field(default_factory=free_port)
    ids: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    source: str = ""
    staff: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, processes: Processes) -> None:
        """Portal and a mail server that takes everything; returns at once."""
        self.place.mkdir()
        mail, replies = free_port(), free_port()
        self.environment = {
            "HOPBACK_VAR": str(self.place / "var"),
            "HOPBACK_SECRET_KEY": "a test bed has no secrets; this one lives as long as it does",
            "HOPBACK_BASE_URL": self.url,
            "HOPBACK_SMTP_URL": f"smtp://127.0.0.1:{mail}",
            "HOPBACK_INBOUND_MAIL": f"lmtp://127.0.0.1:{replies}",
            "DATABASE_URL": "",
        }
        sink = ("-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"127.0.0.1:{mail}")
        processes.start("mail server", [sys.executable, *sink], log=self.place / "mail.log")
        words = [*HOPBACK, "serve", "--port", str(self.port)]
        self.log = self.place / "portal.log"
        self.process = processes.start("portal", words, log=self.log, cwd=self.place, **self.environment)

    def open(self, network: Network) -> None:
        """Wait for it, and have all providers listed with a key each."""
        wait_until(self._answers, what="the portal answers", seconds=90, log=self.log, needs=self.process)
        told = [{"key": proxy.key, "name": proxy.name} for proxy in network.proxies]
        made = self._office("list", told)
        self.ids, self.keys, self.source, self.staff = (made[name] for name in ("ids", "keys", "source", "staff"))

    def _answers(self) -> bool:
        return f"Hopback is at {self.url}" in self.log.read_text(errors="replace")

    def _office(self, verb: str, told: Any) -> Any:
        words = [sys.executable, "-m", "tests.testbed.office", verb]
        return json.loads(run(words, cwd=ROOT, told=json.dumps(told), **self.environment))

    def ask(self, method: str, path: str, key: str, body: Any = None) -> Any:
        """One request with a key; `FailedError` says what the portal refused."""
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise FailedError(f"{method} {path}: {refused.code} {refused.read(2000).decode()}") from refused

    def report(self, calls: Sequence[tuple[str, str, datetime]], first: str) -> list[str]:
        """Candidates of (calling, called, begun at), accepted by due diligence (A4.3); their ids in the same order."""
        found: list[str] = []
        for begin in range(0, len(calls), MANY):
            rows = [self._candidate(*call, first=first) for call in calls[begin : begin + MANY]]
            said = self.ask("POST", "/candidates", self.staff, {"source": self.source, "candidates": rows})
            if said["refused"]:
                raise FailedError(f"The portal refused candidates: {[row for row in said['results'] if row['errors']]}")
            found += [row["id"] for row in said["results"]]
        self._office("decide", found)
        return found

    def _candidate(self, calling: str, called: str, at: datetime, *, first: str) -> dict[str, Any]:
        return {
            "calling": calling,
            "called": called,
            "called_at": at.isoformat(),
            "terminating_provider": self.ids[first],
            "nature": "fraudulent",
            "evidence": EVIDENCE,
            "basis": "protection_222d2",
        }

    def trace(self, candidate: str) -> str:
        """Open its traceback: from here on the responders speak."""
        return str(self.ask("POST", "/tracebacks", self.staff, {"candidate": candidate})["id"])

    def path(self, traceback: str) -> Any:
        return self.ask("GET", f"/tracebacks/{traceback}/path", self.staff)

    def hop(self, hop: str, of: str) -> Any:
        """A hop as its own provider sees it, with its answer and the customer named there."""
        return self.ask("GET", f"/hops/{hop}", self.keys[of])
