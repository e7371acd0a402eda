"""A portal of its own for the browser: a database in a file, filled once, behind the real server.

Run as a program it makes the world, writes what is in it to `HOPBACK_VAR/world.json` and becomes gunicorn. So what
the browser does is committed beside the append-only log, and nothing has to be emptied afterwards."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds until it must answer, on a busy machine


@dataclass(frozen=True)
class Portal:
    """Where it answers, and what is in it."""

    url: str
    things: dict[str, dict[str, Any]]
    sessions: dict[str, str]
    database: Path


@contextmanager
def served(var: Path) -> Iterator[Portal]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (var / "server.log").open("w+") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.serving", str(port)], cwd=ROOT, env=_environment(var, url),
            stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait(server, port, said)
            world = json.loads((var / "world.json").read_text())
            yield Portal(url, **world, database=var / "hopback.sqlite3")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment(var: Path, url: str) -> dict[str, str]:
    """None of this machine's own settings; a demonstration, so that its pages are there too."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOPBACK_", "DATABASE_", "PYTEST"))
    }
    given = {"HOPBACK_VAR": str(var), "HOPBACK_BASE_URL": url, "HOPBACK_DEMONSTRATION": "1"}
    return kept | given | {"DJANGO_SETTINGS_MODULE": "hopback.portal.settings"}


def _wait(server: subprocess.Popen[bytes], port: int, said: Any) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    said.seek(0)
    raise RuntimeError(f"The portal did not start:\n{said.read()[-4000:]}")


def _become_the_server(port: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from hopback.portal.ground.signing_keys import make_where_missing
    from tests.browser.staging import World

    call_command("migrate", verbosity=0)
    make_where_missing(settings.SIGNING_KEY_FILE)
    world = World().build()
    connections.close_all()
    Path(os.environ["HOPBACK_VAR"], "world.json").write_text(json.dumps(world))
    served_by = ("gunicorn", "hopback.portal.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread")
    os.execv(sys.executable, [sys.executable, "-m", *served_by, "--threads", "4", "--log-level", "warning"])


if __name__ == "__main__":
    _become_the_server(sys.argv[1])
