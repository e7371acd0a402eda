"""A real portal in a process of its own, with a side door by which a test reports calls and looks at what became of
them. Run as a program it makes its database and becomes gunicorn; its pages and API are the real ones."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 120.0
SIDE_DOOR = "/side-door"
SIDE_DOOR_APP = "tests.carrier.responder.side_door:application"
NAMES = ("Cardinal Wireless", "MidAmerica Wholesale", "Harbor Voice LLC", "Lotus Transit")


class LivePortal:
    """Where it answers, and what a member of the traceback team would do by hand."""

    def __init__(self, url: str, var: Path, process: "subprocess.Popen[bytes]") -> None:
        self.url, self.var, self.process = url, var, process
        self.providers: dict[str, str] = self.ask("providers")
        self.key: str = self.ask("key", provider="Cardinal Wireless")

    def ask(self, verb: str, *, patience_s: float = 60, **said: Any) -> Any:
        request = Request(f"{self.url}{SIDE_DOOR}/{verb}", json.dumps(said).encode(), method="POST")
        with build_opener(ProxyHandler({})).open(request, timeout=patience_s) as answer:
            return json.loads(answer.read())

    def report(self, called: str, calling: str, at: str, **more: Any) -> str:
        """A call is reported and its traceback opened; the id of the hop that its provider is asked."""
        return str(self.ask("report", called=called, calling=calling, called_at=at, **more))

    def hop(self, hop: str) -> dict[str, Any]:
        """As staff see it: state, provider, how many answers, the newest one, and who is asked next."""
        return dict(self.ask("hop", hop=hop))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def begin_again(self) -> None:
        self.process = start(self.var, urlsplit(self.url).port or 0)

    def until(self, hop: str, state: str = "answered", within_s: float = 30.0) -> dict[str, Any]:
        ends = time.monotonic() + within_s
        while (found := self.hop(hop))["state"] != state:
            assert time.monotonic() < ends, found
            time.sleep(0.05)
        return found


@contextmanager
def live(var: Path, database: str = "") -> Iterator[LivePortal]:
    """One portal; what it said is in var/portal.log. `database`: the address of one, else SQLite in var."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    portal = LivePortal(url, var, start(var, port, database))
    try:
        yield portal
    finally:
        portal.process.terminate()
        portal.process.wait(timeout=20)


def start(var: Path, port: int, database: str = "") -> "subprocess.Popen[bytes]":
    """The portal on this database, made where there is none; answers when this returns."""
    with (var / "portal.log").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.carrier.responder.portal", str(port)], cwd=ROOT,
            env=_environment(var, f"http://127.0.0.1:{port}", database), stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"The portal did not start:\n{(var / 'portal.log').read_text()[-4000:]}")


def _environment(var: Path, url: str, database: str) -> dict[str, str]:
    ours = ("HOPBACK_", "DATABASE_", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    given = {"HOPBACK_VAR": str(var), "HOPBACK_BASE_URL": url, "HOPBACK_DEMONSTRATION": "1"}
    given |= {"DATABASE_URL": database} if database else {}
    return kept | given | {"DJANGO_SETTINGS_MODULE": "hopback.portal.settings"}


def _become_the_portal(port: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from hopback.cli.web import gunicorn
    from hopback.portal.ground.signing_keys import make_where_missing
    from tests.carrier.responder import side_door

    call_command("migrate", verbosity=0)
    make_where_missing(Path(os.environ["HOPBACK_VAR"], "signing-key.pem"))
    side_door.fill(NAMES)
    connections.close_all()
    served = [SIDE_DOOR_APP if word == "hopback.portal.wsgi" else word for word in gunicorn(f"127.0.0.1:{port}")]
    os.execv(sys.executable, [sys.executable, *served, "--graceful-timeout", "1"])


if __name__ == "__main__":
    _become_the_portal(sys.argv[1])
