"""Article 3: what the group may publish, to whom, for which period, and when a name comes off. (A3.9, A3.10, XC.3)"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class What(StrEnum):
    """What can be published. (A3.9)"""

    RESULTS = "results"
    COOPERATIVE = "cooperative"
    NON_COOPERATIVE = "non_cooperative"


class Audience(StrEnum):
    """To whom: the ways of publishing that the text names. (A3.9)"""

    MEMBERS = "members"
    PORTAL = "portal"
    MAIL = "mail"
    WEBSITE = "website"


class Span(StrEnum):
    """Figures are published of whole months and years: who could choose the days could subtract. (XC.3)"""

    MONTH = "month"
    YEAR = "year"


class NotOver(Refused):
    """Results are published of a month or a year that is over."""

    clause = clause("A3.9")
    field = "first_on"


class NoBasis(Refused):
    """To publish is a choice: somebody says on what basis."""

    clause = clause("A3.9")
    field = "basis"


class NotAsSeen(Refused):
    """What is published is what was looked at."""

    clause = clause("A3.10")


class AlreadySo(Refused):
    """It is published there already, or is not."""

    clause = clause("A3.9")


class NothingWritten(Refused):
    """The yearly report says what the group did, and with whom it worked together."""

    clause = clause("A3.9")

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month or a year, by its first day; its days are UTC."""

    span: Span
    first_on: date

    @property
    def after_on(self) -> date:
        """The first day after it."""
        if self.span is Span.YEAR:
            return date(self.first_on.year + 1, 1, 1)
        return _month(self.first_on.year, self.first_on.month + 1)

    @property
    def since(self) -> datetime:
        return datetime(self.first_on.year, self.first_on.month, 1, tzinfo=UTC)

    @property
    def until(self) -> datetime:
        return datetime(self.after_on.year, self.after_on.month, 1, tzinfo=UTC)

    @property
    def before(self) -> "Period":
        if self.span is Span.YEAR:
            return Period(self.span, date(self.first_on.year - 1, 1, 1))
        return Period(self.span, _month(self.first_on.year, self.first_on.month - 1))

    @property
    def name(self) -> str:
        """`2025`, `October 2026`."""
        return f"{self.first_on:%Y}" if self.span is Span.YEAR else f"{self.first_on:%B %Y}"

    @property
    def months(self) -> "list[Period]":
        if self.span is Span.MONTH:
            return [self]
        return [Period(Span.MONTH, date(self.first_on.year, month, 1)) for month in range(1, 13)]

    def is_over(self, now: datetime) -> bool:
        return self.until <= now


def period(span: Span, on: date) -> Period:
    """The month or year of a day."""
    return Period(span, date(on.year, on.month if span is Span.MONTH else 1, 1))


def _month(year: int, month: int) -> date:
    years, month = divmod(month - 1, 12)
    return date(year + years, month + 1, 1)


def check_over(asked: Period, now: datetime) -> None:
    """Raise NotOver while more can still happen in it. (A3.9)"""
    if not asked.is_over(now):
        raise NotOver(f"{asked.name} is not over yet. Its figures can be published from {asked.after_on:%d %B %Y} on.")


def check_basis(basis: str) -> None:
    """Raise NoBasis where nobody said why. (A3.9)"""
    if not basis.strip():
        raise NoBasis("Say on what basis it is published: it stands beside what is published, with the date.")


def check_seen(seen: str, present: str) -> None:
    """Raise NotAsSeen where what would be published is no longer what the person looked at. (A3.10)"""
    if seen != present:
        raise NotAsSeen("It has changed since you looked at it. Look at it again, then publish it.")


def reads(*, signed_in: bool, member: bool) -> frozenset[Audience]:
    """The audiences that a reader of pages belongs to. (A3.9)"""
    found = {Audience.WEBSITE}
    if signed_in:
        found.add(Audience.PORTAL)
    if member:
        found.add(Audience.MEMBERS)
    return frozenset(found)
