"""A portal for all tests of a module, and a house: one provider's records, its map of trunks, its settings."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hopback.carrier.cdr.record import CallRecord, Place
from hopback.carrier.cdr.search.memory import MemoryStore
from hopback.carrier.client import Portal, read_key
from hopback.carrier.responder import settings as reading
from hopback.carrier.responder.desk import Desk, Worked
from hopback.carrier.responder.finding import LearningFinder
from hopback.carrier.responder.journal import Entry, Journal, Kind
from hopback.carrier.responder.past import Past
from hopback.carrier.responder.records import Records
from hopback.carrier.responder.trust import Trust
from tests.carrier.responder.portal import LivePortal, live

AT = datetime(2026, 11, 23, 18, 44, 36, tzinfo=UTC)
CALLING = "+12025550147"


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    with live(tmp_path_factory.mktemp("portal")) as found:
        yield found


def call(called: str, trunk: str = "tg-MidAm-in", *, at: datetime = AT, **more: Any) -> CallRecord:
    """Cardinal's switch took this call from a trunk."""
    said: dict[str, Any] = {"switch": "cin-1", "duration_s": 31.0, "ingress_call_id": f"{called}@198.51.100.7", **more}
    return CallRecord(
        at=at, calling="2025550147", called=called.removeprefix("+1"), place=Place("Master.csv", 7),
        ingress_trunk=trunk, **said,
    )  # fmt: skip


@dataclass
class House:
    """Cardinal Wireless with everything that `hopback respond` has, and what it said."""

    root: Path
    portal: LivePortal
    desk: Desk
    journal: Journal
    said: list[str] = field(default_factory=list)
    shown: list[Worked] = field(default_factory=list)

    def work(self, *, later: timedelta = timedelta()) -> None:
        """As one round of the loop: what was left over, then everything that is open at the portal."""
        now = datetime.now(UTC) + later
        self.desk.records.refresh()
        self.desk.send_left_over(now)
        hops = self.desk.portal.hops()
        self.desk.take(hops, listed_at=now, now=now + timedelta(milliseconds=1))
        self.desk.gone({hop.id for hop in hops}, now)

    def past(self, hop: str) -> Past:
        return Past(hop, self.journal.of(hop))

    def entries(self, hop: str, kind: Kind) -> list[Entry]:
        return [entry for entry in self.journal.of(hop) if entry.kind is kind]

    def has(self, records: Sequence[CallRecord], complete_to: datetime = AT + timedelta(days=1)) -> None:
        """From now on these are its records."""
        self.desk.records.store = MemoryStore(records, complete_to=complete_to)

    def map(self, text: str) -> None:
        file = self.root / "trunks.toml"
        file.write_text(text)
        os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1_000_000))


def write_settings(
    root: Path, portal: LivePortal, more: str = "", *, top: str = "", records: str = 'archive = "archive"'
) -> Path:
    """hopback.toml, its key file and a map with two trunks."""
    (root / "portal.key").write_text(portal.key)
    (root / "portal.key").chmod(0o600)
    midam, lotus = portal.providers["MidAmerica Wholesale"], portal.providers["Lotus Transit"]
    (root / "trunks.toml").write_text(
        f'[[trunks]]\ntrunk = "tg-MidAm-in"\nupstream = "{midam}"\n'
        f'[[trunks]]\ntrunk = "tg-lotus"\nupstream = "{lotus}"\n'
        '[[trunks]]\ntrunk = "cust-quick"\ncustomer = { name = "QuickDial LLC", location = "Tampa, FL" }\n'
        '[[trunks]]\ntrunk = "tg-unknown"\nupstream = ""\n'
    )
    config = root / "hopback.toml"
    config.write_text(
        f'{top}[portal]\nurl = "{portal.url}"\nkey_file = "portal.key"\nwait_s = 2\n[records]\n{records}\n'
        f"[search]\nagain_s = 0.2\n[webhooks]\nsweep_s = 2\n{more}"
    )
    return config


def house_of(root: Path, portal: LivePortal, more: str = "", top: str = "") -> House:
    settings = reading.read(write_settings(root, portal, more, top=top))
    journal = Journal(":memory:" if settings.dry_run else settings.journal)
    client = Portal(portal.url, read_key(settings.portal.key_file))
    said: list[str] = []
    shown: list[Worked] = []
    store = MemoryStore((), complete_to=AT + timedelta(days=1))
    finder = LearningFinder(root / "clocks.json")
    records = Records(store, settings.records.trunks, finder, said.append)
    trust = Trust(settings.portal, journal, client.keys)
    desk = Desk(settings, journal, client, records, trust, said.append, shown.append)
    return House(root, portal, desk, journal, said, shown)


type Build = Callable[..., House]


@pytest.fixture
def build(tmp_path: Path, portal: LivePortal) -> Iterator[Build]:
    """Another responder of Cardinal's, with settings of its own."""
    made: list[House] = []

    def one(more: str = "", top: str = "") -> House:
        root = tmp_path / f"house-{len(made)}"
        root.mkdir()
        made.append(house_of(root, portal, more, top))
        return made[-1]

    yield one
    for each in made:
        each.desk.portal.close()
        each.journal.close()


@pytest.fixture
def house(build: Build, portal: LivePortal) -> House:
    """Starts with nothing waiting at the portal."""
    _clear(portal)
    return build()


def _clear(portal: LivePortal) -> None:
    with Portal(portal.url, read_key(None, {"HOPBACK_API_KEY": portal.key})) as client:
        for hop in client.hops():
            portal.ask("answer", hop=hop.id, kind="cannot_answer", reason="Left over from another test.")
