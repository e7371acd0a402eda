"""The providers of the simulated network: who they are and how to reach them."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from .behaviours import Role
from .draws import draw
from .tables import Row, rows

FEWEST, MOST = 20, 400

_FIRST = ("Alma", "Bruno", "Celia", "Dorian", "Edith", "Farid", "Greta", "Hollis", "Imani", "Jasper", "Kira")
_LAST = (
    "Abbott",
    "Bellamy",
    "Castellan",
    "Drummond",
    "Ellery",
    "Fontaine",
    "Garrity",
    "Ivers",
    "Jessup",
    "Lowry",
)
_WORD = ("Amber", "Birch", "Cobalt", "Dune", "Ember", "Fern", "Garnet", "Hollow", "Indigo", "Kestrel", "Mica")
_THING = ("Anchor", "Brook", "Compass", "Divide", "Estuary", "Fjord", "Grove", "Hinge", "Inlet", "Junction")
_KIND = {
    Role.RETAIL: "Voice",
    Role.WHOLESALE: "Wholesale",
    Role.GATEWAY: "Gateway",
    Role.FOREIGN: "International Ltd.",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at a provider. Phone numbers are E.164 and reserved for fiction."""

    name: str
    title: str
    email: str
    phone: str
    bounces: bool = False  # mail to this address comes back


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """What a downstream provider can tell about an upstream that the portal does not list (A3.3)."""

    name: str
    contact: str
    email: str
    phone: str
    country: str  # ISO 3166 alpha-2


@dataclass(frozen=True, slots=True)
class Provider:
    """One voice service provider; `key` is its name in paths, routes and answers."""

    key: str
    name: str
    domain: str
    role: Role
    country: str  # ISO 3166 alpha-2
    region: str
    city: str
    zone: str  # IANA
    ocn: str
    tier: str  # steering, affiliate or none
    listed: bool  # False: the portal hears of it only from a downstream provider
    area_codes: tuple[str, ...]  # of its office, and of its subscribers if retail
    contact: Person
    backup: Person
    opens: time = time(8, 0)  # local, Monday to Friday
    closes: time = time(17, 30)

    @property
    def foreign(self) -> bool:
        """Whether the provider is outside the United States."""
        return self.country != "US"

    @property
    def member(self) -> bool:
        """Whether the provider is a member, on either tier."""
        return self.tier != "none"

    def details(self) -> ContactDetails:
        """Return what a neighbour knows about this provider."""
        return ContactDetails(self.name, self.contact.name, self.contact.email, self.contact.phone, self.country)


def cast(seed: int, count: int) -> tuple[Provider, ...]:
    """Return `count` providers: first the named ones in `data/providers.csv`, then drawn ones."""
    if not FEWEST <= count <= MOST:
        raise ValueError(f"A network has {FEWEST} to {MOST} providers, not {count}.")
    entries = itertools.islice(itertools.chain(rows("providers"), _invented(seed)), count)
    return tuple(_provider(seed, number, row) for number, row in enumerate(entries))


def _invented(seed: int) -> Iterator[Row]:
    names = [f"{word} {thing}" for word in _WORD for thing in _THING]
    draw(seed, "names").shuffle(names)
    roles = itertools.cycle((Role.RETAIL, Role.WHOLESALE, Role.FOREIGN, Role.WHOLESALE, Role.GATEWAY))
    known = [row for row in rows("providers") if row["role"] == Role.RETAIL]
    towns = itertools.cycle(known)
    lands = itertools.cycle([row for row in rows("providers") if row["role"] == Role.FOREIGN])
    for name, role in zip(itertools.cycle(names), roles, strict=False):
        place = next(lands if role is Role.FOREIGN else towns)
        slug = name.lower().replace(" ", "-")
        mine = {
            "key": slug,
            "name": f"{name} {_KIND[role]}",
            "domain": slug.replace("-", "") + ".example",
            "role": role.value,
            "tier": "affiliate" if role is Role.RETAIL else "none",
            "contact": "",
            "title": "Operations",
        }
        yield {**place, **mine}


def _provider(seed: int, number: int, row: Row) -> Provider:
    chance = draw(seed, "people", row["key"])
    mailbox = "noc" if row["role"] == Role.FOREIGN else "traceback"
    return Provider(
        key=row["key"],
        name=row["name"],
        domain=row["domain"],
        role=Role(row["role"]),
        country=row["country"],
        region=row["region"],
        city=row["city"],
        zone=row["zone"],
        ocn=f"{number // 26:02d}{chr(ord('A') + number % 26)}Z",
        tier=row["tier"],
        listed=row["listed"] == "yes",
        area_codes=tuple(row["area_codes"].split()),
        contact=Person(
            name=row["contact"] or _name(chance),
            title=row["title"],
            email=f"{mailbox}@{row['domain']}",
            phone=_phone(row, number, 0),
            bounces=row["key"] == "skyline-voip",
        ),
        backup=_backup(row, number, chance),
        opens=time(chance.choice((7, 8, 9)), 0),
        closes=time(chance.choice((16, 17, 18)), 30),
    )


def _backup(row: Row, number: int, chance: random.Random) -> Person:
    name = _name(chance)
    address = f"{name.lower().replace(' ', '.')}@{row['domain']}"
    return Person(name, "Back-up, on call", address, _phone(row, number, 1))


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _phone(row: Row, number: int, line: int) -> str:
    """Return a number reserved for fiction: 555-01xx in the US, Ofcom's 020 7946 0xxx elsewhere."""
    if row["country"] == "US":
        area = row["area_codes"].split()[0]
        return f"+1{area}55501{(2 * number + line) % 100:02d}"
    return f"+442079460{(100 + 2 * number + line) % 1000:03d}"
