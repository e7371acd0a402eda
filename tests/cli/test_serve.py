"""`hopback serve --demonstration`, started as somebody starts it: it answers, mail flows, SIGTERM ends all of it."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import KEY, hopback, start
from tests.cli.test_children import alive, gone
from tests.ports import free_port

STARTED_WITHIN = 400  # seconds: ten days of a network are made first, on a busy machine
CAUGHT = re.compile(r'<span class="b">(\d+)</span>')


@dataclass
class Running:
    """A demonstration that answers."""

    process: subprocess.Popen[bytes]
    out: Path
    url: str
    doors: tuple[int, ...]  # ports: the pages, mail that is sent, mail that comes back

    def said(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place, port = tmp_path_factory.mktemp("serve"), free_port()
    out = place / "out"
    mail, replies = free_port(), free_port()
    variables = {
        "HOPBACK_VAR": str(place / "var"),
        "HOPBACK_SMTP_URL": f"smtp://127.0.0.1:{mail}",
        "HOPBACK_INBOUND_MAIL": f"smtp://127.0.0.1:{replies}",
    }
    process = start("serve", "--demonstration", "--port", str(port), out=out, **variables)
    found = Running(process, out, f"http://127.0.0.1:{port}", (port, mail, replies))
    try:
        _until_it_answers(found)
        yield found
    finally:
        process.terminate()
        process.wait(30)


def _until_it_answers(found: Running) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while "Hopback is at" not in found.said():
        assert found.process.poll() is None, found.said()
        assert time.monotonic() < until, found.said()
        time.sleep(0.3)


def _until_it_is_open(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < until
        time.sleep(0.2)


class Visitor:
    """A browser without JavaScript."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path: str, **headers: str) -> str:
        with self.opener.open(urllib.request.Request(self.url + path, headers=headers), timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(urllib.request.Request(self.url + path, body, {"Referer": self.url + path})) as answer:
            return answer.read().decode()


def caught(visitor: Visitor) -> int:
    found = CAUGHT.search(visitor.get("/demonstration/mail/"))
    assert found
    return int(found[1])


def test_it_says_where_it_is_and_who_can_sign_in(running: Running) -> None:
    said = running.said()
    assert f"Hopback is at {running.url}" in said.splitlines()
    for expected in ("rosa@itg.example", "dana@harborvoice.example", "trace it home", "/demonstration/mail/", "hbk_"):
        assert expected in said


def test_its_pages_and_its_api_answer(running: Running) -> None:
    visitor = Visitor(running.url)
    assert "Sign in" in visitor.get("/account/sign-in/")
    assert "Rosa Ortega" in visitor.get("/demonstration/")
    key = re.search(r"hbk_\w+", running.said())
    assert key
    assert "hop_" in visitor.get("/api/v1/hops?state=open", Authorization=f"Bearer {key[0]}")


def test_mail_flows_through_a_real_mail_server_when_the_clock_is_moved(running: Running) -> None:
    """A3.8: the reminders of half a day leave the outbox by SMTP and stand on the catcher's page."""
    visitor = Visitor(running.url)
    before = caught(visitor)
    assert before > 100
    assert "The clock moved by 12 hours" in visitor.post("/demonstration/clock/", forward="12h")
    until = time.monotonic() + 60
    while caught(visitor) <= before:
        assert time.monotonic() < until, f"no mail arrived; {running.said()}"
        time.sleep(0.5)


def test_a_port_that_is_taken_is_named(running: Running, tmp_path: Path) -> None:
    port = running.url.rpartition(":")[2]
    ran = hopback("serve", "--demonstration", "--port", port, HOPBACK_VAR=str(tmp_path))
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"Port {port} on 127.0.0.1 is taken")
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_dies_is_started_again(running: Running) -> None:
    before = running.children()
    assert len(before) == 6
    os.kill(before[-1], signal.SIGKILL)
    until = time.monotonic() + 30
    while len(running.children()) < 6 or before[-1] in running.children():
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "ended (SIGKILL) and starts again." in running.said()
    for door in running.doors:  # whichever it was: what comes next finds all of it again
        _until_it_is_open(door)


def test_production_refuses_its_database(running: Running) -> None:
    var = running.out.parent / "var"
    ran = hopback("serve", "--port", str(free_port()), HOPBACK_VAR=str(var), HOPBACK_SECRET_KEY="k" * 50)
    assert ran.returncode == 2
    assert ran.stderr.startswith("This is the database of a demonstration, with passwords that everybody knows.")


def test_production_starts_on_an_empty_database_and_sigterm_ends_all_of_it(tmp_path: Path) -> None:
    """Gone within seconds, with every worker, and its port is free."""
    port, replies = free_port(), free_port()
    found = Running(
        start(
            *("serve", "--port", str(port)),
            out=tmp_path / "out",
            HOPBACK_VAR=str(tmp_path / "var"),
            HOPBACK_SECRET_KEY=KEY,
            HOPBACK_INBOUND_MAIL=f"lmtp://127.0.0.1:{replies}",
        ),
        tmp_path / "out",
        f"http://127.0.0.1:{port}",
        (port, replies),
    )
    try:
        _until_it_answers(found)
        children = found.children()
        workers = [pid for child in children for pid in _children_of(child)]
        assert len(children) == 5
        with pytest.raises(urllib.error.HTTPError, match="404"):
            Visitor(found.url).get("/demonstration/")
        found.process.terminate()
        assert found.process.wait(30) == 0
    finally:
        found.process.kill()
        found.process.wait()
    assert gone([*children, *workers], within=5)
    assert found.said().rstrip().endswith("Hopback has stopped.")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _children_of(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if alive(int(one))]
    except FileNotFoundError:
        return []


def test_without_a_secret_key_it_says_so(tmp_path: Path) -> None:
    ran = hopback("serve", "--port", str(free_port()), HOPBACK_VAR=str(tmp_path))
    assert (ran.returncode, ran.stderr.strip()) == (2, "Set HOPBACK_SECRET_KEY to at least 50 random characters.")
    assert list(tmp_path.iterdir()) == []
