"""
Article 2 told plainly, to hold the real rules against. (A2.2-A2.8)

Knows nothing of the policy's code but the record it reads: it walks from day to day with counters in its hand, where
the policy computes with dates. Months are counted by their anniversaries, groups by flooding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ONE = timedelta(days=1)
SOON = 400  # days into the future: longer than any period
BEFORE_IT_ALL = date(2024, 7, 31)


@dataclass(frozen=True)
class Said:
    """`from_on`: the first day on which it holds when nothing else happens; None when that day never comes."""

    from_on: date | None
    tracebacks: frozenset[str] = frozenset()


def walk(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


def active(rows: Iterable[Any], day: date) -> list[Any]:
    return [row for row in rows if row.since_on <= day and not (row.until_on and row.until_on <= day)]


def months_later(start: date, months: int) -> date:
    """The day on which so many months from `start` on are over; where a month lacks the day, the first of the next."""
    day, done, had_its_day = start, 0, True
    while done < months:
        day += ONE
        if day.day == 1:
            done += not had_its_day
            had_its_day = False
        if day.day == start.day:
            done, had_its_day = done + 1, True
    return day


class Diary:
    """One provider's days up to today, and who counted as it on each."""

    def __init__(self, me: str, facts: Any, today: date) -> None:
        self.me, self.facts, self.today = me, facts, today
        self.together: dict[date, frozenset[str]] = {}
        known: dict[tuple[tuple[str, str], ...], frozenset[str]] = {}
        for day in walk(BEFORE_IT_ALL, today):
            pairs = tuple((link.controls, link.controlled) for link in active(facts.control, day))
            if pairs not in known:
                known[pairs] = self._flood(pairs)
            self.together[day] = known[pairs]
        self.us = self.together[today]

    def _flood(self, pairs: tuple[tuple[str, str], ...]) -> frozenset[str]:
        wet = {self.me}
        for _ in pairs:
            for above, below in pairs:
                if above in wet or below in wet:
                    wet |= {above, below}
        return frozenset(wet)

    def ours(self, who: str, day: date) -> bool:
        return who in self.us or who in self.together[day]

    def mine(self, rows: Iterable[Any]) -> list[Any]:
        return [row for row in active(rows, self.today) if row.provider == self.me]

    def last_of_mine(self, rows: Iterable[Any]) -> Any:
        """The one that began last, the later in the record of two."""
        last = None
        for row in self.mine(rows):
            if last is None or row.since_on >= last.since_on:
                last = row
        return last

    def happened(self, rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if row.on <= self.today and self.ours(row.provider, row.on)]

    # ---- what somebody did

    def based(self) -> bool:
        word = self.last_of_mine(self.facts.based)
        if word is not None and word.in_us:
            return True
        for asked in self.facts.exemptions:
            both = [asked.staff_on, asked.committee_on]
            if asked.provider == self.me and None not in both and max(both) <= self.today:
                return True
        return False

    def cooperates(self) -> bool:
        accused = [row for row in active(self.facts.findings, self.today) if row.provider in self.us]
        return bool(self.mine(self.facts.agreements)) and not accused

    def keeps(self, rules: str) -> bool:
        rows = active(self.facts.breaches, self.today)
        return not [row for row in rows if row.provider in self.us and row.rules.value == rules]

    def signed(self, what: str) -> bool:
        statement = self.last_of_mine(self.facts.statements)
        return statement is not None and bool(getattr(statement, what))

    def endorses(self) -> bool:
        if not self.signed("principles"):
            return False
        noted = self.last_of_mine(self.facts.statements).inapplicable
        return all(1 <= number <= 8 and number != 7 and why.strip() for number, why in noted)

    def takes_part(self) -> bool:
        missed = 0
        calls = sorted(self.facts.calls, key=lambda call: (call.on, call.quarterly))
        for call in calls:
            if call.on > self.today:
                break
            tiers = {row.tier.value for row in active(self.facts.memberships, call.on) if row.provider == self.me}
            if "steering" in tiers or ("affiliate" in tiers and call.quarterly):
                missed = 0 if call.attended & self.together[call.on] else missed + 1
        return missed < 2

    # ---- what time alone can mend

    def named(self) -> list[Any]:
        return self.happened(self.facts.named)

    def clean(self) -> Said:
        """Sixty whole days without being named, or six whole months."""
        named = self.named()
        fresh = [row for row in named if months_later(row.on + ONE, 6) > self.today]
        days: int | None = None
        six_months = BEFORE_IT_ALL
        for day in walk(BEFORE_IT_ALL, self.today + timedelta(days=SOON)):
            if any(row.on == day for row in named):
                days, six_months = 0, months_later(day + ONE, 6)
            elif days is not None:
                days += 1
            if day >= self.today and (days is None or days > 60 or six_months <= day):
                return Said(day, frozenset(row.traceback for row in fresh))
        raise AssertionError("400 days without being named are enough for everybody")

    def uses_the_portal(self) -> Said:
        waiting = set()
        ready = self.today
        for row in self.happened(self.facts.silences):
            if row.answered_on is None or row.answered_on > self.today:
                over = months_later(row.on + ONE, 6)
                if over > self.today:
                    waiting.add(row.traceback)
                    ready = max(ready, over)
        return Said(ready, frozenset(waiting))

    def adherence(self) -> Said:
        since, broken = self._adheres_since()
        votes = [row for row in self.facts.shortenings if row.provider == self.me and row.on <= self.today]
        months = 6
        if votes:
            vote = max(enumerate(votes), key=lambda each: (each[1].on, each[0]))[1]
            if broken is None or broken <= vote.on:
                months = vote.months
        if months == 0:
            return Said(self.today)
        if since is None:
            return Said(None)
        agreed = [row for row in self.facts.agreements if row.provider == self.me]
        silences = self.happened(self.facts.silences)
        behind = [row for row in silences if row.on + ONE == since and active(agreed, row.on)]
        return Said(max(self.today, months_later(since, months)), frozenset(row.traceback for row in behind))

    def _adheres_since(self) -> tuple[date | None, date | None]:
        """Walks every day: since when it adheres without a break, and its last day of a breach."""
        since, broken, quiet = None, None, {row.on for row in self.happened(self.facts.silences)}
        accused = [row for row in self.facts.breaches if row.rules.value == "policies"] + list(self.facts.findings)
        agreed = [row for row in self.facts.agreements if row.provider == self.me]
        for day in walk(BEFORE_IT_ALL, self.today):
            bad = any(self.ours(row.provider, day) for row in active(accused, day))
            if bad or day in quiet:
                broken = day
            if not active(agreed, day) or bad:
                since = None
            elif day in quiet:
                since = day + ONE
            elif since is None:
                since = day
        return since, broken


