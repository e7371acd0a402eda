"""The one page about a responder: plain, without scripts, for this machine only, and what it says is true."""

import http.client
import json
import os
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from hopback.carrier.responder import page, state
from hopback.carrier.responder.office import Looking
from hopback.carrier.responder.state import State
from tests.ports import free_port

from .conftest import AT, CALLING, call
from .test_process import keep

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def looking(house, portal):
    """One answered, one draft, one waiting; an archive with a trunk that nobody mapped."""
    keep(house.root / "archive", call("+15105550241"), call("+15105550242", "tg-<unknown>"))
    portal.report("+15105550240", CALLING, AT.isoformat())
    portal.report("+15105550241", CALLING, AT.isoformat())
    house.has([call("+15105550240"), call("+15105550241", "tg-unknown")])
    house.work()
    running = State(os.getpid(), NOW, polled_at=NOW, reached_at=NOW)
    state.write(house.desk.settings.state_file, running)
    return Looking(house.desk.settings)


def test_it_says_what_is(looking, house):
    told = looking.at(NOW).as_json()
    assert (told["running"], told["reachable"], told["trouble"]) == (True, True, "")
    assert told["hops"] == {"answered": 1, "draft": 1}
    assert [(each["state"], each["options"]) for each in told["waiting"]] == [("draft", 1)]
    assert told["waiting"][0]["due_at"]
    assert [(each["trunk"], each["share"]) for each in told["unmapped"]] == [("tg-<unknown>", 0.5)]
    assert told["records"][0]["complete_to"] == (AT - timedelta(hours=1)).isoformat()
    assert told["search_ms"] > 0
    assert CALLING not in json.dumps(told)


def test_a_portal_that_does_not_answer_and_a_responder_that_is_gone(looking, house):
    file = house.desk.settings.state_file
    state.write(file, State(os.getpid(), NOW, polled_at=NOW, trouble="Nobody is there."))
    assert looking.at(NOW).as_json()["reachable"] is False
    assert "Nobody is there." in page.html(looking.at(NOW), NOW)
    state.write(file, State(2**22 + 1, NOW))
    assert looking.at(NOW).as_json()["running"] is False
    file.write_text("{")
    assert state.read(file) is None


def test_records_or_a_map_that_cannot_be_read_are_said(looking, house):
    house.map("[[trunks]]\n")
    told = looking.at(NOW)
    assert "line 1" in told.problem
    assert told.by_standing["answered"] == 1


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_has_tables_no_scripts_and_says_foreign_words_as_text(looking):
    reader = Reader()
    reader.feed(page.html(looking.at(NOW), NOW))
    assert "script" not in reader.tags
    assert "unknown" not in reader.tags
    assert "tg-<unknown>" in reader.text
    assert reader.tags.count("table") >= 5
    assert "Responder: the portal answers" in reader.text


def test_at_its_address_for_this_machine_only(looking):
    server = page.serve(f"127.0.0.1:{free_port()}", lambda: (looking.at(NOW), NOW))

    def get(path: str, host: str = "127.0.0.1") -> tuple[int, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        line.request("GET", path, headers={"Host": host})
        answer = line.getresponse()
        found = answer.status, answer.read().decode(), answer.headers["Content-Security-Policy"]
        line.close()
        return found

    try:
        status, text, policy = get("/")
        assert (status, "default-src 'none'" in policy, "<h1>" in text) == (200, True, True)
        assert json.loads(get("/status.json")[1])["hops"]["draft"] == 1
        assert get("/style.css")[0] == 200
        assert get("/etc/passwd")[0] == 404
        assert get("/", "evil.example")[0] == 421
    finally:
        server.shutdown()
        server.server_close()
