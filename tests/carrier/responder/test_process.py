"""`hopback respond` as somebody starts it: killed, restarted, cut off, told to stop; and one answer for each hop."""

import json
import re
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord
from hopback.carrier.responder.journal import Journal
from tests.carrier.responder.between import Line, Mode, between
from tests.carrier.responder.conftest import AT, CALLING, call, write_settings
from tests.carrier.responder.portal import LivePortal, live
from tests.cli.warm import hopback, start

type Calls = Callable[..., None]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    with live(tmp_path_factory.mktemp("portal")) as found:
        yield found


def keep(archive: Path, *records: CallRecord) -> None:
    with Writer(archive) as writer:
        writer.add_records(records, writer.source("Master.csv"))
        writer.commit()


class Responder:
    """The process, and what it wrote."""

    def __init__(self, root: Path) -> None:
        self.root, self.process = root, None
        self.said = root / "responder.log"

    def start(self, **more: int) -> "Responder":
        self.process = start("respond", out=self.said, **more)
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)

    def text(self) -> str:
        return self.said.read_text()

    def journal(self, hop: str) -> list[str]:
        journal = Journal(self.root / "journal.sqlite3")
        try:
            return [entry.kind.value for entry in journal.of(hop)]
        finally:
            journal.close()


@pytest.fixture
def line(portal: LivePortal) -> Iterator[tuple[Line, str]]:
    with between(portal.url) as made:
        yield made


@pytest.fixture
def responder(tmp_path: Path, portal: LivePortal, line: tuple[Line, str]) -> Iterator[Responder]:
    """Set up over a line that can fail; not started."""
    config = write_settings(tmp_path, portal)
    config.write_text(
        config.read_text().replace(f'url = "{portal.url}"', f'url = "{line[1]}"\nissuer = "{portal.url}"')
    )
    keep(tmp_path / "archive", *(call(f"+1510555{number:04}") for number in range(400, 460)))
    made = Responder(tmp_path)
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def until(true: Callable[[], bool], within_s: float = 30.0) -> None:
    ends = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_request_that_comes_while_it_waits_is_answered_and_sigterm_ends_it(responder, portal):
    responder.start()
    until(lambda: "Waiting for requests" in responder.text())
    hop = portal.report("+15105550400", CALLING, AT.isoformat())
    assert portal.until(hop)["upstream"] == "MidAmerica Wholesale"
    until(lambda: "accepted" in responder.journal(hop))
    begun = time.monotonic()
    assert responder.stop() == 0
    assert time.monotonic() - begun < 3
    assert "The responder has stopped." in responder.text()
    assert "Traceback (most" not in responder.text()
    assert "5550400" not in responder.text()


def test_killed_between_the_answer_and_its_reply_it_says_the_same_again_and_it_counts_once(responder, portal, line):
    hop = portal.report("+15105550401", CALLING, AT.isoformat())
    line[0].mode = Mode.HELD
    responder.start()
    assert line[0].held.wait(30)
    responder.stop(signal.SIGKILL)
    assert portal.hop(hop)["answers"] == 1
    assert responder.journal(hop)[-1] == "sending"
    line[0].mode = Mode.THROUGH
    responder.start()
    until(lambda: responder.journal(hop)[-1] == "accepted")
    assert line[0].answers == 2
    assert len(set(line[0].keys)) == 1
    assert portal.hop(hop)["answers"] == 1
    assert responder.stop() == 0


def test_killed_again_and_again_at_any_moment_each_hop_has_one_answer(responder, portal, line):
    hops = []
    for number in range(402, 410):
        hops.append(portal.report(f"+1510555{number:04}", CALLING, AT.isoformat()))
        responder.start()
        time.sleep(0.1 + 0.06 * (number - 402))
        responder.stop(signal.SIGKILL)
    responder.start()
    for hop in hops:
        assert portal.until(hop)["answers"] == 1
        until(lambda hop=hop: responder.journal(hop)[-1] == "accepted")
    assert hopback("respond", "verify", cwd=responder.root).returncode == 0


