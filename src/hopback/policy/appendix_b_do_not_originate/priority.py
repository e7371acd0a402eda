"""Which listings a member takes first when it cannot take all, and why. A suggestion: the choice is its own. (XB.8)"""

from collections.abc import Iterable
from dataclasses import dataclass

from hopback.policy.figures import HIGH_VOLUME_CALLS_A_DAY

from .qualifying import Category


@dataclass(frozen=True, slots=True)
class Weighed:
    """`in_area`: calls that the member itself saw, None where it gave no statistics; `national`: calls a day."""

    listing: str
    category: Category
    national: int
    in_area: int | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """`place`: 1 is taken first. `because`: in words, for who decides."""

    listing: str
    place: int
    because: str


def band(category: Category, calls_a_day: int) -> int:
    """1 to 4, as it stands in every copy of the registry: 1 is taken first. (XB.8)"""
    high = calls_a_day >= HIGH_VOLUME_CALLS_A_DAY
    return (1 if high else 2) if category is Category.GOVERNMENT else (3 if high else 4)


def suggest(rows: Iterable[Weighed]) -> list[Suggested]:
    """Government requests first, then by volume in the member's area where it gave any, else nationally. (XB.8)"""
    found = sorted(rows, key=_key)
    return [Suggested(row.listing, place, _because(row)) for place, row in enumerate(found, 1)]


def _key(row: Weighed) -> tuple[bool, int, int, str]:
    """Of two that the member has seen alike, the one that more people are called with."""
    return (row.category is not Category.GOVERNMENT, -(row.in_area or 0), -row.national, row.listing)


def _because(row: Weighed) -> str:
    asked = "A government request: these come first" if row.category is Category.GOVERNMENT else "A private request"
    if row.in_area:
        return f"{asked}; {row.in_area:,} calls in your own statistics."
    seen = "none in your own statistics, " if row.in_area == 0 else ""
    nation = f"{row.national:,} calls a day nationwide" if row.national else "no figure of its volume nationwide"
    return f"{asked}; {seen}{nation}."
