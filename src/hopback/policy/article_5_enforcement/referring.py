"""A referral: about whom, on which ground, from which fields. It cannot be made with CPNI in it. (A5.1-A5.3)"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hopback.policy.appendix_c_privacy import FieldClass, is_cpni
from hopback.policy.article_1_conduct import FACTORS, Counts, Factor
from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class Ground(StrEnum):
    """Why a provider is referred."""

    NON_COOPERATIVE = "non-cooperative"  # A5.1
    DOES_NOT_MITIGATE = "does not mitigate"  # A5.2


class State(StrEnum):
    """Where a referral stands; held and returned ones go nowhere. (A5.3)"""

    HELD = "held"  # something in it is suspicious, and a second person has not read it
    READY = "ready"
    RETURNED = "returned"  # the second person gave it back: it is written again
    SENT = "sent"


class GroundMissing(Refused):
    """A provider is referred as non-cooperative while a finding holds, or because it does not mitigate."""

    clause: Clause = clause("A5.1")
    field = "ground"

    def __init__(self, message: str, cited: str = "A5.1") -> None:
        super().__init__(message)
        self.clause = clause(cited)


class NotPermitted(Refused):
    """The summary will not include any customer proprietary network information."""

    clause = clause("A5.3")
    field = "summary"


class NotReady(Refused):
    """A referral leaves once nothing suspicious is in it, or a second person has read it."""

    clause = clause("A5.3")


# Every field that a referral can be built from, with its class. What is not here cannot get into one. (A5.3, XC.1)
PERMITTED: dict[str, tuple[str, FieldClass]] = {
    "provider": ("Provider", FieldClass.PUBLIC),
    "country": ("Country", FieldClass.PUBLIC),
    "ground": ("Referred because it", FieldClass.MEMBER),
    "found_on": ("Found non-cooperative on", FieldClass.MEMBER),
    "campaign": ("Campaign", FieldClass.MEMBER),
    "period": ("Period", FieldClass.PUBLIC),
    "requests": ("Traceback requests to it", FieldClass.MEMBER),
    **{factor.value: (words.label, FieldClass.MEMBER) for factor, words in FACTORS.items()},
}
OPEN_CLASSES = frozenset({FieldClass.PUBLIC, FieldClass.MEMBER})
GROUNDS = {
    Ground.NON_COOPERATIVE: "was found non-cooperative",
    Ground.DOES_NOT_MITIGATE: "does not effectively mitigate illegal traffic",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a referral."""

    field: str
    value: str

    @property
    def label(self) -> str:
        return PERMITTED[self.field][0]


def facts(values: Mapping[str, str]) -> tuple[Fact, ...]:
    """The lines of a referral, in the order of the list above. Raises NotPermitted for any other field. (A5.3)"""
    for name in values:
        if is_cpni(name) or name not in PERMITTED or PERMITTED[name][1] not in OPEN_CLASSES:
            raise NotPermitted(f"The field {name} cannot stand in a referral.")
    return tuple(Fact(name, values[name]) for name in PERMITTED if values.get(name))


def counted(counts: Counts) -> dict[str, str]:
    """What a provider did, each share with what it is a share of; nothing of nothing is left out."""
    told = {
        factor.value: f"{share.count} of {share.of} {FACTORS[factor].of}"
        for factor, share in counts.shares.items()
        if share.of and (share.count or factor is Factor.ON_TIME)
    }
    return {"requests": str(counts.requests or ""), **told}


def check_ground(ground: Ground, *, is_non_cooperative: bool, requests: int) -> None:
    """Raises GroundMissing where the record does not bear it out. (A5.1, A5.2)"""
    if ground is Ground.NON_COOPERATIVE and not is_non_cooperative:
        raise GroundMissing("No finding of non-cooperation holds. Find so first, or refer it as not mitigating.")
    if ground is Ground.DOES_NOT_MITIGATE and not requests:
        raise GroundMissing("No traceback passed through this provider in the period.", "A5.2")


def state_of(
    *,
    suspicious: bool,
    read_at: datetime | None,
    returned_at: datetime | None,
    sent_at: datetime | None,
) -> State:
    """How a referral, or a post of the listserv, stands. (A5.3)"""
    if sent_at:
        return State.SENT
    if returned_at:
        return State.RETURNED
    return State.HELD if suspicious and read_at is None else State.READY


def may_be_named(subject: Iterable[str], non_cooperative: Collection[str]) -> frozenset[str]:
    """Whose names may stand in it: its subject, and whoever is found non-cooperative. (A5.3)"""
    return frozenset(subject) | frozenset(non_cooperative)