def test_lost_replies_a_busy_portal_and_one_that_is_down(responder, portal, line):
    responder.start()
    until(lambda: "Waiting for requests" in responder.text())
    for number, mode in enumerate((Mode.LOST, Mode.BUSY, Mode.DOWN)):
        line[0].mode = mode
        if mode is not Mode.LOST:
            until(lambda number=number: responder.text().count("Trying again.") == number)
        hop = portal.report(f"+1510555{410 + number:04}", CALLING, AT.isoformat())
        if mode is Mode.LOST:
            assert line[0].held.wait(30)
        line[0].mode = Mode.THROUGH
        assert portal.until(hop)["answers"] == 1
        until(lambda hop=hop: responder.journal(hop)[-1] == "accepted")
        until(lambda number=number: responder.text().count("The portal answers again.") == number)
    assert responder.stop() == 0


def test_a_portal_that_is_down_is_not_hammered(responder, line):
    line[0].mode = Mode.DOWN
    responder.start()
    until(lambda: len(line[0].polls) > 0)
    time.sleep(2)
    assert 1 <= len(line[0].polls) <= 4
    state = json.loads((responder.root / "journal.state.json").read_text())
    assert "does not answer" in state["trouble"]
    assert responder.stop() == 0


def test_calls_that_are_imported_while_it_runs_are_found(responder, portal):
    at = AT + timedelta(days=3)
    hop = portal.report("+15105550480", CALLING, at.isoformat())
    responder.start()
    until(lambda: (responder.said.exists() and hop in responder.text()) or "waiting" in responder.journal(hop))
    assert portal.hop(hop)["answers"] == 0
    keep(responder.root / "archive", call("+15105550480", at=at))
    assert portal.until(hop)["upstream"] == "MidAmerica Wholesale"


def test_once_answers_what_waits_and_leaves(responder, portal):
    hop = portal.report("+15105550420", CALLING, AT.isoformat())
    ran = hopback("respond", "--once", cwd=responder.root)
    assert (ran.returncode, portal.hop(hop)["answers"]) == (0, 1), ran.stderr


def test_dry_run_shows_what_it_would_say_and_leaves_nothing_behind(responder, portal):
    hop = portal.report("+15105550421", CALLING, AT.isoformat())
    ran = hopback("respond", "--dry-run", cwd=responder.root)
    midam = portal.providers["MidAmerica Wholesale"]
    assert f"{hop}  would answer: upstream {midam}." in ran.stdout, ran.stderr
    assert portal.hop(hop)["state"] == "asked"
    assert not (responder.root / "journal.sqlite3").exists()
    lines = hopback("respond", "--dry-run", "--json", cwd=responder.root).stdout.splitlines()
    [said] = [said for said in map(json.loads, lines) if said["hop"] == hop]  # others may wait as well
    assert (said["outcome"], said["options"][0]["answer"]["trunk"]) == ("answer", "tg-MidAm-in")


def test_two_responders_with_one_journal(responder):
    responder.start()
    until(lambda: "Waiting for requests" in responder.text())
    second = hopback("respond", cwd=responder.root)
    assert second.returncode == 2
    assert "is running already" in second.stderr


