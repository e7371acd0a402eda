"""Which candidate comes first, and why, in words. (A4.2, third test; A1.6, A1.7)

The text says that a traceback has to warrant scarce resources and not how. What counts, from where on and how
much, is one table here: the sum that a page explains and the order that a database sorts by are read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Part(StrEnum):
    """What a priority is the sum of."""

    RECORDS = "records"
    VOLUME = "volume"
    HARM = "harm"
    COMPLAINTS = "complaints"
    CAMPAIGN = "campaign"
    CREDIBILITY = "credibility"
    SCORE = "score"


WEIGHTS: Mapping[Part, int] = {
    Part.RECORDS: 40,
    Part.VOLUME: 20,
    Part.HARM: 20,
    Part.COMPLAINTS: 10,
    Part.CAMPAIGN: 15,
    Part.CREDIBILITY: 10,
    Part.SCORE: 15,
}


class Step(NamedTuple):
    """From `at_least` on, this share of the part's weight; the first step that is reached counts."""

    at_least: float
    share: Fraction


def _steps(*steps: tuple[float, str]) -> tuple[Step, ...]:
    return tuple(Step(at_least, Fraction(share)) for at_least, share in steps)


# Days until records expire count the other way: few are urgent, none is too late.
DAYS_LEFT = ((3, Fraction(1)), (7, Fraction(3, 4)), (14, Fraction(1, 2)), (30, Fraction(1, 4)))
VOLUME = _steps((1_000_000, "1"), (100_000, "3/4"), (10_000, "1/2"), (1_000, "1/4"))
COMPLAINTS = _steps((10, "1"), (3, "1/2"), (1, "1/4"))
SCORE = _steps((0.9, "1"), (0.75, "3/5"), (0.5, "3/10"))  # of the highest score that its source gives
HARM: Mapping[str, Fraction] = {"fraudulent": Fraction(1), "unlawful": Fraction(3, 5), "abusive": Fraction(2, 5)}
CREDIBILITY: Mapping[str, Fraction] = {"high": Fraction(1), "usual": Fraction(1, 2), "low": Fraction(0)}


class WeightsWrong(ValueError):  # noqa: N818 - it reads as what happened
    """Weights that cannot be read: part=points, by blanks."""


def weights(said: str) -> Mapping[Part, int]:
    """`records=60 score=0`: these instead of the usual ones."""
    changed = dict(WEIGHTS)
    for each in said.split():
        part, _, amount = each.partition("=")
        if part not in list(Part) or not amount.isdigit():
            raise WeightsWrong(f"“{each}”: write part=points; the parts are {', '.join(Part)}.")
        changed[Part(part)] = int(amount)
    return changed


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one candidate. `days_left`: whole days until records expire, below 0 after; `score`: 0 to 1."""

    days_left: int
    nature: str
    credibility: str
    verified: bool
    campaign_active: bool = False
    volume: int | None = None
    complaints: int = 0
    score: float | None = None


class Term(NamedTuple):
    """One part of the sum: what it is, in words, and its points."""

    part: Part
    says: str
    points: int

    def __str__(self) -> str:
        return f"{self.says}: +{self.points}"


def points(share: Fraction, weight: int) -> int:
    """Whole points; half a point counts up."""
    return int(share * weight + Fraction(1, 2))


def reached(value: float, steps: tuple[Step, ...]) -> Fraction:
    return next((step.share for step in steps if value >= step.at_least), Fraction(0))


def urgency(days_left: int) -> Fraction:
    """How much the part of records counts: nothing once they are gone."""
    if days_left < 0:
        return Fraction(0)
    return next((share for most, share in DAYS_LEFT if days_left <= most), Fraction(0))


def explained(facts: Facts, weights: Mapping[Part, int] = WEIGHTS) -> list[Term]:
    """Every part that has something to say, the weightiest first. Their points are the priority."""
    credibility = CREDIBILITY[facts.credibility] if facts.verified else Fraction(0)
    found = [
        (Part.RECORDS, _records(facts.days_left), urgency(facts.days_left)),
        (Part.HARM, facts.nature, HARM[facts.nature]),
        (Part.CREDIBILITY, _credibility(facts), credibility),
    ]
    if facts.volume is not None:
        found.append((Part.VOLUME, f"{facts.volume:,} calls like it", reached(facts.volume, VOLUME)))
    if facts.complaints:
        said = "1 complaint" if facts.complaints == 1 else f"{facts.complaints:,} complaints"
        found.append((Part.COMPLAINTS, f"{said} about the number", reached(facts.complaints, COMPLAINTS)))
    if facts.campaign_active:
        found.append((Part.CAMPAIGN, "of an active campaign", Fraction(1)))
    if facts.score is not None:
        found.append((Part.SCORE, f"analytics score {facts.score:.0%}", reached(facts.score, SCORE)))
    terms = [Term(part, says, points(share, weights[part])) for part, says, share in found]
    return sorted(terms, key=lambda term: -term.points)


def total(terms: list[Term]) -> int:
    return sum(term.points for term in terms)


def _records(days_left: int) -> str:
    if days_left < 0:
        return "records have likely expired"
    if days_left == 0:
        return "records expire today"
    return "records expire in 1 day" if days_left == 1 else f"records expire in {days_left} days"


def _credibility(facts: Facts) -> str:
    if not facts.verified:
        return "source not verified, or no longer"
    return f"source of {facts.credibility} credibility"
