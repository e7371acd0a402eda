"""What is asked of a provider's records, and what comes back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ..record import CallRecord

_THE_VERY_CALL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One call. Numbers in any form; `at` aware: when the call was made, as the asker knows it.

    `neighbour` is who says that we handed it the call ("" when the called party is our own subscriber). The
    `…_received` and `call_id` are what that neighbour's own record says: the same leg as our egress.
    """

    calling: str
    called: str
    at: datetime
    neighbour: str = ""
    call_id: str = ""
    calling_received: str = ""
    called_received: str = ""
    at_received: datetime | None = None
    identity: str = ""  # the PASSporT the call carried
    duration_s: float | None = None  # as the asker or the neighbour wrote it; 0: nobody took the call

    def __post_init__(self) -> None:
        for at in (self.at, self.at_received):
            if at is not None and at.utcoffset() is None:
                raise ValueError("The time of a call needs a zone.")

    @property
    def asked_at(self) -> datetime:
        """The time our egress is compared with: the neighbour's own where it said one."""
        return self.at_received or self.at


class Certainty(StrEnum):
    SURE = "sure"  # every plausible record names the same upstream
    AMBIGUOUS = "ambiguous"  # plausible records name different upstreams, or one that is only half like the call
    NOT_FOUND = "not_found"
    NOT_YET = "not_yet"  # records of that time are still to come


@dataclass(frozen=True, slots=True)
class Match:
    """A record that can be the call. `off_s`: its time less the asked one, seconds, learned skew already taken off."""

    record: CallRecord
    upstream: str  # what tells its upstream: a provider id where trunks are mapped, else trunk or address
    score: float  # 0 to 1; only good for ranking
    off_s: float
    reasons: tuple[str, ...]  # in words for a person: "Found 5 h earlier: this switch writes local time."
    alone: bool = False  # no other call near it fits as well by its numbers: its clock can be learned from it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`matches` best first, also those not plausible enough to count. `searched` and `because` are sentences.

    `records_since`: the day (UTC) of the oldest record that is held; None where there are no records.
    """

    certainty: Certainty
    matches: tuple[Match, ...]
    searched: str
    because: str
    records_since: date | None = None

    @property
    def best(self) -> Match | None:
        return self.matches[0] if self.matches else None

    @property
    def the_very_call(self) -> bool:
        """Is the best match this call itself, no redial that came the same way? Only then pass on its Call-ID, time."""
        return self.certainty is Certainty.SURE and self.matches[0].score >= _THE_VERY_CALL
