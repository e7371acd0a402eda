"""What each provider does on its own machine: imports its records, writes down its trunks, runs a responder."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.testbed.portal import HOPBACK, Portal
from tests.testbed.processes import Processes, run, tail
from tests.testbed.topology import Customer, Network, Proxy, Store

DIALECT = {
    Store.SQLITE: "kamailio-db",
    Store.FLATSTORE: "kamailio-flatstore",
    Store.JSON: "kamailio-json",
    Store.POSTGRESQL: "kamailio-csv",
    Store.SYSLOG: "kamailio-syslog",
}


@dataclass
class Provider:
    """One provider's carrier wing, in a folder of its own."""

    proxy: Proxy
    network: Network
    place: Path

    def imports(self, files: Sequence[Path]) -> None:
        """`hopback cdr import` of everything its proxy wrote."""
        self.place.mkdir()
        for file in files:
            run(
                [
                    *HOPBACK,
                    "cdr",
                    "import",
                    str(file),
                    "--archive",
                    str(self.place / "archive"),
                    "--zone",
                    self.proxy.zone,
                ],
                cwd=self.place,
            )

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
        words = [*HOPBACK, "respond", "--settings", str(self.place / "hopback.toml")]
        processes.start(f"responder of {self.proxy.key}", words, log=self.place / "responder.log", cwd=self.place)

    def why(self, hop: str) -> str:
        """What its responder left to a person, in its own words."""
        return tail(self.place / "responder.log", 400)


def _row(trunk: str, ip: str, whom: str) -> str:
    return f'[[trunks]]\ntrunk = "{trunk}"\nsource_ip = "{ip}"\n{whom}\n'


def _customer(customer: Customer) -> str:
    """XA.4: what a provider knows about its customer."""
    word = customer.trunk.removeprefix("cust-")
    return f'{{ name = {json.dumps(customer.name)}, email = "ops@{word}.example", contact = "J. Pruitt" }}'
