"""What a call's signature says of its path: facts in, judgments out. (A1.8)

A signature says where the call entered the signed network, never how it went on from there: it is a second end to
begin from, and the chain of providers is asked all the same.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

SIGNED_AS_OWN = frozenset({"A", "B"})  # the signer says that the caller is its own customer
VOUCHED = "A"  # it also says that the customer may use the number


class Relation(StrEnum):
    """Where the signer stands beside a path that ended with an origin."""

    UNSIGNED = "unsigned"
    AT_ORIGIN = "at_origin"
    DOWNSTREAM = "downstream"  # a provider signed that took the call from another
    NOT_ON_PATH = "not_on_path"
    UNPLACED = "unplaced"  # on the path, nobody knows at which hop


class Revocation(StrEnum):
    """When the signer's certificate was revoked, beside when it signed."""

    NEVER = "never"
    AFTERWARDS = "afterwards"  # the signature stands
    BEFORE = "before"  # it says nothing


def signing_hops(signer: str, path: Sequence[str], signs_as: Mapping[str, frozenset[str]]) -> list[str]:
    """Hops, from the called party upward, whose provider signs under this name."""
    return [hop for hop in path if signer and signer in signs_as.get(hop, frozenset())]


def relation(
    signer: str, path: Sequence[str], signs_as: Mapping[str, frozenset[str]], elsewhere: frozenset[str] = frozenset()
) -> Relation:
    """`path`: hop ids up to the origin. `elsewhere`: names that are known to sign somewhere on it. (A1.8)"""
    if not signer:
        return Relation.UNSIGNED
    signing = signing_hops(signer, path, signs_as)
    if path and path[-1] in signing:
        return Relation.AT_ORIGIN
    if signing:
        return Relation.DOWNSTREAM
    return Relation.UNPLACED if signer in elsewhere else Relation.NOT_ON_PATH


def revocation(revoked_at: datetime | None, signed_at: datetime | None) -> Revocation:
    """A certificate that was revoked at the very second no longer held. Without a time of signing: before. (A1.8)"""
    if revoked_at is None:
        return Revocation.NEVER
    return Revocation.BEFORE if signed_at is None or revoked_at <= signed_at else Revocation.AFTERWARDS


def attested_in_vain(attestation: str, spoofed: str) -> bool:
    """An A, and evidence that the number was not the caller's to use. `spoofed` says why, or ''. (A1.8)"""
    return attestation == VOUCHED and bool(spoofed)


def second_end(signer: str, listed: Mapping[str, str], on_path: frozenset[str]) -> str:
    """The provider that signed and is to be asked at once, '' where nobody is: unknown, or asked already.

    `listed`: name under which somebody signs → provider; `on_path`: providers that were asked. It is asked beside the
    chain, never instead of it. (A1.8)
    """
    provider = listed.get(signer, "")
    return "" if provider in on_path else provider
