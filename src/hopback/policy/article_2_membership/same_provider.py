"""Who counts as one provider with whom, day by day. (A1.1)

Conduct counts of everybody who was the same provider on the day of the conduct, or is on the day of the judgment:
a record is neither sold with a company nor left behind by selling one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hopback.policy.article_1_definitions import control_group

from .facts import Facts, Lasting

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """One provider's control group through time: `spans` are (first day, last day, group), the newest first."""

    today: date
    spans: tuple[tuple[date, date, frozenset[str]], ...]

    @property
    def now(self) -> frozenset[str]:
        return self.spans[0][2]

    @property
    def others(self) -> frozenset[str]:
        """Everybody who ever was the same provider."""
        return frozenset().union(*(group for _, _, group in self.spans))

    def on(self, day: date) -> frozenset[str]:
        return next(group for first, _, group in self.spans if first <= day)

    def answers_for(self, provider: str, day: date) -> bool:
        """Whether what that provider did on that day is this one's conduct."""
        return provider in self.now or provider in self.on(day)

    def last_day_of(self, lasting: Lasting) -> date | None:
        """The last day up to today on which this held of somebody who counts as this provider."""
        last = self.today if lasting.until_on is None else min(self.today, lasting.until_on - A_DAY)
        if last < lasting.since_on:
            return None
        if lasting.provider in self.now:
            return last
        common = (
            min(last, end)
            for first, end, group in self.spans
            if lasting.provider in group and first <= last and lasting.since_on <= end
        )
        return max(common, default=None)


def times(provider: str, facts: Facts, today: date) -> Times:
    """The group of `provider` on every day up to `today`; it changes only where a link begins or ends."""
    turns = {day for link in facts.control for day in (link.since_on, link.until_on) if day and day <= today}
    starts = [date.min, *sorted(turns), today + A_DAY]
    spans = [(first, after - A_DAY, control_group(provider, facts.control, first)) for first, after in pairwise(starts)]
    return Times(today, tuple(reversed(spans)))
