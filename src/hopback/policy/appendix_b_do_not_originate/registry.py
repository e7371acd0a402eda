"""What the registry holds, who is given copies, what is said of implementing, what speaks against a listing.

(XB.1, XB.5, XB.6, XB.7)"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from hopback.policy.article_2_membership import Tier
from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause

# The least that the registry says of each listing, by the names of its columns. (XB.5)
FIELDS: dict[str, str] = {
    "recipient": "Requesting entity",
    "numbers": "Numbers",
    "letter_on": "Date of the authorisation letter",
    "implemented_by": "Implemented by",
    "implemented_on": "Date of each implementation",
}


class ImplementationWrong(Refused):
    """Who implements a listing says so, with the day."""

    clause: Clause = clause("XB.7")
    field = "implemented_on"


class ReaderWrong(Refused):
    """Copies go to Steering members that ask, and to analytics providers that staff name."""

    clause: Clause = clause("XB.6")
    field = "source"


class ConflictKind(StrEnum):
    """What shows that genuine calls are made from a number that should receive only. (XB.1)"""

    SIGNED = "signed"
    OUTGOING = "outgoing"
    RECIPIENT = "recipient"


SPEAKS_AGAINST: Mapping[ConflictKind, str] = {
    ConflictKind.SIGNED: "A call that showed it carried a genuine A-level attestation",
    ConflictKind.OUTGOING: "A member's records hold outgoing calls from it",
    ConflictKind.RECIPIENT: "Its recipient says that the conditions no longer hold",
}


def may_read(*, tier: Tier | None, named: bool) -> bool:
    """Whether somebody is given a copy: a Steering member, or an analytics provider named by staff. (XB.6)"""
    return named or tier is Tier.STEERING


def check_implemented(implemented_on: date | None, *, listed_on: date, today: date) -> None:
    """Refuse a report without its day, of a day to come, or from before the number was listed. (XB.7)"""
    if implemented_on is None:
        raise ImplementationWrong("Say on which day it was implemented.")
    if implemented_on > today:
        raise ImplementationWrong("This day has not come yet.")
    if implemented_on < listed_on:
        raise ImplementationWrong(f"It was listed on {listed_on:%d %B %Y}, after that day.")


def contradicts(*, attestation: str, genuine: bool | None, listed: bool) -> bool:
    """A provider vouched at level A that its customer may use a number that is listed. (XB.1)

    `genuine`: whether the signature is; None while nobody looked, which has to be looked into."""
    return listed and genuine is not False and attestation == "A"
