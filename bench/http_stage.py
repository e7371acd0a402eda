"""Six providers with keys, a served portal and six responders: traces over HTTP, each in its own process.

`python -m bench.http_stage N` plays N traces on DATABASE_URL's database (or SQLite) and prints what they took.
"""

import http.client
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median, quantiles
from typing import Any

from bench.database import portal
from bench.processes import cpu_ms, family, parent
from bench.trace import BEGIN, PATH, _bare, _Stage

WARM_UP = 8
BREATH = 0.05  # seconds between two traces
PATIENCE = 30.0


def main(n: int) -> dict[str, Any]:
    with portal(), ExitStack() as stack:
        stage = _Stage()
        written = stage.rehearse()
        keys = _keys(stage)
        url = stack.enter_context(_served())
        said: queue.Queue[list[str]] = queue.Queue()
        responders = [stack.enter_context(_responder(url, *each, said)) for each in _roles(stage, keys)]
        play = _Play(stage, url, keys[""], said)
        for _ in range(WARM_UP):
            play.trace()
        whose = {"portal": family(_served.pid), "responders": responders, "database": _database()}  # type: ignore[attr-defined]
        before = {name: cpu_ms(pids) for name, pids in whose.items()}
        took = [play.trace() * 1000 for _ in range(n)]
        cpu = {f"{name}_cpu_ms_per_hop": (cpu_ms(pids) - before[name]) / n / len(PATH) for name, pids in whose.items()}
        bare = [_timed(written) * 1000 for _ in range(10)]
    return {"n": n, "median": median(took), "p90": quantiles(took, n=10)[-1], "bare": median(bare), **cpu}


def _timed(written: Any) -> float:
    begun = time.perf_counter()
    _bare(written)
    return time.perf_counter() - begun


def _keys(stage: _Stage) -> dict[str, str]:
    """By public id of the provider; "" is staff's."""
    from hopback.portal.accounts import actions
    from hopback.portal.accounts.viewer import SYSTEM

    def made(scope: str, kind: str, party: str) -> str:
        _, secret = actions.make_key(label="bench", scopes=[scope], kind=kind, party=party, by=SYSTEM, now=BEGIN)
        return secret

    of_providers = {one.public_id: made("hops", "provider", one.public_id) for one in stage.providers}
    return {"": made("tracebacks", "staff", ""), **of_providers}


def _roles(stage: _Stage, keys: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each provider's key and whom it names."""
    ids = [one.public_id for one in stage.providers]
    yield from ((keys[own], upstream) for own, upstream in zip(ids, [*ids[1:], "-"], strict=True))


@contextmanager
def _served() -> Iterator[str]:
    """The portal as `hopback serve` serves it."""
    from hopback.cli.web import gunicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen([sys.executable, *gunicorn(at)], env=os.environ | {"DATABASE_URL": _address()})
    _served.pid = process.pid  # type: ignore[attr-defined]
    try:
        _until_it_answers(at)
        yield f"http://{at}"
    finally:
        process.terminate()
        process.wait(30)


def _address() -> str:
    """The database of this run, as another process finds it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"


def _until_it_answers(at: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            door = http.client.HTTPConnection(at, timeout=5)
            door.request("GET", "/.well-known/hopback-keys.json")
            if door.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The portal does not answer.")


@contextmanager
def _responder(url: str, key: str, upstream: str, said: "queue.Queue[list[str]]") -> Iterator[int]:
    argv = [sys.executable, "-m", "bench.http_responder", url, key, upstream]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = process.stdout
    threading.Thread(target=lambda: [said.put(line.split(maxsplit=2)) for line in lines], daemon=True).start()
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _database() -> list[int]:
    from django.db import connection

    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return family(parent(cursor.fetchone()[0]))


class _Play:
    """Opens tracebacks through the API and waits until their origin has said so."""

    def __init__(self, stage: _Stage, url: str, key: str, said: "queue.Queue[list[str]]") -> None:
        self.stage, self.said = stage, said
        self.door = http.client.HTTPConnection(url.removeprefix("http://"), timeout=PATIENCE)
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def trace(self) -> float:
        """Seconds from asking to open the traceback to the answer that closed it, as its provider was told."""
        candidate = self.stage.decided()
        time.sleep(BREATH)
        begun = time.monotonic()
        opened = self._asked("POST", "/api/v1/tracebacks", {"candidate": candidate.public_id}, 201)
        number, at, end = self.said.get(timeout=PATIENCE)
        while number != opened["number"] or end.strip() == "-":
            number, at, end = self.said.get(timeout=PATIENCE)
        found = self._asked("GET", f"/api/v1/tracebacks/{opened['id']}", None, 200)
        assert (found["status"], found["hops"]) == ("origin_found", len(PATH)), found
        return float(at) - begun

    def _asked(self, method: str, path: str, body: Any, status: int) -> Any:
        self.door.request(method, path, json.dumps(body) if body else None, self.headers)
        response = self.door.getresponse()
        said = response.read()
        assert response.status == status, said[:300]
        return json.loads(said)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
