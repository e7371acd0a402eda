"""Questions about members: what is on record, what follows from it, who votes. Each limited to what the asker sees."""

from .calls import calls_of, expected_at
from .committee import Standing, committee, has_seat, seats_on, the_vote, votes_visible_to, waiting_for
from .conditions import Shown, failing, shown
from .members import Member, mine, on_the_page_of, open_applications, open_membership, the_members
from .record import Record, record

__all__ = [
    "Member",
    "Record",
    "Shown",
    "Standing",
    "calls_of",
    "committee",
    "expected_at",
    "failing",
    "has_seat",
    "mine",
    "on_the_page_of",
    "open_applications",
    "open_membership",
    "record",
    "seats_on",
    "shown",
    "the_members",
    "the_vote",
    "votes_visible_to",
    "waiting_for",
]
