"""What each provider does on its own machine: imports its records, writes down its trunks, runs a responder."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hopback.carrier.responder.journal import Entry, Journal, Kind
from hopback.carrier.responder.past import Past, Standing
from tests.cli.warm import hopback
from tests.testbed import stores
from tests.testbed.portal import HOPBACK, Portal
from tests.testbed.processes import FailedError, Processes, tail, wait_until
from tests.testbed.topology import Customer, Network, Proxy

WAITS = "Waiting for requests"


@dataclass
class Provider:
    """One provider's carrier wing, in a folder of its own."""

    proxy: Proxy
    network: Network
    place: Path

    def imports(self, files: Sequence[Path]) -> None:
        """`hopback cdr import` of everything its proxy wrote."""
        self.place.mkdir()
        words = ["cdr", "import", *map(str, files), "--archive", "archive", "--zone", self.proxy.zone]
        ran = hopback(*words, *stores.named(self.proxy.store), cwd=self.place)
        if ran.returncode:
            raise FailedError(f"{self.proxy.name} cannot import its records ({ran.returncode}): {ran.stderr}")

    def settles(self, portal: Portal) -> None:
        """Who is behind which trunk, and where the portal is."""
        (self.place / "trunks.toml").write_text(self._trunks(portal.ids), encoding="utf-8")
        key = self.place / "key"
        key.touch(mode=0o600)
        key.write_text(portal.keys[self.proxy.key], encoding="utf-8")
        (self.place / "hopback.toml").write_text(
            "\n".join(
                (
                    "[portal]",
                    f'url = "{portal.url}"',
                    'key_file = "key"',
                    f'provider = "{portal.ids[self.proxy.key]}"',
                    "[records]",
                    'archive = "archive"',
                    'trunks = "trunks.toml"',
                    "lag_min = 5",
                    "",
                )
            ),
            encoding="utf-8",
        )

    def _trunks(self, ids: dict[str, str]) -> str:
        rows = [
            _row(each.trunk, each.ip, f'upstream = "{ids[each.key]}"') for each in self.network.upstreams(self.proxy)
        ]
        rows += [_row(each.trunk, each.ip, f"customer = {_customer(each)}") for each in self.proxy.customers]
        return "\n".join(rows)

    def responds(self, processes: Processes) -> None:
        """Its responder begins; `is_there` once it waits for requests."""
        self.log = self.place / "responder.log"
        words = [*HOPBACK, "respond", "--config", "hopback.toml"]
        self.process = processes.start(f"responder of {self.proxy.key}", words, log=self.log, cwd=self.place)

    def is_there(self) -> None:
        """`FailedError`, with what it said, where its responder does not wait for requests, or no longer."""
        what = f"The responder of {self.proxy.name} waits for requests"
        wait_until(lambda: WAITS in tail(self.log), what=what, seconds=120, log=self.log, needs=self.process)
        if self.process.poll() is not None:
            raise FailedError(f"{what}: it ended with {self.process.returncode}. {tail(self.log)}")

    def drafted(self, hop: str) -> bool:
        """Has its responder left this hop to a person?"""
        return Past(hop, self._journal(hop)).standing is Standing.DRAFT

    def why(self, hop: str) -> str:
        """What its responder says of a hop that it left to a person."""
        entries = self._journal(hop)
        said = [entry.body["because"] for entry in entries if entry.kind in (Kind.DRAFT, Kind.WAITING)]
        return str(said[-1] if said else [entry.kind.value for entry in entries])

    def _journal(self, hop: str) -> list[Entry]:
        with closing(Journal(self.place / "journal.sqlite3")) as journal:
            return journal.of(hop)


def _row(trunk: str, ip: str, whom: str) -> str:
    return f'[[trunks]]\ntrunk = "{trunk}"\nsource_ip = "{ip}"\n{whom}\n'


def _customer(customer: Customer) -> str:
    """XA.4: what a provider knows about its customer."""
    word = customer.trunk.removeprefix("cust-")
    return f'{{ name = {json.dumps(customer.name)}, email = "ops@{word}.example", contact = "J. Pruitt" }}'
