"""Who takes part in member calls. (A2.3, A2.5)"""

from collections.abc import Iterator
from datetime import date

from hopback.policy.figures import CALLS_MISSED_IN_A_ROW

from .conditions import Finding
from .facts import Call, Facts, Tier, in_words
from .same_provider import Times


def expected_at(provider: str, facts: Facts) -> list[Call]:
    """Calls held while it was a member, the newest first: a Steering member at each, an Affiliate at quarterly ones."""
    mine = [each for each in facts.memberships if each.provider == provider]
    due = [
        call
        for call in facts.calls
        if any(each.holds(call.on) and (call.quarterly or each.tier is Tier.STEERING) for each in mine)
    ]
    return sorted(due, key=lambda call: (call.on, call.quarterly))[::-1]


def takes_part(provider: str, facts: Facts, on: date, group: Times) -> Iterator[Finding]:
    """It takes part while it did not miss the last two calls one after the other."""
    due = expected_at(provider, facts)
    last = due[:CALLS_MISSED_IN_A_ROW]
    there = [call for call in due if call.attended & group.on(call.on)]
    if not due:
        yield Finding("No member call was held that it had to attend.", on)
    elif len(last) == CALLS_MISSED_IN_A_ROW and not any(call in there for call in last):
        yield Finding(f"It missed the last {len(last)} calls: {', '.join(in_words(call.on) for call in last)}.", None)
    else:
        yield Finding(f"It attended {len(there)} of {len(due)} {'call' if len(due) == 1 else 'calls'}.", on)
