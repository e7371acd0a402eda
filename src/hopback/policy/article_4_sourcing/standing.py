"""Whether a source may tell of calls now: verified and not expired, and designated where its member has to say so.

The text wants a source "credible and verifiable" and names the four kinds (A4.2, A4.4). How long a verification
holds is a choice.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import RENEW_WITHIN


class Credibility(StrEnum):
    """What staff think of what a source says. (A4.2)"""

    HIGH = "high"
    USUAL = "usual"
    LOW = "low"


class Verified(StrEnum):
    """How a source's verification stands on a day. (A4.2)"""

    NEVER = "never"
    HOLDS = "holds"
    RUNS_OUT = "runs_out"  # it holds, and has to be renewed soon
    EXPIRED = "expired"


class SourceNotVerified(Refused):
    """A source that is not verified, or no longer, is not credible and verifiable."""

    clause = clause("A4.2")
    field = "credible_source"


class NotDesignated(Refused):
    """A Steering Committee member refers calls through the persons it designated."""

    clause = clause("A4.4")


@dataclass(frozen=True, slots=True)
class Designation:
    """A person whom a member designated, from a day on and, when it ended, up to a day. (A4.4)"""

    email: str
    since_on: date
    until_on: date | None
    member_is_steering: bool

    def holds(self, on: date) -> bool:
        in_force = self.since_on <= on and (self.until_on is None or on < self.until_on)
        return in_force and self.member_is_steering


def verified(until: date | None, on: date) -> Verified:
    """`until` is the last day on which the verification holds; None where there was none."""
    if until is None:
        return Verified.NEVER
    if until < on:
        return Verified.EXPIRED
    return Verified.RUNS_OUT if until - on < RENEW_WITHIN else Verified.HOLDS


def check_verified(until: date | None, on: date, name: str) -> None:
    """Refuse to call a source credible whose verification does not hold. (A4.2)"""
    match verified(until, on):
        case Verified.NEVER:
            raise SourceNotVerified(f"{name} has not been verified: verify the source first, or say no.")
        case Verified.EXPIRED:
            raise SourceNotVerified(f"The verification of {name} held until {until}: renew it first, or say no.")


def check_designated(email: str | None, designations: tuple[Designation, ...], on: date) -> None:
    """Refuse a referral by somebody whom no Steering Committee member has designated. (A4.4)

    `email` is None for a machine: it speaks for those who are designated, and needs one who is.
    """
    theirs = [one for one in designations if email is None or one.email.casefold() == email.casefold()]
    if not any(one.holds(on) for one in theirs):
        raise NotDesignated("No member of the Steering Committee has you as its designated referrer today.")
