"""Counted tracebacks as named figures that add up, with what is kept back of them (A3.9, XC.3).

A month is judged by itself, in the same way wherever it is published; a year begins with what its months keep back.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.publication import Period, Span
from hopback.policy.article_3_traceback.suppression import Sum, folded, kept_back
from hopback.portal.tracebacks.queries.endings import ORDER, ORIGINS

from .counting import ACTED, LAWFUL, NOBODY, NOTHING, Asked, Traced

ENDS = tuple(ORDER)
ON_TIME, LATE, NEVER = "on_time", "late", "never"
ANSWERS = (ON_TIME, LATE, NEVER)
DID = (ACTED, LAWFUL, NOTHING, NOBODY)
ALL, REQUESTS, FOUND, NOT_FOUND = "all", "requests", "found", "not_found"
OTHERS = "All others"
MOST_ROWS = 12


@dataclass
class Figures:
    """`values` by name; `kept_back` of them are not published. `campaigns` and `countries`: rows by their names."""

    values: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    kept_back: frozenset[str] = frozenset()
    campaigns: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)

    def shown(self, name: str) -> int | None:
        """None where it is kept back."""
        return None if name in self.kept_back else self.values[name]

    def add(self, total: str, parts: Iterable[str]) -> None:
        self.sums.append(Sum(total, tuple(parts)))


def of_period(
    period: Period,
    traced: Sequence[Traced],
    asked: Sequence[Asked],
    smallest: int,
    *,
    campaigns: dict[int, str],
    named: Collection[str],
) -> Figures:
    """`campaigns`: their names by primary key; `named`: those that may be told to everybody (A3.14)."""
    months = [_month(month.first_on, traced, asked) for month in period.months]
    for one in months:
        one.kept_back = kept_back(one.values, one.sums, smallest)
    if period.span is Span.MONTH:
        return months[0]
    year = Figures()
    for one in months:
        year.values |= one.values
        year.sums += one.sums
    _add_up(year, period)
    _campaigns(year, traced, smallest, campaigns, named)
    _countries(year, traced, smallest)
    _done(year, traced)
    _what_else_adds_up(year)
    before = frozenset().union(*(one.kept_back for one in months))
    shown = {name for one in months for name in one.values} - before
    year.kept_back = kept_back(year.values, year.sums, smallest, before=before, shown=shown)
    return year


def end_of(month: date | None, end: Designation) -> str:
    return f"{_of(month)} ended {end.value}"


def answer_of(month: date | None, answer: str) -> str:
    return f"{_of(month)} answered {answer}"


def total_of(month: date | None, what: str) -> str:
    return f"{_of(month)} {what}"


def _of(month: date | None) -> str:
    return f"{month:%Y-%m}" if month else "year"


def _month(month: date, traced: Sequence[Traced], asked: Sequence[Asked]) -> Figures:
    ends = Counter(one.end or Designation.NOT_FOUND for one in traced if one.month_on == month)
    answers = Counter(answered(one) for one in asked if one.month_on == month)
    found = Figures()
    _partition(found, total_of(month, ALL), {end_of(month, end): ends[end] for end in ENDS})
    _partition(found, total_of(month, REQUESTS), {answer_of(month, one): answers[one] for one in ANSWERS})
    return found


def answered(one: Asked) -> str:
    return NEVER if one.hours is None else ON_TIME if one.on_time else LATE


def _partition(figures: Figures, total: str, parts: dict[str, int]) -> None:
    """Parts that are the whole."""
    figures.values |= parts
    figures.values[total] = sum(parts.values())
    figures.add(total, parts)


def _add_up(year: Figures, period: Period) -> None:
    """The months to the year: each column, and the columns to the whole."""
    months = [one.first_on for one in period.months]
    columns = [(end_of(None, end), [end_of(month, end) for month in months]) for end in ENDS]
    columns += [(answer_of(None, one), [answer_of(month, one) for month in months]) for one in ANSWERS]
    columns += [(total_of(None, what), [total_of(month, what) for month in months]) for what in (ALL, REQUESTS)]
    for total, parts in columns:
        year.values[total] = sum(year.values[part] for part in parts)
        year.add(total, parts)
    year.add(total_of(None, ALL), [end_of(None, end) for end in ENDS])
    year.add(total_of(None, REQUESTS), [answer_of(None, one) for one in ANSWERS])
    origins = [end_of(None, end) for end in ORIGINS]
    others = [end_of(None, end) for end in ENDS if end not in ORIGINS]
    for total, parts in ((total_of(None, FOUND), origins), (total_of(None, NOT_FOUND), others)):
        year.values[total] = sum(year.values[part] for part in parts)
        year.add(total, parts)
    year.add(total_of(None, ALL), [total_of(None, FOUND), total_of(None, NOT_FOUND)])


def _campaigns(
    year: Figures, traced: Sequence[Traced], smallest: int, names: dict[int, str], named: Collection[str]
) -> None:
    """By campaign: origin found or not. Those that only private organisations told of stand among the others."""
    counts = Counter(names.get(one.campaign or 0, "") for one in traced)
    found = Counter(names.get(one.campaign or 0, "") for one in traced if one.end in ORIGINS)
    own, others = folded(counts, smallest, most=MOST_ROWS, named=named)
    rows = {name: [name] for name in own} | ({OTHERS: others} if others else {})
    for name, of in rows.items():
        good = sum(found[each] for each in of)
        parts = {campaign_of(name, FOUND): good, campaign_of(name, NOT_FOUND): sum(counts[each] for each in of) - good}
        _partition(year, campaign_of(name, ALL), parts)
    for what in (ALL, FOUND, NOT_FOUND):
        if rows:
            year.add(total_of(None, what), [campaign_of(name, what) for name in rows])
    year.campaigns = list(rows)


def campaign_of(name: str, what: str) -> str:
    return f"campaign {what} {name}"


def _countries(year: Figures, traced: Sequence[Traced], smallest: int) -> None:
    """By the country of the last provider on the path."""
    counts = Counter(one.country for one in traced)
    own, others = folded(counts, smallest, most=MOST_ROWS, named=counts.keys() - {""})
    rows = {code: counts[code] for code in own} | ({OTHERS: sum(counts[one] for one in others)} if others else {})
    year.values |= {country_of(code): count for code, count in rows.items()}
    if rows:
        year.add(total_of(None, ALL), map(country_of, rows))
    year.countries = list(rows)


def country_of(code: str) -> str:
    return f"country {code}"


def _done(year: Figures, traced: Sequence[Traced]) -> None:
    counts = Counter(one.did for one in traced)
    year.values |= {did_of(one): counts[one] for one in DID}
    year.add(total_of(None, ALL), map(did_of, DID))


def _what_else_adds_up(year: Figures) -> None:
    """What a reader who thinks knows besides: where calls ended at home, and when nobody could be asked."""
    at_home = [end_of(None, end) for end in (Designation.US_ORIGIN, Designation.NO_RESPONSE, Designation.NOT_FOUND)]
    _if_so(year, country_of(settings.COUNTRY), at_home)
    _if_so(year, did_of(NOBODY), at_home[1:])


def _if_so(figures: Figures, total: str, parts: Sequence[str]) -> None:
    """No sum by its meaning, but nearly always right, and then a reader may count on it."""
    if figures.values.get(total) == sum(figures.values[part] for part in parts):
        figures.add(total, parts)


def did_of(what: str) -> str:
    return f"did {what}"
