"""Candidates asked about, told of alone and declined; a source of referrals and whom a member designated for it."""

from datetime import date
from typing import Any

from hopback.portal.sourcing import actions
from tests.portal.factories import NOW, make_source
from tests.portal.sourcing.calls import ROSA

from .people import Who


def add(world: Any, story: Any) -> None:
    for name, candidate, *owners in (
        ("ours", story.undecided, Who.SOURCE),
        ("of_another", story.of_another),
    ):
        if not owners:
            make_address(candidate)
        asked = actions.ask_back(candidate=candidate, text="Is there a recording?", by=story.by, now=NOW)
        world.add(f"question:{name}", *owners, candidate=candidate.public_id, question=asked.public_id)
    fresh, closed = (story.submitted(story.ftc, called=f"+1614555018{n}") for n in range(2))
    actions.decline(candidate=closed, because="A wrong number.", by=story.by, now=NOW)
    world.add("candidate:fresh", Who.SOURCE, candidate=fresh.public_id)
    world.add("candidate:closed", Who.SOURCE, candidate=closed.public_id)
    world.add("provider:steering", provider=story.path[0].public_id)
    referrals = make_source("Steering Committee referrals", kind="steering_referrer")
    world.add("source:referrals", source=referrals.public_id)
    named = actions.designate(
        source=referrals, member=story.path[0], name="Sabine Aldous", email="sabine@cardinal.example",
        designated_by="Grant Moseley", designated_how="A letter.", designated_on=date(2026, 1, 5), by=story.by, now=NOW,
    )  # fmt: skip
    world.add("referrer:sabine", referrer=named.public_id)


def make_address(candidate: Any) -> None:
    """Where a source without people is written to."""
    actions.change_source(
        source=candidate.source, email="desk@ustelecom.example", score_top=1.0,
        by=ROSA, now=NOW,
    )  # fmt: skip
    candidate.source.refresh_from_db()
