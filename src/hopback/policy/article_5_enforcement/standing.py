"""Whether somebody of an agency can be sent anything now: official address, verified, and not too long ago. (A5.7)

The text makes keeping contacts current the agency's duty; how long one confirmation holds is a choice.
"""

from datetime import datetime
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import AGENCY_ADDRESS_HOLDS, HARD_BOUNCES_END, RENEW_WITHIN


class Level(StrEnum):
    """Whose agency it is: only these take part. (A5.7)"""

    FEDERAL = "federal"
    STATE = "state"


class Verified(StrEnum):
    """How the confirmation of one address stands."""

    NEVER = "never"
    HOLDS = "holds"
    RUNS_OUT = "runs out"  # it holds, and has been asked for again
    LAPSED = "lapsed"


class NotVerified(Refused):
    """Nothing is sent to an address that nobody confirmed, or confirmed too long ago."""

    clause = clause("A5.7")


def verified(confirmed_at: datetime | None, now: datetime) -> Verified:
    if confirmed_at is None:
        return Verified.NEVER
    until = confirmed_at + AGENCY_ADDRESS_HOLDS
    if now >= until:
        return Verified.LAPSED
    return Verified.RUNS_OUT if now >= until - RENEW_WITHIN else Verified.HOLDS


def may_receive(confirmed_at: datetime | None, now: datetime) -> bool:
    """Referrals, posts and pages: only while the confirmation holds. (A5.7)"""
    return verified(confirmed_at, now) in {Verified.HOLDS, Verified.RUNS_OUT}


def asked_again_at(confirmed_at: datetime) -> datetime:
    """When an address has to be asked for again, in time before it lapses."""
    return confirmed_at + AGENCY_ADDRESS_HOLDS - RENEW_WITHIN


def bounced_out(hard_bounces: int) -> bool:
    """Whether an address that sent so many posts back leaves the list. (A5.7)"""
    return hard_bounces >= HARD_BOUNCES_END
