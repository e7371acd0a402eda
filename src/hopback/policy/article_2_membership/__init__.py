"""Article 2: who may join, at which tier, who decides, and what ends it. (A2.1-A2.8)

`Facts` is the record; `to_join` and `to_stay` judge it; nothing here knows one provider from another.
"""

from .committee import Outcome, Seat, at_the_end, outcome, seat, voting
from .conditions import CONTINUING, TO_JOIN, WORDS, Answer, Condition, clause_of
from .ending import Reason, member_of, reasons_to_end
from .facts import Facts, Role, Rules, Tier
from .judging import example_for_a_waiver, may_join, to_join, to_stay

__all__ = [
    "CONTINUING",
    "TO_JOIN",
    "WORDS",
    "Answer",
    "Condition",
    "Facts",
    "Outcome",
    "Reason",
    "Role",
    "Rules",
    "Seat",
    "Tier",
    "at_the_end",
    "clause_of",
    "example_for_a_waiver",
    "may_join",
    "member_of",
    "outcome",
    "reasons_to_end",
    "seat",
    "to_join",
    "to_stay",
    "voting",
]
