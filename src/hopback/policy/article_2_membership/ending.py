"""What ends membership. (A2.7)"""

from dataclasses import dataclass
from datetime import date

from hopback.policy.clause import Force

from .conditions import WORDS, Evidence
from .facts import Facts, Tier, in_words, newest
from .judging import to_stay
from .periods import named_as_source
from .same_provider import times


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to end a membership. SHALL: the document says that it will be ended; MAY: that it can be."""

    why: str
    force: Force
    tracebacks: tuple[Evidence, ...] = ()


def member_of(provider: str, facts: Facts, on: date) -> tuple[Tier, date] | None:
    """The tier that it is a member of on that day, and since when; None where it is none. (A2.1)"""
    held = newest(each for each in facts.memberships if each.provider == provider and each.holds(on))
    return (held.tier, held.since_on) if held else None


def reasons_to_end(provider: str, facts: Facts, on: date) -> tuple[Reason, ...]:
    """Conditions it no longer meets; for an Affiliate also each time it was named since it joined. (A2.7)"""
    known = facts.known_on(on)
    held = member_of(provider, known, on)
    if held is None:
        return ()
    tier, since = held
    force = Force.SHALL if tier is Tier.STEERING else Force.MAY
    reasons = [
        Reason(f"{WORDS[each.condition]}: {' '.join(each.why)}", force, each.tracebacks)
        for each in to_stay(provider, tier, known, on)
        if not each.holds
    ]
    if tier is Tier.AFFILIATE:
        reasons += _named_since(provider, known, on, since)
    return tuple(reasons)


def _named_since(provider: str, facts: Facts, on: date, since: date) -> list[Reason]:
    named = [each for each in named_as_source(facts, times(provider, facts, on)) if each.on >= since]
    if not named:
        return []
    why = f"Named as origin or U.S. point of entry after it became an Affiliate, last on {in_words(named[0].on)}."
    return [Reason(why, Force.MAY, tuple(named))]
