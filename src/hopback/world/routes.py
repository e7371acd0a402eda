"""Who hands calls to whom, over which trunk, from which address."""

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .behaviours import Role
from .draws import draw, shuffled
from .providers import Provider

# Fixed in every network: the trace on the front page, and two more sources of Meridian Transit.
_ALWAYS = (
    ("nilgiri-contact", "sable-route"),
    ("sable-route", "harbor-voice"),
    ("harbor-voice", "meridian-transit"),
    ("meridian-transit", "blue-ridge-telecom"),
    ("blue-ridge-telecom", "cardinal-wireless"),
    ("tessera-networks", "meridian-transit"),
    ("open-plains-wholesale", "meridian-transit"),
)
_PICTURED = ("sable-route", "harbor-voice")
_PICTURED_TRUNK, _PICTURED_IP = "MIA-SBR-02", "198.51.100.24"
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxz")


@dataclass(frozen=True, slots=True)
class Route:
    """`sender` hands calls to `receiver`; trunk and address are as the receiver sees them."""

    sender: str
    receiver: str
    trunk: str
    source_ip: str


type Pair = tuple[str, str]  # sender, receiver


def lay(seed: int, providers: Sequence[Provider]) -> tuple[Route, ...]:
    """Return the routes of a network, in a fixed order, at most one from a sender to a receiver."""
    chance = draw(seed, "routes")
    pairs = dict.fromkeys(itertools.chain(_ALWAYS, _drawn_pairs(providers, chance)))
    by_key = {provider.key: provider for provider in providers}
    addresses = _addresses(chance)
    return tuple(
        Route(sender, receiver, _PICTURED_TRUNK, _PICTURED_IP)
        if (sender, receiver) == _PICTURED
        else Route(sender, receiver, _trunk(by_key[sender], by_key[receiver], chance), next(addresses))
        for sender, receiver in pairs
    )


def _drawn_pairs(providers: Iterable[Provider], chance: random.Random) -> Iterator[Pair]:
    by_role: dict[Role, list[str]] = {role: [] for role in Role}
    for provider in providers:
        by_role[provider.role].append(provider.key)
    retail, wholesale = by_role[Role.RETAIL], by_role[Role.WHOLESALE]
    gateways, foreign = by_role[Role.GATEWAY], by_role[Role.FOREIGN]
    yield from _wholesale_mesh(wholesale, chance)
    for key in retail:
        yield from ((key, other) for other in chance.sample(wholesale, 3))
        yield from ((other, key) for other in chance.sample(wholesale, 3))
        yield from ((other, key) for other in _others(retail, key, 1, chance))
        yield chance.choice(gateways), key
    for key in gateways:
        yield from ((key, other) for other in chance.sample(wholesale, 3))
        yield chance.choice(foreign), key
    for key in foreign:
        yield from ((key, other) for other in chance.sample(gateways, min(2, len(gateways))))
        yield from ((other, key) for other in _others(foreign, key, 2, chance))
        yield chance.choice(wholesale), key


def _wholesale_mesh(wholesale: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    ring = shuffled(wholesale, chance)
    # Both ways round the ring, so that a call can come back to a provider it already passed.
    for here, there in itertools.pairwise([*ring, ring[0]]):
        yield here, there
        yield there, here
    for key in wholesale:
        yield from ((key, other) for other in _others(wholesale, key, 2, chance))


def _others(keys: Sequence[str], key: str, count: int, chance: random.Random) -> list[str]:
    return chance.sample([other for other in keys if other != key], count)


def _addresses(chance: random.Random) -> Iterator[str]:
    """Yield addresses reserved for documentation, drawn; a very large network shares some."""
    nets = ("192.0.2", "198.51.100", "203.0.113")
    pool = [f"{net}.{host}" for net in nets for host in range(1, 255)]
    pool.remove(_PICTURED_IP)
    return itertools.cycle(shuffled(pool, chance))


def _trunk(sender: Provider, receiver: Provider, chance: random.Random) -> str:
    """Return a name such as `MIA-SBR-02`: the receiver's city, the sender, a number."""
    return f"{_city(receiver)}-{_short(sender.name)}-{chance.randint(1, 9):02d}"


def _city(provider: Provider) -> str:
    return provider.city[:3].upper()


def _short(name: str) -> str:
    letters = [letter for letter in name.lower() if letter in _CONSONANTS]
    return "".join(letters[:3]).upper()
