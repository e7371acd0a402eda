"""Who is in the test bed: providers with one proxy each, their customers, and who hands calls to whom.

```
Harbor ── Lakeshore ── Brightline ──┐
                        Sable Route ┴ MidAmerica ──┐
                                          Cardinal ┴ Pacific Tandem ── Homestate ── called parties
```

Customers enter at several places, so paths have three to six hops and no proxy has only one upstream for long.
"""

from dataclasses import dataclass
from enum import StrEnum

ANSWERING = "127.0.99.1"  # called parties that answer
RINGING = "127.0.99.2"  # called parties that only ring


class Store(StrEnum):
    """Where a proxy keeps its accounting. Each kind writes its times in its own way."""

    SQLITE = "sqlite"  # Julian days, UTC
    FLATSTORE = "flatstore"  # `|`, no header, a file per worker; epoch
    JSON = "json"  # one object a line; epoch, calls with milliseconds
    POSTGRESQL = "postgresql"  # local time without its zone
    SYSLOG = "syslog"  # `ACC: transaction answered: timestamp=…`; epoch


class Style(StrEnum):
    """How a switch writes numbers when it hands a call on."""

    E164 = "E164"  # +12025550147
    ELEVEN = "ELEVEN"  # 12025550147
    TEN = "TEN"  # 2025550147


@dataclass(frozen=True, slots=True)
class Customer:
    """A firm whose dialler calls from `ip`; its provider knows it by `trunk`."""

    name: str
    trunk: str
    ip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """One provider. `hands_to` is the next one toward the called party, "" where it serves the called party itself."""

    key: str
    name: str
    ocn: str
    place: int  # 127.0.<place>.1
    hands_to: str
    store: Store
    style: Style
    zone: str = "UTC"
    skew_s: int = 0
    signs: bool = False
    hides_call_ids: bool = False
    firms: tuple[str, ...] = ()

    @property
    def ip(self) -> str:
        return f"127.0.{self.place}.1"

    @property
    def trunk(self) -> str:
        """What its neighbour downstream calls the trunk it comes in on."""
        return f"tg-{self.key}-in"

    @property
    def customers(self) -> tuple[Customer, ...]:
        return tuple(
            Customer(firm, "cust-" + firm.split()[0].lower(), f"127.0.{self.place}.{101 + i}")
            for i, firm in enumerate(self.firms)
        )


@dataclass(frozen=True, slots=True)
class Network:
    """Proxies by key, the one that serves the called parties first."""

    proxies: tuple[Proxy, ...]

    def __getitem__(self, key: str) -> Proxy:
        return next(proxy for proxy in self.proxies if proxy.key == key)

    @property
    def last(self) -> Proxy:
        return self.proxies[0]

    def upstreams(self, of: Proxy) -> list[Proxy]:
        return [proxy for proxy in self.proxies if proxy.hands_to == of.key]

    def path(self, origin: Proxy) -> list[str]:
        """Keys from the provider of the called party to the origin, as a trace goes."""
        keys = [origin.key]
        while nearer := self[keys[-1]].hands_to:
            keys.append(nearer)
        return keys[::-1]

    def without(self, *keys: str) -> "Network":
        return Network(tuple(proxy for proxy in self.proxies if proxy.key not in keys))


WHOLE = Network(
    (
        Proxy(
            key="homestate",
            name="Homestate Telephone",
            ocn="0123",
            place=1,
            hands_to="",
            store=Store.POSTGRESQL,
            style=Style.TEN,
            zone="America/New_York",
            skew_s=-4,
        ),
        Proxy(
            key="pacific",
            name="Pacific Tandem Inc.",
            ocn="889F",
            place=2,
            hands_to="homestate",
            store=Store.JSON,
            style=Style.ELEVEN,
        ),
        Proxy(
            key="midamerica",
            name="MidAmerica Wholesale",
            ocn="522H",
            place=3,
            hands_to="pacific",
            store=Store.FLATSTORE,
            style=Style.TEN,
            zone="America/Chicago",
            skew_s=37,
            hides_call_ids=True,
            firms=("Northgate Outreach LLC", "Juniper Surveys"),
        ),
        Proxy(
            key="cardinal",
            name="Cardinal Wireless",
            ocn="310C",
            place=4,
            hands_to="pacific",
            store=Store.SQLITE,
            style=Style.E164,
            signs=True,
            firms=("Redwood Dental Group", "Quickdial Marketing"),
        ),
        Proxy(
            key="brightline",
            name="Brightline VoIP",
            ocn="701J",
            place=5,
            hands_to="midamerica",
            store=Store.SQLITE,
            style=Style.E164,
            skew_s=2,
            signs=True,
            firms=("Summit Warranty Desk", "Oakfield School District"),
        ),
        Proxy(
            key="sable",
            name="Sable Route Ltd.",
            ocn="644K",
            place=6,
            hands_to="midamerica",
            store=Store.FLATSTORE,
            style=Style.E164,
            zone="America/Denver",
            firms=("Lotus Call Services", "Bluefin Collections"),
        ),
        Proxy(
            key="lakeshore",
            name="Lakeshore Long Distance",
            ocn="477L",
            place=7,
            hands_to="brightline",
            store=Store.SYSLOG,
            style=Style.ELEVEN,
            skew_s=-11,
            firms=("Prairie Home Security", "Tidewater Polling"),
        ),
        Proxy(
            key="harbor",
            name="Harbor Voice LLC",
            ocn="815H",
            place=8,
            hands_to="lakeshore",
            store=Store.SQLITE,
            style=Style.E164,
            zone="America/Los_Angeles",
            signs=True,
            firms=("Granite Debt Relief", "Silver Fern Travel"),
        ),
    )
)
SMALL = WHOLE.without("sable", "lakeshore", "harbor")
