"""One provider's proxy: its configuration written, started under its own zone and clock, waited for."""

import re
import subprocess
import uuid
from collections.abc import Mapping
from pathlib import Path

from tests.testbed import needs, stores
from tests.testbed.postgresql import Cluster
from tests.testbed.processes import Processes, wait_until
from tests.testbed.topology import ANSWERING, RINGING, Customer, Network, Proxy, Store

TEMPLATE = Path(__file__).with_name("proxy.cfg")
WORD = re.compile(r"@([A-Z_]+)@")
DRIVER = {Store.SQLITE: "db_sqlite", Store.FLATSTORE: "db_flatstore", Store.POSTGRESQL: "db_postgres"}
MEMORY = ("-m", "64", "-M", "16")  # MB shared, MB for each process


class Proxies:
    """All proxies of a network. `subscribers`: what happens at each called number (ten digits)."""

    def __init__(
        self, network: Network, place: Path, port: int, subscribers: Mapping[str, str], cluster: Cluster | None
    ) -> None:
        self.network, self.place, self.port, self.subscribers, self.cluster = network, place, port, subscribers, cluster

    def start(self, processes: Processes, *, ago_s: int) -> None:
        """All of them, where it is so many seconds ago; each clock is off by its own skew besides."""
        self.databases = {p.key: stores.prepare(p, self._made(p), self.cluster) for p in self.network.proxies}
        self.held = [stores.held_open(self.of(p)) for p in self.network.proxies if p.store is Store.SQLITE]
        self._run(processes, ago_s)

    def begin_again(self, processes: Processes, *, ago_s: int) -> None:
        """Stopped and started, at another time of the day. They go on writing where they stopped."""
        processes.end(*(proxy.key for proxy in self.network.proxies))
        for proxy in self.network.proxies:
            for left in ("ctl", "pid"):
                (self.of(proxy) / left).unlink(missing_ok=True)
        self._run(processes, ago_s)

    def _run(self, processes: Processes, ago_s: int) -> None:
        started = {proxy.key: self._start(proxy, processes, ago_s) for proxy in self.network.proxies}
        for proxy in self.network.proxies:
            self._wait(proxy, started[proxy.key])

    def _made(self, proxy: Proxy) -> Path:
        self.of(proxy).mkdir()
        return self.of(proxy)

    def _wait(self, proxy: Proxy, started: subprocess.Popen[bytes]) -> None:
        log = self.of(proxy) / "log"
        wait_until(lambda: self._ready(proxy), what=f"{proxy.name} answers", seconds=20, log=log, needs=started)

    def of(self, proxy: Proxy) -> Path:
        return self.place / proxy.key

    def _start(self, proxy: Proxy, processes: Processes, ago_s: int) -> subprocess.Popen[bytes]:
        place = self.of(proxy)
        written = place / "kamailio.cfg"
        written.write_text(self._configuration(proxy, self.databases[proxy.key]), encoding="utf-8")
        off_s = proxy.skew_s - ago_s
        clock = ["faketime", "-f", f"{off_s:+d}s"] if off_s else []
        words = [*clock, "kamailio", "-f", str(written), "-DD", "-E", *MEMORY, "-Y", str(place), "-P", f"{place}/pid"]
        return processes.start(proxy.key, words, log=place / "log", TZ=proxy.zone)

    def _configuration(self, proxy: Proxy, database: str) -> str:
        told = {
            "DEFINES": "\n".join(f"#!define WITH_{name}" for name in _defines(proxy)),
            "WORKERS": str(stores.WORKERS.get(proxy.store, 2)),
            "IP": proxy.ip,
            "PORT": str(self.port),
            "KEY": proxy.key,
            "MODULES": f"{needs.modules()}/",
            "PLACE": str(self.of(proxy)),
            "DRIVER": DRIVER.get(proxy.store, ""),
            "DATABASE": database,
            "MASK": proxy.ip.rpartition(".")[0] + ".250",
            "ACC_COLUMNS": stores.columns(stores.ACC, "avp"),
            "CDR_COLUMNS": stores.columns(stores.CDRS, "dlg_var"),
            "TIME_MODE": str(stores.TIME_MODE.get(proxy.store, 1)),
            "OCN": proxy.ocn,
            "PKI": str(self.place / "pki"),
            "NEXT": self.network[proxy.hands_to].ip if proxy.hands_to else "",
            "ANSWERING": ANSWERING,
            "RINGING": RINGING,
            "TABLES": "\n".join(self._tables(proxy)),
        }
        return WORD.sub(lambda word: told[word[1]], TEMPLATE.read_text(encoding="utf-8"))

    def _tables(self, proxy: Proxy) -> list[str]:
        senders: list[Proxy | Customer] = [*self.network.upstreams(proxy), *proxy.customers]
        trunks = {each.ip: each.trunk for each in senders}
        rows = [f'  $sht(trunk=>{ip}) = "{trunk}";' for ip, trunk in trunks.items()]
        rows += [f'  $sht(origid=>{each.trunk}) = "{origid(proxy, each.trunk)}";' for each in proxy.customers]
        if proxy == self.network.last:
            rows += [f'  $sht(subscriber=>{number}) = "{does}";' for number, does in self.subscribers.items()]
        return rows

    def _ready(self, proxy: Proxy) -> bool:
        socket = self.of(proxy) / "ctl"
        asked = ["kamcmd", "-s", f"unix:{socket}", "core.version"]
        return socket.exists() and subprocess.run(asked, capture_output=True, timeout=10).returncode == 0


def origid(proxy: Proxy, trunk: str) -> str:
    """What stands for a customer's trunk in the PASSporTs its provider signs: the provider alone can tell."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{trunk}.{proxy.key}.example"))


def _defines(proxy: Proxy) -> list[str]:
    last = not proxy.hands_to
    found = {
        f"STYLE_{proxy.style.name}": True,
        "IN_DATABASE": proxy.store in DRIVER,
        "IN_SQLITE": proxy.store is Store.SQLITE,
        "IN_JSON": proxy.store is Store.JSON,
        "IN_SYSLOG": proxy.store is Store.SYSLOG,
        "PER_CALL": proxy.store is not Store.SYSLOG,
        "HIDES_CALL_IDS": proxy.hides_call_ids,
        "SHAKEN": proxy.signs or last,
        "SIGNS": proxy.signs,
        "SERVES_SUBSCRIBERS": last,
    }
    return [name for name, so in found.items() if so]
