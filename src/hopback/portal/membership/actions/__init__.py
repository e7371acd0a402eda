"""The only place that writes memberships, and with them a provider's tier (A2.1-A2.8)."""

from .applying import apply, decide_application, recommend, withdraw_application
from .calls import call_off, hold_call, plan_call
from .committee import end_support, record_support
from .ending import confirm_end, drop_end, leave, propose_end
from .founding import take_over
from .signing import find_breach, lift_breach, sign_statement
from .voting import VOTE_CLOSES, cast_ballot, close_vote, open_vote

__all__ = [
    "VOTE_CLOSES",
    "apply",
    "call_off",
    "cast_ballot",
    "close_vote",
    "confirm_end",
    "decide_application",
    "drop_end",
    "end_support",
    "find_breach",
    "hold_call",
    "leave",
    "lift_breach",
    "open_vote",
    "plan_call",
    "propose_end",
    "recommend",
    "record_support",
    "sign_statement",
    "take_over",
    "withdraw_application",
]
