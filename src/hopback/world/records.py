"""Each provider's own records of the calls it carried: its clock, its way of writing numbers, its trunks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from .calls import Call
from .customers import Customer, customer_of
from .directory import Directory
from .draws import draw
from .providers import Provider

SUBSCRIBER = ""  # egress of a record: our own subscriber took the call
CUSTOMER = ""  # ingress of a record: our own customer made it


@dataclass(frozen=True, slots=True)
class Switch:
    """How one provider's switch keeps records."""

    skew: timedelta  # what its clock shows, less the truth
    style: str  # a key of STYLES
    tech_prefix: str  # written before the called number where the style does so
    hides_call_id: bool  # a back-to-back agent: a new Call-ID on the way out


@dataclass(frozen=True, slots=True)
class Record:
    """One call as one provider's switch wrote it down."""

    calling: str  # raw
    called: str  # raw
    at: datetime  # by the provider's clock, taken for UTC
    ingress: str  # key of the neighbour it came from, or CUSTOMER
    ingress_trunk: str
    source_ip: str
    egress: str  # key of the neighbour it went to, or SUBSCRIBER
    ingress_call_id: str
    egress_call_id: str
    attestation: str  # of the signature it came with; empty: unsigned
    signer: str  # OCN
    duration_s: int
    customer: Customer | None


def _plus(number: str) -> str:
    return number


def _eleven(number: str) -> str:
    return number.removeprefix("+")


def _ten(number: str) -> str:
    return number.removeprefix("+1")


def _dashed(number: str) -> str:
    ten = _ten(number)
    return f"{ten[:3]}-{ten[3:6]}-{ten[6:]}"


def _bracketed(number: str) -> str:
    ten = _ten(number)
    return f"({ten[:3]}) {ten[3:6]}-{ten[6:]}"


def _from_abroad(number: str) -> str:
    return f"00{_eleven(number)}"


def _ported(number: str) -> str:
    return f"{number};npdi;rn=+1{_ten(number)[:3]}5550199"


# How the calling and the called number are written.
type Style = tuple[Callable[[str], str], Callable[[str], str]]
STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "plus": (_plus, _plus),
        "eleven": (_eleven, _eleven),
        "ten": (_ten, _ten),
        "dashed": (_dashed, _dashed),
        "bracketed": (_bracketed, _eleven),
        "prefixed": (_eleven, _eleven),
        "ported": (_plus, _ported),
        "from abroad": (_from_abroad, _from_abroad),
    }
)


def switch_of(seed: int, provider: Provider) -> Switch:
    """Return how this provider's switch keeps records; a few clocks are hours off."""
    chance = draw(seed, "switch", provider.key)
    styles = [name for name in STYLES if name != "from abroad" or provider.foreign]
    style = chance.choice(styles)
    hours = chance.choice((-8, -5, -4, 1, 5)) if chance.random() < 0.12 else 0
    return Switch(
        skew=timedelta(hours=hours, seconds=chance.randint(-60, 60)),
        style=style,
        tech_prefix=chance.choice(("88123", "9#", "10288#")) if style == "prefixed" else "",
        hides_call_id=chance.random() < 0.6,
    )


def written(
    seed: int, directory: Directory, switches: Mapping[str, Switch], calls: Iterable[Call]
) -> dict[str, list[Record]]:
    """Return every provider's records of these calls, by provider key, in no order of time."""
    books: dict[str, list[Record]] = {provider.key: [] for provider in directory.providers}
    for call in calls:
        for key, record in _at_each_hop(seed, directory, switches, call):
            books[key].append(record)
    return books


def _at_each_hop(
    seed: int, directory: Directory, switches: Mapping[str, Switch], call: Call
) -> Iterator[tuple[str, Record]]:
    """Yield one record for each hop, from the origin on, as the call travels."""
    chance = draw(seed, "trip", call.id)
    at, duration = call.at, chance.randint(4, 90)
    call_id = f"{chance.getrandbits(48):012x}"
    for place in range(len(call.path) - 1, -1, -1):
        key = call.path[place]
        arrived_as = call_id
        if switches[key].hides_call_id:
            call_id = f"{chance.getrandbits(48):012x}"
        yield key, _record(directory, switches[key], call, place, at, (arrived_as, call_id), duration)
        at += timedelta(milliseconds=chance.randint(40, 400))


def _record(
    directory: Directory,
    switch: Switch,
    call: Call,
    place: int,
    at: datetime,
    call_ids: tuple[str, str],
    duration_s: int,
) -> Record:
    key = call.path[place]
    customer, (ingress, trunk, source_ip) = None, _arrival(directory, call, place)
    if ingress == CUSTOMER:
        customer = customer_of(directory.provider(key), call.campaign)
        trunk, source_ip = customer.trunk, customer.source_ip
    signed = place < call.signed_at
    calling, called = STYLES[switch.style]
    return Record(
        calling=calling(call.calling),
        called=switch.tech_prefix + called(call.called),
        at=at + switch.skew,
        ingress=ingress,
        ingress_trunk=trunk,
        source_ip=source_ip,
        egress=call.path[place - 1] if place else SUBSCRIBER,
        ingress_call_id=call_ids[0],
        egress_call_id=call_ids[1],
        attestation=call.attestation if signed else "",
        signer=call.signer if signed else "",
        duration_s=duration_s,
        customer=customer,
    )


def _arrival(directory: Directory, call: Call, place: int) -> tuple[str, str, str]:
    """Return neighbour, trunk and address the call came in by; blanks for an own customer."""
    if place + 1 == len(call.path):
        return CUSTOMER, "", ""
    sender = call.path[place + 1]
    route = directory.route(sender, call.path[place])
    return sender, route.trunk, route.source_ip
