"""Each factor with what it is a share of, counted alike for everybody. (A1.3)"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .facts import Notified, Request, Timing


class Factor(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    NONE = "none"
    NOT_FOUND = "not_found"
    INCOMPLETE = "incomplete"
    ORIGIN = "origin"
    POINT_OF_ENTRY = "point_of_entry"
    POINT_OF_DEPARTURE = "point_of_departure"
    NO_STEPS = "no_steps"
    SEEN_AGAIN = "seen_again"


@dataclass(frozen=True, slots=True)
class Words:
    """`label` what is counted, `of` among which; `good` where more of it is better."""

    label: str
    of: str
    good: bool = False


FACTORS: dict[Factor, Words] = {
    Factor.ON_TIME: Words("Answered on time", "requests that are over", good=True),
    Factor.LATE: Words("Answered late", "requests that are over"),
    Factor.NONE: Words("No response", "requests that are over"),
    Factor.NOT_FOUND: Words("Not found", "answered requests"),
    Factor.INCOMPLETE: Words("Given back as incomplete", "requests with an answer"),
    Factor.ORIGIN: Words("Origin", "requests of closed tracebacks"),
    Factor.POINT_OF_ENTRY: Words("U.S. Point of Entry", "requests of closed tracebacks"),
    Factor.POINT_OF_DEPARTURE: Words("Foreign Point of Departure", "requests of closed tracebacks"),
    Factor.NO_STEPS: Words("Notified, and did not say what it did", "times notified"),
    Factor.SEEN_AGAIN: Words("Said that it acted, and was seen again", "times it said that it acted"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; no share of nothing."""

    count: int
    of: int

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.count, self.of) if self.of else None


type Rule = tuple[Callable[[Request], bool], Callable[[Request], bool]]  # what is counted, among which


def _is_over(one: Request) -> bool:
    return one.timing is not Timing.OPEN


_OF_REQUESTS: dict[Factor, Rule] = {
    Factor.ON_TIME: (lambda one: one.timing is Timing.ON_TIME, _is_over),
    Factor.LATE: (lambda one: one.timing is Timing.LATE, _is_over),
    Factor.NONE: (lambda one: one.timing is Timing.NONE, _is_over),
    Factor.NOT_FOUND: (lambda one: one.not_found, lambda one: one.answered),
    Factor.INCOMPLETE: (lambda one: one.returned, lambda one: one.said),
    Factor.ORIGIN: (lambda one: one.origin, lambda one: one.closed),
    Factor.POINT_OF_ENTRY: (lambda one: one.point_of_entry, lambda one: one.closed),
    Factor.POINT_OF_DEPARTURE: (lambda one: one.point_of_departure, lambda one: one.closed),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Of any set of requests and notices: all of a group's, those of one campaign, those in one role."""

    requests: int
    open: int
    shares: dict[Factor, Share]

    @classmethod
    def of(cls, requests: Iterable[Request], notified: Iterable[Notified] = ()) -> "Counts":
        rows, told = list(requests), list(notified)
        return cls(
            requests=len(rows),
            open=sum(not _is_over(one) for one in rows),
            shares={factor: _share(rows, *rule) for factor, rule in _OF_REQUESTS.items()}
            | {
                Factor.NO_STEPS: Share(sum(not one.answered for one in told), len(told)),
                Factor.SEEN_AGAIN: Share(
                    sum(one.seen_again for one in told if one.claimed), sum(one.claimed for one in told)
                ),
            },
        )


def _share(rows: list[Request], counted: Callable[[Request], bool], among: Callable[[Request], bool]) -> Share:
    those = [one for one in rows if among(one)]
    return Share(sum(counted(one) for one in those), len(those))
