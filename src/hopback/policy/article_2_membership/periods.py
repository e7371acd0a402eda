"""Requirements that time alone can meet: adherence, clean days, requests answered. (A2.3, A2.4, A2.6)

A period of so many days or months is whole: after something on a day it begins the day after and has passed once
its last day is over.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hopback.policy.figures import (
    ADHERENCE_BEFORE_STEERING,
    CLEAN_PERIOD_BEFORE_AFFILIATE,
    LOOK_BACK_FOR_ORIGIN,
    Figure,
)

from .conditions import Finding
from .facts import Facts, Lasting, Named, Rules, in_words
from .same_provider import A_DAY, Times


def named_as_source(facts: Facts, group: Times) -> list[Named]:
    """Each time that it, or who counts as it, was named as origin or US point of entry; the newest first."""
    conduct = [each for each in facts.named if group.answers_for(each.provider, each.on)]
    return sorted(conduct, key=lambda each: each.on, reverse=True)


def in_the_look_back(named: list[Named], on: date, figure: Figure = LOOK_BACK_FOR_ORIGIN) -> list[Named]:
    return [each for each in named if figure.after(each.on + A_DAY) > on]


def clean_days(facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """Named in the prior six months, it joins only after 60 days without being named so again. (A2.6)"""
    recent = in_the_look_back(named_as_source(facts, group), on)
    if not recent:
        yield Finding("No traceback of the prior six months named it as origin or U.S. point of entry.", on)
        return
    last = recent[0].on
    over = min(figure.after(last + A_DAY) for figure in (CLEAN_PERIOD_BEFORE_AFFILIATE, LOOK_BACK_FOR_ORIGIN))
    days = min((on - last).days, CLEAN_PERIOD_BEFORE_AFFILIATE.amount)
    why = (
        f"Named {_times(len(recent))} in the prior six months, last on {in_words(last)}: day {days} of "
        f"{CLEAN_PERIOD_BEFORE_AFFILIATE.amount} without being named again, over on {in_words(over)}."
    )
    yield Finding(why, max(on, over), tuple(recent))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def answers_in_the_portal(facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """Support for tracebacks through the portal: no request of the look-back stands as No Response. (A2.3)"""
    standing = [
        each for each in facts.silences if each.answered_on is None and group.answers_for(each.provider, each.on)
    ]
    ends = {each: LOOK_BACK_FOR_ORIGIN.after(each.on + A_DAY) for each in standing}
    recent = sorted((each for each in standing if ends[each] > on), key=lambda each: each.on, reverse=True)
    if recent:
        last = in_words(recent[0].on)
        why = f"{len(recent)} of its requests of the prior six months stood without an answer, last on {last}."
        yield Finding(why, max(ends[each] for each in recent), tuple(recent))
    else:
        yield Finding("No request of the prior six months stands as No Response.", on)


def adherence(provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """Six months of demonstrated adherence, or as many as the Executive Committee found enough. (A2.4)"""
    broken = _last_broken(facts, group)
    wanted = _wanted(provider, facts, broken)
    if wanted is not None and wanted.amount == 0:
        yield Finding("The Executive Committee waived the six months.", on)
        return
    needed = wanted or ADHERENCE_BEFORE_STEERING
    agreed = _agreed_since(provider, facts, on)
    silent = tuple(each for each in facts.silences if each.on == broken and group.answers_for(each.provider, each.on))
    if agreed is None:
        yield Finding("Adherence begins when it agrees to the policies.", None)
    elif any(_holds_today(each, group) for each in _breaks(facts)):
        yield Finding("A finding against it holds; adherence begins anew when it is lifted.", None)
    else:
        since = max(agreed, broken + A_DAY) if broken else agreed
        over = needed.after(since)
        shorter = ", as the Executive Committee shortened them" if wanted else ""
        why = f"It adheres since {in_words(since)}; {_months(needed.amount)}{shorter} are complete on {in_words(over)}."
        yield Finding(why, max(on, over), silent if since > agreed else ())


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def _breaks(facts: Facts) -> tuple[Lasting, ...]:
    return (*facts.findings, *(each for each in facts.breaches if each.rules is Rules.POLICIES))


def _holds_today(lasting: Lasting, group: Times) -> bool:
    return lasting.holds(group.today) and lasting.provider in group.now


def _last_broken(facts: Facts, group: Times) -> date | None:
    """The last day on which it did not adhere: a finding held, or a request became No Response."""
    days = [group.last_day_of(each) for each in _breaks(facts)]
    days += [each.on for each in facts.silences if group.answers_for(each.provider, each.on)]
    return max((day for day in days if day), default=None)


def _wanted(provider: str, facts: Facts, broken: date | None) -> Figure | None:
    """As the last vote said; a vote speaks of the record it was given on, and not after a later breach."""
    votes = [each for each in facts.shortenings if each.provider == provider]
    last = max(reversed(votes), key=lambda each: each.on, default=None)
    if last is None or (broken and broken > last.on):
        return None
    return replace(ADHERENCE_BEFORE_STEERING, amount=last.months)


def _agreed_since(provider: str, facts: Facts, on: date) -> date | None:
    """Since when it has agreed without a gap."""
    since: date | None = None
    for each in sorted(facts.agreements, key=lambda each: each.since_on, reverse=True):
        if each.provider == provider and each.holds(since - A_DAY if since else on):
            since = each.since_on
    return since
