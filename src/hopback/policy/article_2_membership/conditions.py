"""The requirements of each tier by name, and what is said of one on a day. (A2.2-A2.6)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import Named, Silence, Tier


class Condition(StrEnum):
    US_BASED = "us_based"
    COOPERATIVE = "cooperative"
    COMMITTED = "committed"
    CALLS = "calls"
    COMPLIES = "complies"
    STATEMENT = "statement"
    PRINCIPLES = "principles"
    AFFILIATES = "affiliates"
    ADHERENCE = "adherence"
    CLEAN = "clean"


STEERING = (  # the five of the text, in its order (A2.3)
    Condition.COMMITTED,
    Condition.COMPLIES,
    Condition.STATEMENT,
    Condition.PRINCIPLES,
    Condition.AFFILIATES,
)
AFFILIATE = (Condition.COOPERATIVE, Condition.CALLS, Condition.COMPLIES, Condition.STATEMENT)  # the four (A2.5)
CONTINUING: dict[Tier, tuple[Condition, ...]] = {
    Tier.STEERING: (Condition.US_BASED, *STEERING),
    Tier.AFFILIATE: (Condition.US_BASED, *AFFILIATE),
}
TO_JOIN: dict[Tier, tuple[Condition, ...]] = {
    Tier.STEERING: (*CONTINUING[Tier.STEERING], Condition.ADHERENCE),
    Tier.AFFILIATE: (*CONTINUING[Tier.AFFILIATE], Condition.CLEAN),
}
WORDS: dict[Condition, str] = {
    Condition.US_BASED: "US-based, or excepted",
    Condition.COOPERATIVE: "Cooperative",
    Condition.COMMITTED: "Cooperative, with continuous commitment",
    Condition.CALLS: "Takes part in quarterly calls",
    Condition.COMPLIES: "Complies with the policies",
    Condition.STATEMENT: "Signed the statement of intent",
    Condition.PRINCIPLES: "Agreed to the Attorneys General principles",
    Condition.AFFILIATES: "It and its affiliates adhere to the principles",
    Condition.ADHERENCE: "Six months of demonstrated adherence",
    Condition.CLEAN: "60 days without being named",
}
_CLAUSES = {Condition.US_BASED: "A2.2", Condition.ADHERENCE: "A2.4", Condition.CLEAN: "A2.6"}


def clause_of(condition: Condition, tier: Tier) -> str:
    """The clause that sets this condition for this tier."""
    return _CLAUSES.get(condition, "A2.3" if tier is Tier.STEERING else "A2.5")


type Evidence = Named | Silence  # a traceback behind an answer


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, in one sentence, from which tracebacks.

    `from_on`: the first day, not before the day asked, on which it is well if nothing else happens; None where
    somebody has to act first.
    """

    why: str
    from_on: date | None
    tracebacks: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds of one condition on one day."""

    condition: Condition
    holds: bool
    why: tuple[str, ...]
    from_on: date | None
    tracebacks: tuple[Evidence, ...]


def answer(condition: Condition, on: date, findings: Iterable[Finding]) -> Answer:
    """All that was looked at together: it holds once the last part does, and never while one needs an act."""
    looked_at = list(findings)
    days = [found.from_on for found in looked_at]
    known = [day for day in days if day is not None]
    from_on = max([on, *known]) if len(known) == len(days) else None
    behind = dict.fromkeys(each for found in looked_at for each in found.tracebacks)
    return Answer(condition, from_on == on, tuple(found.why for found in looked_at), from_on, tuple(behind))
