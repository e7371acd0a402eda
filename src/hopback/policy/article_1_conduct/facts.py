"""What happened: requests and how each ended, and what was done once a source was told. (A1.3)"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hopback.policy.article_1_definitions import ControlGroups


class Timing(StrEnum):
    """How a request was met; one that still waits is none of the others yet."""

    ON_TIME = "on_time"
    LATE = "late"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Request:
    """One request that reached a provider, on the day (UTC) on which it did.

    `timing`: of the first answer that was not given back. `returned`: an answer was. The designations are those of a
    closed traceback's path as it stands; where it is open or withdrawn there are none, and it is not `closed`."""

    provider: str
    hop: str
    on: date
    timing: Timing
    campaign: str = ""
    first: bool = False  # the provider delivered the call: it is the first on the path
    said: bool = False  # there is an answer, complete or not
    returned: bool = False
    not_found: bool = False
    closed: bool = False
    origin: bool = False
    point_of_entry: bool = False
    point_of_departure: bool = False

    @property
    def answered(self) -> bool:
        return self.timing in {Timing.ON_TIME, Timing.LATE}


@dataclass(frozen=True, slots=True)
class Notified:
    """A provider was told that traffic came from it, or in through it, and asked what it did (XA.5)."""

    provider: str
    about: str
    on: date
    answered: bool
    claimed: bool = False  # it said that it warned, blocked or terminated
    seen_again: bool = False  # a later call of the campaign came from it all the same


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one period, everybody's. `foreign`: who is, by public id (A1.5)."""

    requests: tuple[Request, ...]
    notified: tuple[Notified, ...]
    foreign: frozenset[str]
    groups: ControlGroups

    def counts_for(self, provider: str, on: date, judged_on: date) -> frozenset[frozenset[str]]:
        """Whose conduct it is: of everybody who was that provider on the day, as they are grouped when judged. (A1.1)

        A record is neither sold with a company nor left behind by selling one."""
        return frozenset(self.groups.of(one, judged_on) for one in self.groups.of(provider, on))
