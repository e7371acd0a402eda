"""How a provider behaves when asked, and which kind of provider may behave so."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a provider does in the network."""

    RETAIL = "retail"  # has subscribers and customers: calls begin and end here
    WHOLESALE = "wholesale"  # passes calls on inside the US
    GATEWAY = "gateway"  # takes calls from foreign providers onto the US network
    FOREIGN = "foreign"


class Behaviour(StrEnum):
    """What a provider does with the truth it finds in its records."""

    HONEST = "honest"
    SLOW = "slow"  # right, often after the deadline, sometimes after the traceback closed
    SILENT = "silent"
    MISTAKEN = "mistaken"  # names a wrong upstream; corrects itself when told that it denied
    BLAMES_AN_INNOCENT = "blames_an_innocent"  # names a provider that did not send the call
    DENIES = "denies"  # says the call is not in its records
    CLAIMS_IT = "claims_it"  # shields its wholesale customer: "our own customer made it"
    INVENTS_A_PROVIDER = "invents_a_provider"  # an unlisted foreign one with a dead mailbox


LIARS = frozenset({Behaviour.BLAMES_AN_INNOCENT, Behaviour.DENIES, Behaviour.CLAIMS_IT, Behaviour.INVENTS_A_PROVIDER})

_EVERYONE = frozenset(Role)
_IN_TRANSIT = frozenset({Role.WHOLESALE, Role.GATEWAY, Role.FOREIGN})

# Terminating providers are retail: the signer a trace is checked against is theirs to report,
# so the lies that only the signer uncovers belong to providers further up.
MAY_BE: Mapping[Behaviour, frozenset[Role]] = MappingProxyType(
    {
        Behaviour.HONEST: _EVERYONE,
        Behaviour.SLOW: _EVERYONE,
        Behaviour.SILENT: _EVERYONE,
        Behaviour.MISTAKEN: _EVERYONE,
        Behaviour.DENIES: _EVERYONE,
        Behaviour.BLAMES_AN_INNOCENT: _IN_TRANSIT,
        Behaviour.CLAIMS_IT: frozenset({Role.WHOLESALE}),
        Behaviour.INVENTS_A_PROVIDER: _IN_TRANSIT,
    }
)

# Shares of all providers. What is left over answers honestly and in time.
type Mix = Mapping[Behaviour, float]
ALL_HONEST: Mix = MappingProxyType({})
AS_FOUND: Mix = MappingProxyType(
    {
        Behaviour.SLOW: 0.1,
        Behaviour.SILENT: 0.03,
        Behaviour.MISTAKEN: 0.04,
        Behaviour.BLAMES_AN_INNOCENT: 0.02,
        Behaviour.DENIES: 0.02,
        Behaviour.CLAIMS_IT: 0.02,
        Behaviour.INVENTS_A_PROVIDER: 0.02,
    }
)


class UnfitBehaviourError(ValueError):
    """A provider of this role cannot behave this way, or its lie could not be caught."""


def allow(role: Role, behaviour: Behaviour) -> None:
    """Raise UnfitBehaviourError unless a provider of this role may behave this way."""
    if role not in MAY_BE[behaviour]:
        raise UnfitBehaviourError(f"A {role} provider cannot be {behaviour}.")
