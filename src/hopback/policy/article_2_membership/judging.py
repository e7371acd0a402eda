"""What holds of a provider on a day: the same facts give everybody the same answer. (A2.2-A2.6)"""

from collections.abc import Iterator
from datetime import date

from hopback.policy.figures import CLEAN_RECORD_FOR_WAIVER

from . import acts, calls, periods
from .conditions import CONTINUING, TO_JOIN, Answer, Condition, Finding, answer
from .facts import Facts, Tier, newest
from .same_provider import Times, times


def to_join(provider: str, tier: Tier, facts: Facts, on: date) -> tuple[Answer, ...]:
    """Every condition of joining that tier, in order, from what is known on that day."""
    return _judge(provider, TO_JOIN[tier], facts, on)


def to_stay(provider: str, tier: Tier, facts: Facts, on: date) -> tuple[Answer, ...]:
    """Every condition that a member of that tier goes on meeting."""
    return _judge(provider, CONTINUING[tier], facts, on)


def may_join(provider: str, tier: Tier, facts: Facts, on: date) -> bool:
    return all(each.holds for each in to_join(provider, tier, facts, on))


def example_for_a_waiver(provider: str, facts: Facts, on: date, *, files_form_499: bool) -> bool:
    """Whether it is the document's own example of whom the six months can be waived for. (A2.4)

    US-based, an accurate Form 499 on file, and not named as origin or US point of entry in the prior six months.
    Whether the filing is accurate, a person has to say."""
    known = facts.known_on(on)
    word = newest(each for each in known.based if each.provider == provider)
    named = periods.named_as_source(known, times(provider, known, on))
    recent = periods.in_the_look_back(named, on, CLEAN_RECORD_FOR_WAIVER)
    return bool(word and word.in_us) and files_form_499 and not recent


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
