"""Beside whom a group is shown: the same role and size, as far as there are enough of them. (A1.3)

The role is where its traffic puts it, never a factor itself: among origins alone, being one would look usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction

from hopback.policy.figures import CONDUCT_SIZES, PEERS_AT_LEAST

from .counting import Counts, Factor
from .facts import Request

PLACES = Decimal("0.0001")


class Role(StrEnum):
    FOREIGN = "foreign"  # any of it is (A1.5)
    TERMINATING = "terminating"  # of the others: at least half of its requests are first on their path
    UPSTREAM = "upstream"


class Peers(StrEnum):
    """Which others, from near to far."""

    ROLE_AND_SIZE = "role_and_size"
    ROLE = "role"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Beside:
    """The shares of `groups` peers of which the factor can be said, as decimals of four places."""

    groups: int
    q1: str
    median: str
    q3: str


def role_of(group: frozenset[str], requests: Sequence[Request], foreign: frozenset[str]) -> Role:
    if group & foreign:
        return Role.FOREIGN
    first = sum(one.first for one in requests)
    return Role.TERMINATING if requests and 2 * first >= len(requests) else Role.UPSTREAM


def size_of(requests: int) -> str:
    """`1–9`, `10–49`, `50+` requests; `0` of whom nothing was asked."""
    if not requests:
        return "0"
    low = 1
    for limit in CONDUCT_SIZES:
        if requests < limit:
            return f"{low}–{limit - 1}"
        low = limit
    return f"{low}+"


@dataclass(frozen=True, slots=True)
class Stand:
    """A group as its peers see it."""

    role: Role
    size: str
    counts: Counts


def peers_of(
    group: frozenset[str], stand: Stand, everybody: Mapping[frozenset[str], Stand]
) -> tuple[Peers, list[Stand]]:
    """The nearest others of whom there are enough; all others, however few, where there are not."""
    others = [one for who, one in everybody.items() if who != group and one.counts.requests]
    role = [one for one in others if one.role is stand.role]
    near = {Peers.ROLE_AND_SIZE: [one for one in role if one.size == stand.size], Peers.ROLE: role}
    for which, found in near.items():
        if len(found) >= PEERS_AT_LEAST:
            return which, found
    return Peers.ALL, others


def beside(factor: Factor, peers: Iterable[Stand]) -> Beside | None:
    """The middle half of the peers; None where fewer than five can be told, so that no one of them can be."""
    shares = sorted(value for one in peers if (value := one.counts.shares[factor].value) is not None)
    if len(shares) < PEERS_AT_LEAST:
        return None
    q1, median, q3 = (decimal(quantile(shares, Fraction(n, 4))) for n in (1, 2, 3))
    return Beside(len(shares), q1, median, q3)


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Linear between neighbours, without rounding."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def decimal(share: Fraction) -> str:
    """Four places, a half goes to the even one: the same text on every machine."""
    return str((Decimal(share.numerator) / Decimal(share.denominator)).quantize(PLACES, ROUND_HALF_EVEN))
