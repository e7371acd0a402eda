"""The whole test bed, from an empty folder to traced calls, and nothing left of it afterwards."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.ports import free_port
from tests.testbed import callers, needs, pki, stores
from tests.testbed.kamailio import Proxies
from tests.testbed.namespace import sip_port
from tests.testbed.plan import Call, Planner
from tests.testbed.portal import Portal
from tests.testbed.postgresql import Cluster
from tests.testbed.processes import Processes
from tests.testbed.provider_side import Provider
from tests.testbed.topology import ANSWERING, RINGING, Network
from tests.testbed.tracing import Outcome, Tracing

AGO_S = 3600  # the calls are made where it is an hour ago: nobody asks about a call of this minute
SETTLING_S = 2.0  # until the last record is written: acc_json prints once a second
MEMORY = Path("/dev/shm")


@dataclass
class Bed:
    """`say` gets a sentence for each step; `place` is an empty folder with a short name (Unix sockets)."""

    network: Network
    place: Path
    say: Callable[[str], None]
    processes: Processes = field(default_factory=Processes)

    def run(self, ordinary: int, twins: int, *, seed: int, a_second: float) -> list[Outcome]:
        """Calls, records, responders, traces. Raises `FailedError` where a step did not work."""
        planner = Planner(self.network, seed)
        planned, later = planner.plan(ordinary, twins), planner.later()
        portal = Portal(self.place / "portal")
        portal.start(self.processes)
        self._proxies({number: fate.value for number, fate in planner.fates.items()})
        calls = self._called(planned, later, seconds=max(2.0, len(planned) / a_second))
        portal.open(self.network)
        providers = self._imported()
        for provider in providers.values():
            provider.settles(portal)
            provider.responds(self.processes)
        for provider in providers.values():
            provider.is_there()
        self.say(f"{len(providers)} responders started; tracing {len(calls)} calls")
        why, drafted = (lambda key, hop: providers[key].why(hop)), (lambda key, hop: providers[key].drafted(hop))
        return Tracing(portal, self.network, why, drafted).trace(calls)

    def _proxies(self, subscribers: dict[str, str]) -> None:
        started = time.monotonic()
        addresses = [proxy.ip for proxy in self.network.proxies] + [ANSWERING, RINGING]
        self.port = sip_port([*addresses, *(c.ip for proxy in self.network.proxies for c in proxy.customers)])
        self.cluster = Cluster(self.place / "pg", free_port())
        self.cluster.start(self.processes)
        pki.make(self.place / "pki", [(proxy.ocn, proxy.name) for proxy in self.network.proxies if proxy.signs])
        self.proxies = Proxies(self.network, self.place, self.port, subscribers, self.cluster)
        self.proxies.start(self.processes, ago_s=AGO_S)
        self.say(f"{len(self.network.proxies)} proxies up after {time.monotonic() - started:.1f} s")

    def _called(self, planned: Sequence[Call], later: Sequence[Call], *, seconds: float) -> list[Call]:
        """The calls an hour ago, and the day going on until now: a record that is not there by then is not to come."""
        place = self.place / "callers"
        place.mkdir()
        callers.answer(self.processes, place, self.port)
        started = time.monotonic()
        given = (self.network, self.processes, place, self.port)
        calls = callers.make(planned, *given, seconds=seconds, ago_s=AGO_S)
        time.sleep(SETTLING_S)
        self.proxies.begin_again(self.processes, ago_s=0)
        callers.make(later, *given, seconds=1.0, ago_s=0)
        time.sleep(SETTLING_S)
        self.say(f"{len(calls)} calls made in {time.monotonic() - started:.0f} s, and {len(later)} later ones")
        truth = [json.dumps(asdict(call), default=str) for call in calls]
        (self.place / "truth.jsonl").write_text("".join(f"{line}\n" for line in truth), encoding="utf-8")
        return calls

    def _imported(self) -> dict[str, Provider]:
        """Each provider's records into its own archive, by its own import."""
        started = time.monotonic()
        found = {}
        for proxy in self.network.proxies:
            provider = Provider(proxy, self.network, self.place / f"{proxy.key}-wing")
            provider.imports(stores.handed_over(proxy, self.proxies.of(proxy), self.cluster))
            found[proxy.key] = provider
        self.say(f"Records of {len(found)} providers imported in {time.monotonic() - started:.1f} s")
        return found


@contextmanager
def bed(network: Network, say: Callable[[str], None], *, keep: Path | None = None) -> Iterator[Bed]:
    """A bed in a folder in memory. Whatever happens, its programs end and the folder goes; `keep` gets a copy."""
    needs.check()
    memory = MEMORY if MEMORY.is_dir() else None
    place = Path(tempfile.mkdtemp(prefix="bed-", dir=memory))
    place.chmod(0o711)  # PostgreSQL runs as its own user
    made = Bed(network, place, say)
    try:
        yield made
    finally:
        made.processes.end_all()
        _forget_clocks()
        if keep:
            shutil.copytree(place, keep, dirs_exist_ok=True, ignore=_sockets)
        shutil.rmtree(place, ignore_errors=True)


def _forget_clocks() -> None:
    """faketime leaves files of shared memory behind, named after a process; those of processes that are gone can go."""
    for left in MEMORY.glob("*faketime_s??_*"):
        if not Path(f"/proc/{left.name.rpartition('_')[2]}").exists():
            left.unlink(missing_ok=True)


def _sockets(folder: str, names: list[str]) -> list[str]:
    """What cannot or need not be copied."""
    return [
        name for name in names if name == "pg" or (Path(folder) / name).is_socket() or (Path(folder) / name).is_fifo()
    ]
