"""What holds of a provider on a day: the same facts give everybody the same answer. (A2.2-A2.6)"""

from collections.abc import Iterator
from datetime import date

from . import acts, calls, periods
from .conditions import CONTINUING, TO_JOIN, Answer, Condition, Finding, answer
from .facts import Facts, Tier
from .same_provider import Times, times


def to_join(provider: str, tier: Tier, facts: Facts, on: date) -> tuple[Answer, ...]:
    """Every condition of joining that tier, in order, from what is known on that day."""
    return _judge(provider, TO_JOIN[tier], facts, on)


def to_stay(provider: str, tier: Tier, facts: Facts, on: date) -> tuple[Answer, ...]:
    """Every condition that a member of that tier goes on meeting."""
    return _judge(provider, CONTINUING[tier], facts, on)


def may_join(provider: str, tier: Tier, facts: Facts, on: date) -> bool:
    return all(each.holds for each in to_join(provider, tier, facts, on))


def _judge(provider: str, conditions: tuple[Condition, ...], facts: Facts, on: date) -> tuple[Answer, ...]:
    known = facts.known_on(on)
    group = times(provider, known, on)
    return tuple(answer(each, on, _looked_at(each, provider, known, on, group)) for each in conditions)


def _looked_at(condition: Condition, provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    match condition:
        case Condition.US_BASED:
            yield from acts.us_based(provider, facts, on)
        case Condition.COOPERATIVE:
            yield from acts.cooperative(provider, facts, on, group)
        case Condition.COMMITTED:
            yield from acts.cooperative(provider, facts, on, group)
            yield from periods.answers_in_the_portal(facts, on, group)
            yield from calls.takes_part(provider, facts, on, group)
        case Condition.CALLS:
            yield from calls.takes_part(provider, facts, on, group)
        case Condition.COMPLIES:
            yield from acts.complies(provider, facts, on, group)
        case Condition.STATEMENT:
            yield from acts.signed_statement(provider, facts, on)
        case Condition.PRINCIPLES:
            yield from acts.principles(provider, facts, on)
        case Condition.AFFILIATES:
            yield from acts.affiliates(provider, facts, on, group)
        case Condition.ADHERENCE:
            yield from periods.adherence(provider, facts, on, group)
        case Condition.CLEAN:
            yield from periods.clean_days(facts, on, group)
