"""Random histories: five companies, a year and a half of agreements, findings, votes, links and calls."""

from datetime import date, timedelta
from random import Random
from typing import Any

from hopback.policy.article_1_definitions import Control
from hopback.policy.article_2_membership import facts as told
from hopback.policy.article_2_membership.facts import Facts, Role, Rules, Tier

COMPANIES = ("Harbor Voice LLC", "Harbor Holdings", "Harbor Brasil", "Meridian Transit", "Tessera Networks")
ME = COMPANIES[0]
FIRST, DAYS = date(2024, 8, 1), 560
LEVELS = ("Patron", "Partner", "Friend")
SEATED = {"Patron", "Partner"}


class Chance:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.today = FIRST + timedelta(days=self.random.randrange(200, 420))

    def day(self) -> date:
        """Half of the days are near today, or a whole number of months before it, where the edges are."""
        draw = self.random.random()
        if draw < 0.25:
            return self.today + timedelta(days=self.random.randrange(-4, 3))
        if draw < 0.5:
            edge = self.random.choice((60, 61, 181, 182, 183, 184, 185, 153, 31, 92))
            return self.today - timedelta(days=edge + self.random.randrange(-2, 3))
        return FIRST + timedelta(days=self.random.randrange(DAYS))

    def who(self, mine: float = 0.6) -> str:
        return ME if self.random.random() < mine else self.random.choice(COMPANIES)

    def some(self, most: int, rarely: float = 0.35) -> range:
        return range(0 if self.random.random() < rarely else self.random.randint(1, most))

    def span(self, ends: float = 0.5) -> dict[str, Any]:
        first = self.day()
        last = max(self.day(), first + timedelta(days=1)) if self.random.random() < ends else None
        return {"since_on": first, "until_on": last}

    def yes(self, chance: float = 0.9) -> bool:
        return self.random.random() < chance


def history(seed: int) -> tuple[Facts, date]:
    """The record, and the day on which it is judged; what lies after that day is not known yet."""
    by = Chance(seed)
    return Facts(
        agreements=tuple(told.Agreement(by.who(0.9), **by.span(0.3)) for _ in by.some(3, 0.1)),
        findings=tuple(told.NonCooperative(by.who(0.4), **by.span(0.8)) for _ in by.some(2, 0.6)),
        breaches=tuple(
            told.Breach(by.who(0.4), **by.span(0.8), rules=by.random.choice(list(Rules))) for _ in by.some(2, 0.6)
        ),
        statements=tuple(_statement(by) for _ in by.some(3, 0.1)),
        based=tuple(told.Based(by.who(0.9), **by.span(0.1), in_us=by.yes(0.7)) for _ in by.some(3, 0.1)),
        memberships=tuple(
            told.Membership(by.who(0.9), **by.span(0.4), tier=by.random.choice(list(Tier))) for _ in by.some(3)
        ),
        supports=tuple(told.Support(by.who(0.9), **by.span(0.4), level=by.random.choice(LEVELS)) for _ in by.some(2)),
        exemptions=tuple(_exemption(by) for _ in by.some(2)),
        shortenings=tuple(told.Shortening(by.who(0.9), by.day(), by.random.randrange(6)) for _ in by.some(2, 0.6)),
        named=tuple(
            told.Named(by.who(0.5), by.day(), by.random.choice(list(Role)), f"tb_{n}") for n in by.some(4, 0.3)
        ),
        silences=tuple(_silence(by, n) for n in by.some(3, 0.4)),
        calls=tuple(_call(by) for _ in by.some(5)),
        control=tuple(_link(by) for _ in by.some(4, 0.3)),
    ), by.today


def _statement(by: Chance) -> told.Statement:
    noted = tuple((by.random.randrange(1, 10), "" if by.yes(0.2) else "We sell wholesale.") for _ in by.some(2, 0.7))
    return told.Statement(
        by.who(0.9),
        **by.span(0.3),
        best_practices=by.yes(),
        principles=by.yes(),
        affiliates=by.yes(),
        inapplicable=noted,
    )


def _exemption(by: Chance) -> told.Exemption:
    return told.Exemption(by.who(0.8), by.day() if by.yes(0.8) else None, by.day() if by.yes(0.8) else None)


def _silence(by: Chance, number: int) -> told.Silence:
    day = by.day()
    answered = day + timedelta(days=by.random.randrange(40)) if by.yes(0.4) else None
    return told.Silence(by.who(0.5), day, f"tb_silent_{number}", answered)


def _call(by: Chance) -> told.Call:
    there = frozenset(company for company in COMPANIES if by.yes(0.25))
    return told.Call(by.day(), by.yes(0.6), there)


def _link(by: Chance) -> Control:
    above, below = by.random.sample(COMPANIES, 2)
    return Control(above, below, **by.span(0.6))
