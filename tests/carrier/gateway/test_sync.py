"""A gateway's switch follows the list, also while the portal is away (XB.1, XB.7, XB.8)."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hopback.carrier.client import KeyRefusedError, UnreachableError
from hopback.carrier.gateway import state, status
from hopback.carrier.gateway.feeding.feed import FeedError
from hopback.carrier.gateway.settings import SettingsError, read
from hopback.wire.do_not_originate import entries
from tests.carrier.gateway.syncing import BLOCK, REVENUE, TREASURY, Clock, sync, table, text_of, written
from tests.carrier.gateway.world import Registry, entry, registry


@pytest.fixture
def portal() -> Iterator[Registry]:
    with registry() as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, portal: Registry) -> Path:
    return written(tmp_path, portal)


def test_the_first_copy_is_whole_and_later_ones_are_differences(place: Path, portal: Registry) -> None:
    portal.puts(TREASURY, BLOCK)
    with sync(place) as (loop, said):
        loop.once()
        assert table(place) == {"+18008291040": "603", "1202555": "603"}
        portal.adds(REVENUE, without=("+1202555",))
        loop.once()
    assert table(place) == {"+18008291040": "603", "+18008294933": "603"}
    assert text_of(place) == ["+18008291040", "+18008294933"]
    assert [path for path in portal.asked if "format" in path][-1].endswith("since=1&wait=0")
    assert "Version 2 of the list: 2 rows." in said
    assert not list((place / "dno").glob("*.part"))


def test_whoever_implements_says_so_once_for_each_listing(place: Path, portal: Registry) -> None:
    """XB.7: with its date; a change of a listing that was reported is not reported again."""
    portal.puts(TREASURY, BLOCK)
    for _ in range(2):
        with sync(place) as (loop, _):
            loop.once()
    portal.adds(entry("+18008290000"))
    with sync(place) as (loop, _):
        loop.once()
    today = datetime.now(UTC).date().isoformat()
    assert sorted(portal.reported) == [
        ("dno_Bank22222222", {"implemented_on": today}), ("dno_Treasury22222", {"implemented_on": today}),
    ]  # fmt: skip


@pytest.mark.parametrize("more", ['[screening]\nanswer = "log"\n', '[report]\nimplemented = "no"\n'])
def test_what_stops_no_call_is_not_reported(tmp_path: Path, portal: Registry, more: str) -> None:
    written(tmp_path, portal, more)
    portal.puts(TREASURY)
    with sync(tmp_path) as (loop, _):
        loop.once()
    assert portal.reported == []


def test_where_not_all_fit_those_to_take_first_are_taken(tmp_path: Path, portal: Registry) -> None:
    """XB.8"""
    written(tmp_path, portal, "[screening]\nat_most = 2\n")
    portal.puts(TREASURY, REVENUE, BLOCK)
    with sync(tmp_path) as (loop, _):
        loop.once()
        assert set(table(tmp_path)) == {"+18008291040", "1202555"}
        portal.adds(without=("+1202555",))
        loop.once()
    assert set(table(tmp_path)) == {"+18008291040", "+18008294933"}


def test_a_number_that_shall_pass_does_whatever_comes(tmp_path: Path, portal: Registry) -> None:
    written(tmp_path, portal, '[screening]\nallow_file = "allow.txt"\n')
    (tmp_path / "allow.txt").write_text("# our own\n(202) 555-9123\n")
    portal.puts(TREASURY, BLOCK)
    with sync(tmp_path) as (loop, _):
        loop.once()
        with closing(sqlite3.connect(tmp_path / "dno.sqlite")) as db, db:
            db.execute("UPDATE dno_htable SET key_value = 'allow' WHERE key_name = '+18008291040'")
        portal.adds(entry("+12025559123"), replace_of(TREASURY))
        loop.once()
        portal.forgets = portal.version + 1
        portal.adds(REVENUE)
        loop.once()
    assert table(tmp_path) == {
        "+12025559123": "allow", "+18008291040": "allow", "1202555": "603", "+18008294933": "603",
    }  # fmt: skip


def replace_of(one: entries.Entry) -> entries.Entry:
    return one._replace(priority=9)


def test_an_hour_without_the_portal(place: Path, portal: Registry) -> None:
    """The gateway goes on with its last copy, also after it was started anew, and says how old it is."""
    clock = Clock()
    portal.puts(TREASURY)
    with sync(place, clock) as (loop, _):
        loop.once()
    portal.away = True
    clock.off = timedelta(hours=1, seconds=5)
    (place / "dno.sqlite").unlink()  # the switch's machine was set up anew meanwhile
    with sync(place, clock) as (loop, said):
        loop.pause = 0.01
        loop.begin()
        loop.round()
        loop.pause = 0.01
        loop.round()
        assert table(place) == {"+18008291040": "603"}
        found = status.look(loop.settings, clock())
        assert (found.old, found.well, state.words(found.age)) == (True, False, "1 hour")
        assert status.title(found) == "Do Not Originate: OLD LIST, last known to be right 1 hour ago"
        assert "OLD LIST" in status.html(found, clock())
        assert sum("OLD LIST" in sentence for sentence in said) == 1, said
        portal.away = False
        portal.adds(REVENUE)
        loop.round()
        assert "The portal answers again." in said
        assert status.look(loop.settings, clock()).well


def test_a_change_arrives_while_it_waits(place: Path, portal: Registry) -> None:
    portal.puts(TREASURY)
    with sync(place) as (loop, said):
        runs = threading.Thread(target=loop.run)
        runs.start()
        try:
            until(lambda: any(sentence.startswith("kamailio") for sentence in said))
            portal.adds(REVENUE)
            began = time.monotonic()
            until(lambda: len(table(place)) == 2)
            assert time.monotonic() - began < 5
        finally:
            loop.stop.requested = True
            portal.adds(BLOCK)  # ends the wait
            runs.join(10)


def until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_switch_that_cannot_be_fed_keeps_what_it_had_and_is_fed_later(tmp_path: Path, portal: Registry) -> None:
    written(tmp_path, portal, '[[files]]\nformat = "freeswitch"\npath = "switch/dno.txt"\n')
    portal.puts(TREASURY)
    with sync(tmp_path) as (loop, _), pytest.raises(FeedError, match="No such file"):
        loop.once()
    (tmp_path / "switch").mkdir()
    with sync(tmp_path) as (loop, _):
        loop.once()
    assert (tmp_path / "switch" / "dno.txt").read_text() == "8008291040\n"


def test_a_command_runs_when_a_file_was_replaced_and_its_failure_is_told(tmp_path: Path, portal: Registry) -> None:
    after = '[[files]]\nformat = "sbc"\npath = "dno.csv"\nafter = ["sh", "-c", "echo ran >> ran; test -e fine"]\n'
    after = after.replace("ran;", f"{tmp_path}/ran;").replace("-e fine", f"-e {tmp_path}/fine")
    written(tmp_path, portal, after)
    portal.puts(TREASURY)
    with sync(tmp_path) as (loop, _), pytest.raises(FeedError, match="ended with 1"):
        loop.once()
    (tmp_path / "fine").touch()
    with sync(tmp_path) as (loop, _):
        loop.once()
        loop.once()
    assert (tmp_path / "ran").read_text() == "ran\nran\n"


def test_a_key_that_the_portal_does_not_take_ends_it(place: Path, portal: Registry) -> None:
    (place / "portal.key").write_text("hbk_other")
    with sync(place) as (loop, _), pytest.raises(KeyRefusedError):
        loop.run()
    assert json.loads((place / "dno" / "state.json").read_text())["trouble"]


def test_nobody_there_is_said_in_a_sentence(place: Path, portal: Registry) -> None:
    portal.away = True
    with sync(place) as (loop, _), pytest.raises(UnreachableError):
        loop.once()


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ('[screening]\nanswer = "603+"', "screening.answer: 603\\+ tells of blocking by analytics"),
        ('[[files]]\nformat = "xls"\npath = "x"', "there is no format 'xls'"),
        ("[copy]\nfolder = 'x'", "copy: there is no such setting"),
        ('[status]\nlisten = "0.0.0.0:80"', "stays on 127.0.0.1"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, portal: Registry, setting: str, why: str) -> None:
    written(tmp_path, portal, setting)
    with pytest.raises(SettingsError, match=why):
        read(tmp_path / "gateway.toml")
