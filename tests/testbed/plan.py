"""Which calls are made, by whom and what becomes of them: the truth that a trace is held against.

Ordinary calls can be told apart from numbers and time. Twins cannot: two customers of different providers call the same
number from the same (spoofed) number within a second or two. A trace of a twin may be right or left to a person; a
wrong origin is wrong there as anywhere.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from tests.testbed.topology import Customer, Network, Proxy


class Fate(StrEnum):
    """What becomes of a call."""

    ANSWERED = "answered"
    BUSY = "busy"
    UNKNOWN = "unknown"
    CONGESTED = "congested"
    CANCELLED = "rings"  # the called party only rings; the caller hangs up


FATES = (*[Fate.ANSWERED] * 6, Fate.BUSY, Fate.UNKNOWN, Fate.CONGESTED, Fate.CANCELLED)
NAMES = ("", "CALLER NAME", "Smith, Bob O'Neil", "WIRELESS CALLER", "IRS | Tax Dept", "José Núñez")
CALLED_AREAS = ("513", "614", "216", "330", "419")
CALLING_AREAS = ("202", "212", "305", "404", "312", "617", "702", "801", "303", "503", "919", "210", "813", "615")
SPOOFED = tuple(f"80055501{n:02d}" for n in range(8))  # shown by more than one customer
LINES = 100  # fictitious numbers of an area: 555-0100 to 555-0199
FORMS = ("+1{}", "1{}", "{}")  # how a customer's dialler writes numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call. Numbers have ten digits; `calling` is "" where the caller hides it. Made calls have `begun_at`."""

    mark: str
    origin: str  # key of the provider
    customer: Customer
    path: tuple[str, ...]  # keys, the called party's provider first
    calling: str
    shown: str  # the number behind a hidden one
    called: str
    name: str
    fate: Fate
    twin: bool = False
    begun_at: datetime | None = None
    became: str = ""  # answered, refused or cancelled, as the caller saw it


@dataclass
class Planner:
    """Makes the same calls for the same seed."""

    network: Network
    seed: int = 1
    drawn: random.Random = field(init=False)
    fates: dict[str, Fate] = field(default_factory=dict)  # by called number
    owners: dict[tuple[str, str], str] = field(default_factory=dict)  # trunk and provider by (calling, called)

    def __post_init__(self) -> None:
        self.drawn = random.Random(self.seed)
        self._fresh = (f"{area}555{100 + line:04d}" for area in CALLED_AREAS for line in range(LINES))
        self._lines: dict[str, list[str]] = {}

    def plan(self, ordinary: int, twins: int) -> list[Call]:
        """So many calls of each kind; `twins` is even."""
        firms = list(self._firms())
        turns = [firms[i % len(firms)] for i in range(ordinary)]
        made: list[Call] = []
        for proxy, customer in turns:
            made.append(self._ordinary(proxy, customer, made))
        made += self._twins(twins, firms)
        return [replace(call, mark=f"c{number:03d}") for number, call in enumerate(made, 1)]

    def later(self) -> list[Call]:
        """One more call from every customer: the day goes on after those that are asked about."""
        found = []
        for proxy, customer in self._firms():
            called = next(self._fresh)
            self.fates[called] = Fate.ANSWERED
            found.append(self._call(proxy, customer, SPOOFED[0], SPOOFED[0], called))
        return [replace(call, mark=f"d{number:03d}") for number, call in enumerate(found, 1)]

    def _firms(self) -> Iterator[tuple[Proxy, Customer]]:
        """One provider after the other, so that a few calls already come from all of them."""
        selling = [proxy for proxy in self.network.proxies if proxy.firms]
        for place in range(max(len(proxy.firms) for proxy in selling)):
            yield from ((proxy, proxy.customers[place]) for proxy in selling if place < len(proxy.firms))

    def _ordinary(self, proxy: Proxy, customer: Customer, made: list[Call]) -> Call:
        own = [call for call in made if call.customer == customer and call.fate is not Fate.CANCELLED]
        if own and own[-1].calling and self.drawn.random() < 0.15:
            return own[-1]  # redials
        hidden = self.drawn.random() < 0.06
        shown = self._line_of(customer)
        called = self._called(shown, customer, hidden=hidden, made=made)
        return self._call(proxy, customer, "" if hidden else shown, shown, called)

    def _called(self, shown: str, customer: Customer, *, hidden: bool, made: list[Call]) -> str:
        """Usually a new number; sometimes one that somebody else has called from another number."""
        known = [call.called for call in made if call.calling and self._free(shown, call.called, customer)]
        if known and not hidden and self.drawn.random() < 0.2:
            return self.drawn.choice(known)
        called = next(self._fresh)
        self.fates[called] = self.drawn.choice(FATES)
        return called

    def _free(self, calling: str, called: str, customer: Customer) -> bool:
        """May this customer make such a call without becoming somebody's twin?"""
        return self.owners.get((calling, called), customer.ip) == customer.ip

    def _line_of(self, customer: Customer) -> str:
        if self.drawn.random() < 0.3:
            return self.drawn.choice(SPOOFED)
        if customer.ip not in self._lines:
            area = CALLING_AREAS[len(self._lines) % len(CALLING_AREAS)]
            self._lines[customer.ip] = [f"{area}55501{line:02d}" for line in self.drawn.sample(range(LINES), 5)]
        return self.drawn.choice(self._lines[customer.ip])

    def _call(
        self, proxy: Proxy, customer: Customer, calling: str, shown: str, called: str, *, twin: bool = False
    ) -> Call:
        self.owners.setdefault((calling, called), customer.ip)
        return Call(
            mark="",
            origin=proxy.key,
            customer=customer,
            path=tuple(self.network.path(proxy)),
            calling=calling,
            shown=shown,
            called=called,
            name=self.drawn.choice(NAMES),
            fate=self.fates[called],
            twin=twin,
        )

    def _twins(self, count: int, firms: list[tuple[Proxy, Customer]]) -> list[Call]:
        found: list[Call] = []
        while len(found) < count:
            one, other = self.drawn.sample(firms, 2)
            if one[0] == other[0]:
                continue
            called, shown = next(self._fresh), self.drawn.choice(SPOOFED)
            self.fates[called] = Fate.ANSWERED
            found += [self._call(*firm, shown, shown, called, twin=True) for firm in (one, other)]
        return found[:count]


def form(number: str, customer: Customer) -> str:
    """A number as this customer's dialler writes it: always the same way."""
    return FORMS[sum(customer.ip.encode()) % len(FORMS)].format(number)
