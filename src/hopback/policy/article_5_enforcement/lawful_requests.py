"""Subpoenas, demands and consent: what has to be so before detailed call records leave the group (A5.4, A5.5, XA.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from ..clause import Refused
from ..clauses import clause
from ..figures import OPPORTUNITY_TO_RESIST


class Instrument(StrEnum):
    """What makes the group hand over detailed records. Nothing else does (A5.5)."""

    SUBPOENA = "subpoena"
    DEMAND = "demand"  # a Civil Investigative Demand
    OTHER = "other"
    CONSENT = "consent"  # of the customer who received the call: the other way


class Stands(StrEnum):
    """Where a request is; read from its facts, never stored."""

    RECEIVED = "received"
    DECLINED = "declined"
    TELLING = "telling"  # providers whose information is asked are told, or are given time to resist
    READY = "ready"
    PROPOSED = "proposed"
    RELEASED = "released"


NEXT = {
    Stands.RECEIVED: "staff: review it",
    Stands.DECLINED: "nobody",
    Stands.TELLING: "staff: tell the providers; they may resist",
    Stands.READY: "staff: propose the release",
    Stands.PROPOSED: "a second person: confirm the release",
    Stands.RELEASED: "nobody",
}


class NotReviewed(Refused):
    """Somebody has to find that the request is valid and its scope clear, before anything leaves."""

    clause = clause("A5.5")


class ProvidersNotTold(Refused):
    """A provider whose information is asked has to be told, and given time to resist, unless the law forbids it."""

    clause = clause("XA.8")


class NothingInScope(Refused):
    """The group holds no incident data in this scope."""

    clause = clause("A5.4")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of telling one provider: when it was told, or why the law forbids it."""

    provider: str
    told_at: datetime | None = None
    forbidden_because: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """`valid` and `clear` are None before a review; `providers`: everyone whose information is in scope."""

    due_on: date
    valid: bool | None = None
    clear: bool | None = None
    providers: Sequence[Told] = ()
    proposed: bool = False
    released: bool = False

    @property
    def may_be_released_at(self) -> datetime | None:
        """When every provider had time to resist: some days, or until the request is due. None: one is not told."""
        told = [one.told_at for one in self.providers if not one.forbidden_because]
        if None in told:
            return None
        latest = max((one + OPPORTUNITY_TO_RESIST for one in told if one), default=None)
        due = datetime.combine(self.due_on, time(), UTC)
        return min(latest, due) if latest else datetime.min.replace(tzinfo=UTC)


def stands(facts: Facts, now: datetime) -> Stands:
    if facts.released:
        return Stands.RELEASED
    if facts.valid is None:
        return Stands.RECEIVED
    if not (facts.valid and facts.clear):
        return Stands.DECLINED
    if facts.proposed:
        return Stands.PROPOSED
    at = facts.may_be_released_at
    return Stands.READY if at is not None and now >= at else Stands.TELLING


def refuse_release_unless_ready(facts: Facts, *, in_scope: int, now: datetime) -> None:
    """Raises what is missing, the first thing first."""
    if not (facts.valid and facts.clear):
        raise NotReviewed("Review it first: is it valid, and is its scope clear?")
    untold = [one.provider for one in facts.providers if one.told_at is None and not one.forbidden_because]
    if untold:
        raise ProvidersNotTold(f"Tell {', '.join(untold)} first, or record why the law forbids it.")
    at = facts.may_be_released_at
    if at is not None and now < at:
        raise ProvidersNotTold(f"The providers may resist until {at:%d %B %Y, %H:%M} UTC.")
    if not in_scope:
        raise NothingInScope("The group holds no incident data in this scope. Answer that by letter.")