def test_a_person_reads_sends_and_drops_drafts_in_the_terminal(responder, portal):
    keep(responder.root / "archive", call("+15105550490", "tg-unknown"), call("+15105550491", "tg-unknown"))
    sent, dropped = (portal.report(f"+1510555049{n}", CALLING, AT.isoformat()) for n in (0, 1))
    assert hopback("respond", "--once", cwd=responder.root).returncode == 0
    listed = hopback("respond", "drafts", "--json", cwd=responder.root).stdout.splitlines()
    assert {json.loads(each)["hop"] for each in listed} == {sent, dropped}
    assert sent in hopback("respond", "drafts", cwd=responder.root).stdout
    shown = hopback("respond", "show", sent, cwd=responder.root).stdout
    assert "tg-unknown" in shown
    assert "Master.csv, line 7" in shown
    assert json.loads(hopback("respond", "show", sent, "--json", cwd=responder.root).stdout)["state"] == "draft"
    refused = hopback("respond", "send", sent, cwd=responder.root)
    assert (refused.returncode, "--upstream" in refused.stderr) == (1, True)
    lotus = portal.providers["Lotus Transit"]
    done = hopback("respond", "send", sent, "--match", "1", "--upstream", lotus, cwd=responder.root)
    assert (done.returncode, portal.hop(sent)["upstream"]) == (0, "Lotus Transit"), done.stderr
    assert hopback("respond", "send", sent, "--upstream", lotus, cwd=responder.root).returncode == 1
    assert hopback("respond", "drop", dropped, cwd=responder.root).returncode == 0
    assert hopback("respond", "drafts", "--json", cwd=responder.root).stdout == ""
    assert hopback("respond", "show", "hop_none", cwd=responder.root).returncode == 1


def test_status_in_the_terminal(responder, portal):
    assert hopback("respond", "status", cwd=responder.root).returncode == 2
    hop = portal.report("+15105550422", CALLING, AT.isoformat())
    responder.start()
    until(lambda: portal.hop(hop)["state"] == "answered")
    told = json.loads(hopback("respond", "status", "--json", cwd=responder.root).stdout)
    assert (told["running"], told["reachable"]) == (True, True)
    answered = {each["hop"]: each["says"] for each in told["answered"]}  # others may have waited as well
    assert told["hops"]["answered"] == len(answered)
    assert answered[hop].startswith("upstream prv_")
    assert told["records"][0]["records"] == 60
    assert told["search_ms"] > 0
    shown = hopback("respond", "status", cwd=responder.root)
    assert shown.returncode == 0
    assert "The responder runs." in shown.stdout
    responder.stop()
    assert hopback("respond", "status", cwd=responder.root).returncode == 1


def test_trust_in_the_terminal(responder, portal):
    portal.report("+15105550423", CALLING, AT.isoformat())
    hopback("respond", "--once", cwd=responder.root)
    told = hopback("respond", "trust", "--json", cwd=responder.root)
    assert (told.returncode, json.loads(told.stdout)["held"]) == (0, True), told.stderr


def test_a_revoked_key_ends_it_with_a_clear_word(responder, portal):
    """Last of this module: the key is of no use after it."""
    responder.start()
    until(lambda: "Waiting for requests" in responder.text())
    portal.ask("revoke", provider="Cardinal Wireless")
    assert responder.process.wait(20) == 1
    assert "does not take this key" in responder.text()
    assert "hbk_" not in responder.text()
    portal.key = portal.ask("key", provider="Cardinal Wireless")


def test_a_portal_that_is_restarted(responder, portal):
    """Minutes of outage are the same as these seconds, only longer."""
    config = responder.root / "hopback.toml"
    config.write_text(re.sub(r'url = ".*"\nissuer = "(.*)"', r'url = "\1"', config.read_text()))
    responder.start()
    until(lambda: "Waiting for requests" in responder.text())
    portal.kill()
    until(lambda: "does not answer" in responder.text())
    portal.begin_again()
    hop = portal.report("+15105550430", CALLING, AT.isoformat())
    assert portal.until(hop)["answers"] == 1
    assert responder.stop() == 0


def test_a_disk_that_is_full_holds_up_what_cannot_be_written_down(responder, portal):
    """XA.8: no answer leaves that the journal does not know. A full log of SQLite may still take a small commit."""
    hopback("respond", "--once", cwd=responder.root)
    size = (responder.root / "journal.sqlite3").stat().st_size
    responder.start(largest_file=size)
    until(lambda: "Waiting for requests" in responder.text())
    hop = portal.report("+15105550431", CALLING, AT.isoformat())
    until(lambda: "cannot be written" in responder.text())
    assert portal.hop(hop)["answers"] <= responder.journal(hop).count("sending")
    assert responder.stop() == 0
    assert "Traceback (most" not in responder.text()
    responder.start()
    assert portal.until(hop)["answers"] == 1
