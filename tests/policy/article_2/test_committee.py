"""The Executive Committee: who sits on it, who votes, what a vote decides. (A2.1, A2.8)"""

from datetime import date
from fractions import Fraction

import pytest

from hopback.policy.article_1_definitions import Control
from hopback.policy.article_2_membership import Facts, Outcome, Tier, at_the_end, outcome, seat, voting
from hopback.policy.article_2_membership import facts as told

TODAY = date(2026, 7, 1)
HALF = Fraction(1, 2)
SEATED = {"Patron"}
FACTS = Facts(
    memberships=tuple(
        told.Membership(name, date(2026, 1, 1), until, tier=tier)
        for name, tier, until in (
            ("Cardinal", Tier.STEERING, None),
            ("Blue Ridge", Tier.AFFILIATE, None),
            ("Meridian", Tier.STEERING, None),
            ("Tessera", Tier.STEERING, date(2026, 6, 1)),
        )
    ),
    supports=tuple(
        told.Support(name, date(2026, 1, 1), until, level=level)
        for name, level, until in (
            ("Cardinal", "Patron", None),
            ("Blue Ridge", "Patron", None),
            ("Meridian", "Friend", None),
            ("Tessera", "Patron", None),
        )
    ),
)


@pytest.mark.parametrize(
    ("name", "holds", "why"),
    [
        ("Cardinal", True, "supports the group"),
        ("Blue Ridge", False, "not a Steering member"),
        ("Meridian", False, "carries no seat"),
        ("Tessera", False, "not a Steering member"),
    ],
)
def test_a_seat_takes_steering_membership_and_a_set_level_of_support(name: str, holds: bool, why: str) -> None:
    """A2.1, A2.8."""
    found = seat(name, FACTS, TODAY, SEATED)
    assert found.holds is holds
    assert why in found.why


def test_a_seat_ends_with_its_support() -> None:
    """A2.8: as dated."""
    ended = Facts(
        memberships=FACTS.memberships, supports=(told.Support("Cardinal", date(2026, 1, 1), TODAY, level="Patron"),)
    )
    assert seat("Cardinal", ended, date(2026, 6, 30), SEATED).holds
    assert not seat("Cardinal", ended, TODAY, SEATED).holds


def test_one_vote_for_each_provider_and_none_in_its_own_matter() -> None:
    """A1.1, A2.8: companies under common control are one provider, also when they vote."""
    family = Facts(control=(Control("Cardinal", "Cardinal East", date(2020, 1, 1)),))
    seats = ["Cardinal", "Cardinal East", "Meridian", "Tessera"]
    assert voting(seats, "Sable Route", family, TODAY) == {"Cardinal", "Meridian", "Tessera"}
    assert voting(seats, "Cardinal East", family, TODAY) == {"Meridian", "Tessera"}


@pytest.mark.parametrize(
    ("votes", "now", "in_the_end"),
    [
        ("", Outcome.OPEN, Outcome.REJECTED),
        ("y", Outcome.OPEN, Outcome.REJECTED),
        ("yy", Outcome.OPEN, Outcome.APPROVED),
        ("yyy", Outcome.APPROVED, Outcome.APPROVED),
        ("nn", Outcome.REJECTED, Outcome.REJECTED),
        ("yyn", Outcome.OPEN, Outcome.APPROVED),
        ("yynn", Outcome.REJECTED, Outcome.REJECTED),
        ("yyyn", Outcome.APPROVED, Outcome.APPROVED),
    ],
)
def test_a_vote_is_over_once_nobody_could_turn_it(votes: str, now: Outcome, in_the_end: Outcome) -> None:
    """A2.4: half of four seats have to vote, and more than half of the votes approve."""
    seats = ["Cardinal", "Meridian", "Tessera", "Sable"]
    cast = {name: vote == "y" for name, vote in zip(seats, votes, strict=False)}
    assert outcome(cast, seats, HALF, HALF) is now
    assert at_the_end(cast, seats, HALF, HALF) is in_the_end


def test_a_vote_of_somebody_without_a_seat_does_not_count() -> None:
    assert at_the_end({"Nobody": True}, ["Cardinal"], HALF, HALF) is Outcome.REJECTED
    assert outcome({"Nobody": True}, [], HALF, HALF) is Outcome.OPEN
