"""The record that membership is judged by: plain facts, each with its day. (A2.1-A2.8)

A day is whole: what begins on a day counts on that day, what ends on a day counts until the day before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from hopback.policy.article_1_definitions import Control


def in_words(day: date) -> str:
    """`5 Nov 2026`, as sentences say it."""
    return f"{day.day} {day:%b %Y}"


class Tier(StrEnum):
    """The two membership groups. (A2.1)"""

    AFFILIATE = "affiliate"
    STEERING = "steering"


class Role(StrEnum):
    """As what a traceback named a provider, where that counts for membership. (A2.4, A2.6)"""

    ORIGIN = "origin"
    POINT_OF_ENTRY = "us_point_of_entry"


class Rules(StrEnum):
    """Against what a provider was found to act. (A2.3)"""

    POLICIES = "policies"
    PRINCIPLES = "principles"


@dataclass(frozen=True, slots=True)
class Lasting:
    """Something of one provider's, from a day on and, when it ended, up to a day."""

    provider: str
    since_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


def newest[Row: Lasting](rows: Iterable[Row]) -> Row | None:
    """The one that began last; of those that began on one day, the last in the record."""
    return max(reversed(list(rows)), key=lambda row: row.since_on, default=None)


@dataclass(frozen=True, slots=True)
class Agreement(Lasting):
    """It agreed to the policies. (A1.2)"""


@dataclass(frozen=True, slots=True)
class NonCooperative(Lasting):
    """Staff found it non-cooperative. (A1.3)"""


@dataclass(frozen=True, slots=True)
class Breach(Lasting):
    """Staff found that it does not keep the policies, or the Attorneys General principles. (A2.3)"""

    rules: Rules = Rules.POLICIES


@dataclass(frozen=True, slots=True)
class Statement(Lasting):
    """The statement of intent it signed, with the reason for each principle that does not apply. (A2.3)"""

    best_practices: bool = True
    principles: bool = True
    affiliates: bool = True
    inapplicable: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Based(Lasting):
    """Since then it is known whether it is based in the United States; the newest word holds. (A2.2)"""

    in_us: bool = True


@dataclass(frozen=True, slots=True)
class Membership(Lasting):
    """It was a member of this tier. (A2.1)"""

    tier: Tier = Tier.AFFILIATE


@dataclass(frozen=True, slots=True)
class Support(Lasting):
    """It supports the group financially at this level. (A2.8)"""

    level: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """From the rule that members are US-based: it takes staff and the Executive Committee both. (A2.2)"""

    provider: str
    staff_on: date | None = None
    committee_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shortening:
    """The Executive Committee voted that fewer months of adherence are enough; 0 waives them. (A2.4)"""

    provider: str
    on: date
    months: int


@dataclass(frozen=True, slots=True)
class Named:
    """A traceback named this provider as the origin or a US point of entry on that day. (A2.4, A2.6)"""

    provider: str
    on: date
    role: Role
    traceback: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A request became No Response on that day; an answer that came late took that back. (A3.6, XA.2)"""

    provider: str
    on: date
    traceback: str
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A member call that was held, and who attended. All members are expected at a quarterly one. (A2.3, A2.5)"""

    on: date
    quarterly: bool
    attended: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of any number of providers."""

    agreements: tuple[Agreement, ...] = ()
    findings: tuple[NonCooperative, ...] = ()
    breaches: tuple[Breach, ...] = ()
    statements: tuple[Statement, ...] = ()
    based: tuple[Based, ...] = ()
    memberships: tuple[Membership, ...] = ()
    supports: tuple[Support, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    shortenings: tuple[Shortening, ...] = ()
    named: tuple[Named, ...] = ()
    silences: tuple[Silence, ...] = ()
    calls: tuple[Call, ...] = ()
    control: tuple[Control, ...] = ()

    def known_on(self, day: date) -> "Facts":
        """What had happened by the end of that day, as if nothing came later."""
        return Facts(**{part.name: tuple(_past(getattr(self, part.name), day)) for part in fields(self)})


_BEGINS = ("since_on", "on")
_COMES_LATER = ("until_on", "answered_on", "staff_on", "committee_on")


def _past(rows: Iterable[Any], day: date) -> Iterable[Any]:
    for row in rows:
        begins = next((getattr(row, name) for name in _BEGINS if hasattr(row, name)), None)
        if begins is None or begins <= day:
            later = [name for name in _COMES_LATER if (end := getattr(row, name, None)) and end > day]
            yield replace(row, **dict.fromkeys(later)) if later else row
