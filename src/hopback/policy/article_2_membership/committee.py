"""The Executive Committee: who has a seat, and what a vote decides. (A2.1, A2.8)"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from hopback.policy.article_1_definitions import control_group

from .ending import member_of
from .facts import Facts, Tier, in_words


@dataclass(frozen=True, slots=True)
class Seat:
    """Whether a provider has a seat on a day, and why."""

    holds: bool
    why: str
    level: str = ""


def seat(provider: str, facts: Facts, on: date, levels: Collection[str]) -> Seat:
    """A Steering member that supports the group at one of the levels that carry a seat. (A2.8)"""
    known = facts.known_on(on)
    held = member_of(provider, known, on)
    if held is None or held[0] is not Tier.STEERING:
        return Seat(False, "It is not a Steering member.")
    given = [each.level for each in known.supports if each.provider == provider and each.holds(on)]
    enough = [level for level in given if level in levels]
    if enough:
        return Seat(
            True,
            f"A Steering member since {in_words(held[1])} that supports the group at the level “{enough[0]}”.",
            enough[0],
        )
    if given:
        return Seat(False, f"Its level of support, “{given[0]}”, carries no seat.", given[0])
    return Seat(False, "It does not support the group financially at this time.")


class Outcome(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


def outcome(votes: Mapping[str, bool], seats: Collection[str], quorum: Fraction, majority: Fraction) -> Outcome:
    """What votes of seats say so far: decided once enough voted, and those who did not could not turn it.

    `quorum`: the share of seats that have to vote; `majority`: of the votes cast, more than this share approve.
    """
    cast = {voter: approves for voter, approves in votes.items() if voter in seats}
    missing, yes = len(seats) - len(cast), sum(cast.values())
    if not seats or len(cast) < quorum * len(seats):
        return Outcome.OPEN
    if yes > majority * (len(cast) + missing):
        return Outcome.APPROVED
    if yes + missing <= majority * (len(cast) + missing):
        return Outcome.REJECTED
    return Outcome.OPEN


def at_the_end(votes: Mapping[str, bool], seats: Collection[str], quorum: Fraction, majority: Fraction) -> Outcome:
    """The same when the time to vote is over: who did not vote does not count, and without a quorum it is rejected."""
    cast = [approves for voter, approves in votes.items() if voter in seats]
    if not cast or len(cast) < quorum * len(seats):
        return Outcome.REJECTED
    return Outcome.APPROVED if sum(cast) > majority * len(cast) else Outcome.REJECTED


def voting(seats: Iterable[str], about: str, facts: Facts, on: date) -> frozenset[str]:
    """The seats that vote on a provider's matter: one for each control group, and nobody on its own. (A1.1)"""
    links = facts.known_on(on).control
    interested = control_group(about, links, on)
    chosen: dict[frozenset[str], str] = {}
    for each in sorted(seats):
        if each not in interested:
            chosen.setdefault(control_group(each, links, on), each)
    return frozenset(chosen.values())
