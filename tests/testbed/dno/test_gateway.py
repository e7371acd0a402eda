"""A real Kamailio, fed by the sync, refuses who should not call and nobody else (XB.1)."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from hopback.carrier.gateway import status
from tests.carrier.gateway.syncing import Clock
from tests.carrier.gateway.world import API_KEY, entry, registry
from tests.ports import free_port
from tests.testbed import needs
from tests.testbed.dno.gateway import Gateway
from tests.testbed.dno.syncing import Sync
from tests.testbed.postgresql import Cluster

pytestmark = pytest.mark.testbed
LISTED, NEIGHBOUR, SOON = "+18008291040", "+18008291041", "+18008291042"
LIST = [entry(LISTED), entry("+12025559", block=True), entry("+1999", block=True), entry("+4420801", block=True)]
REFUSED = '603 Decline | Reason: SIP;cause=603;text="Do Not Originate; redress mailto:redress@portal.example"'
CLEAN = "<sip:+12125550147@a>"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bed(request: pytest.FixtureRequest) -> Iterator[SimpleNamespace]:
    """A registry, a sync that fed a database from it, and a gateway that started with what it found there."""
    needs.check()
    place = Path(tempfile.mkdtemp(prefix="dno-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    place.chmod(0o711)
    with registry() as portal:
        gateway = Gateway(place, f"sqlite:///{place}/dno.sqlite")
        database = str(place / "dno.sqlite")
        try:
            if request.param == "postgresql":
                cluster = Cluster(place / "pg", free_port())
                cluster.start(gateway.processes)
                gateway.database = cluster.url("postgres")
                database = gateway.database.replace("postgres://", "postgresql://")
            portal.puts(*LIST)
            sync = Sync(place, portal.url, API_KEY, database, gateway.rpc)
            (place / "allow.txt").write_text("+12025559123\n")
            sync.fills()
            gateway.answers()
            gateway.start()
            yield SimpleNamespace(portal=portal, gateway=gateway, sync=sync)
        finally:
            gateway.processes.end_all()
            shutil.rmtree(place, ignore_errors=True)


def test_a_listed_number_is_refused_in_every_writing_and_its_neighbour_goes_through(bed: SimpleNamespace) -> None:
    probe = bed.gateway.probe
    told = {caller: probe(caller) for caller in (
        f"<sip:{LISTED}@a>", "<sip:18008291040@a>", "<sip:8008291040@a>", "<sip:+1-800-829-1040@a>",
        "<sip:+18008291040;npdi;rn=+12025550000@a;user=phone>", "<tel:+18008291040>", "<sip:01118008291040@a>",
        "<sip:2025559444@a>", "<sip:+19995550123@a>", "<sip:+442080123456@a>", "<sip:011442080123456@a>",
    )}  # fmt: skip
    assert set(told.values()) == {REFUSED}, told
    asserted = [
        ("P-Asserted-Identity: <tel:+18008291040>",),
        ('P-Asserted-Identity: "IRS" <sip:+12125550147@a>, <tel:+18008291040>',),
        ("P-Asserted-Identity: <sip:+12125550147@a>", "P-Asserted-Identity: <tel:+18008291040>"),
        ("Remote-Party-ID: <sip:8008291040@a>;party=calling;privacy=off",),
    ]
    assert [probe("<sip:anonymous@anonymous.invalid>", *each) for each in asserted] == [REFUSED] * 4
    passes = [
        probe(f"<sip:{NEIGHBOUR}@a>"), probe(f'"{LISTED}" {CLEAN}'), probe(CLEAN, called=LISTED),
        probe("<sip:12025559123@a>"), probe("<sip:+442079460958@a>"), probe("<sip:anonymous@anonymous.invalid>"),
    ]  # fmt: skip
    assert [each[:3] for each in passes] == ["200"] * 6


def test_a_change_arrives_while_calls_go_on_and_none_is_dropped(bed: SimpleNamespace) -> None:
    """A number, a block and a removal, between the beginning and the end of calls."""
    gateway, portal = bed.gateway, bed.portal
    callers = [NEIGHBOUR] * 10 + [f"+1212555{n:04}" for n in range(10)]
    with bed.sync.running() as loop:
        loop.begin()
        running, notes = gateway.calls(callers, "going-on", a_second=20, hold_ms=2500)
        time.sleep(1.2)
        portal.adds(entry(NEIGHBOUR), entry("+13125550", block=True), without=("+1999",))
        began = time.monotonic()
        loop.round()
        taken_s = time.monotonic() - began
        assert [gateway.probe(f"<sip:{n}@a>")[:3] for n in (NEIGHBOUR, "3125550147", "9995550123")] == [
            "603", "603", "200",
        ]  # fmt: skip
        assert gateway.became(callers, running, notes) == ["answered"] * 20
        assert taken_s < 5
        assert "3 changes told" in {fed.how for fed in loop.state.fed}
        portal.puts(*LIST)
        loop.round()
    assert [gateway.probe(f"<sip:{n}@a>")[:3] for n in (NEIGHBOUR, "9995550123")] == ["200", "603"]


def test_the_portal_is_down_for_an_hour(bed: SimpleNamespace) -> None:
    """The gateway goes on with its last copy, also after a start of its own, and its status says how old that is."""
    clock = Clock()
    with bed.sync.running(clock) as loop:
        loop.once()
        bed.portal.away = True
        clock.off = timedelta(hours=1)
        loop.pause = 0.01
        loop.round()
        bed.gateway.stop()
        bed.gateway.start()
        assert bed.gateway.probe(f"<sip:{LISTED}@a>") == REFUSED
        assert bed.gateway.probe(CLEAN)[:3] == "200"
        found = status.look(loop.settings, datetime.now(UTC) + clock.off)
        assert status.title(found) == "Do Not Originate: OLD LIST, last known to be right 1 hour ago"
        bed.portal.away = False
        bed.portal.adds(entry(SOON))
        loop.round()
        assert bed.gateway.probe(f"<sip:{SOON}@a>") == REFUSED
        assert not status.look(loop.settings, datetime.now(UTC) + clock.off).old