def conditions(diary: Diary, tier: str) -> dict[str, Said]:
    """Every condition of joining that tier, by its name."""
    today = diary.today

    def now_or_never(holds: bool) -> Said:
        return Said(today if holds else None)

    both = {
        "us_based": now_or_never(diary.based()),
        "complies": now_or_never(diary.keeps("policies")),
        "statement": now_or_never(diary.signed("best_practices")),
    }
    if tier == "affiliate":
        return both | {
            "cooperative": now_or_never(diary.cooperates()),
            "calls": now_or_never(diary.takes_part()),
            "clean": diary.clean(),
        }
    used = diary.uses_the_portal()
    willing = diary.cooperates() and diary.takes_part()
    return both | {
        "committed": Said(used.from_on if willing else None, used.tracebacks),
        "principles": now_or_never(diary.endorses()),
        "affiliates": now_or_never(diary.signed("affiliates") and diary.keeps("principles")),
        "adherence": diary.adherence(),
    }


@dataclass(frozen=True)
class Ending:
    """Whether a membership will end, or may; how many conditions fail; which tracebacks named an Affiliate."""

    will: bool
    failing: int
    named: frozenset[str]


def ending(diary: Diary) -> Ending | None:
    """None for who is no member."""
    member = diary.last_of_mine(diary.facts.memberships)
    if member is None:
        return None
    kept = conditions(diary, member.tier.value)
    failing = sum(said.from_on != diary.today for name, said in kept.items() if name not in ("adherence", "clean"))
    steering = member.tier.value == "steering"
    named = () if steering else (row.traceback for row in diary.named() if row.on >= member.since_on)
    return Ending(steering and failing > 0, failing, frozenset(named))


def has_a_seat(diary: Diary, levels: set[str]) -> bool:
    member = diary.last_of_mine(diary.facts.memberships)
    pays = any(row.level in levels for row in diary.mine(diary.facts.supports))
    return member is not None and member.tier.value == "steering" and pays
