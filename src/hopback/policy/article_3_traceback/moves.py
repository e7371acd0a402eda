"""Article 3: every move a hop can make, in one table, and who has the next move."""

from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class HopState(StrEnum):
    IDENTIFYING = "identifying"  # staff settle who the named provider is
    ASKED = "asked"
    INVESTIGATING = "investigating"
    ANSWERED = "answered"
    NO_RESPONSE = "no_response"
    NOT_ASKED = "not_asked"  # a non-cooperative provider: the trace ends at it (A1.9)
    SUPERSEDED = "superseded"  # a correction took the path elsewhere
    WITHDRAWN = "withdrawn"  # staff ended the traceback


class HopEvent(StrEnum):
    IDENTIFIED = "identified"
    ENDED_HERE = "ended_here"
    ASKED_ON = "asked_on"
    ACKNOWLEDGED = "acknowledged"
    REMINDED = "reminded"
    EXTENDED = "extended"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    CORRECTED = "corrected"
    RETURNED = "returned"
    TIME_RAN_OUT = "time_ran_out"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Mover(StrEnum):
    PROVIDER = "provider"
    STAFF = "staff"
    NOBODY = "nobody"


# Every move a hop can make. What is not in this table cannot happen.
NEXT: dict[tuple[HopState, HopEvent], HopState] = {
    (HopState.IDENTIFYING, HopEvent.IDENTIFIED): HopState.ASKED,
    (HopState.IDENTIFYING, HopEvent.ENDED_HERE): HopState.NOT_ASKED,
    (HopState.IDENTIFYING, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
    (HopState.IDENTIFYING, HopEvent.WITHDRAWN): HopState.WITHDRAWN,
    (HopState.ASKED, HopEvent.ACKNOWLEDGED): HopState.INVESTIGATING,
    (HopState.ASKED, HopEvent.REMINDED): HopState.ASKED,
    (HopState.ASKED, HopEvent.EXTENDED): HopState.ASKED,
    (HopState.ASKED, HopEvent.ANSWERED): HopState.ANSWERED,
    (HopState.ASKED, HopEvent.ANSWERED_LATE): HopState.ANSWERED,
    (HopState.ASKED, HopEvent.TIME_RAN_OUT): HopState.NO_RESPONSE,
    (HopState.ASKED, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
    (HopState.ASKED, HopEvent.WITHDRAWN): HopState.WITHDRAWN,
    (HopState.INVESTIGATING, HopEvent.REMINDED): HopState.INVESTIGATING,
    (HopState.INVESTIGATING, HopEvent.EXTENDED): HopState.INVESTIGATING,
    (HopState.INVESTIGATING, HopEvent.ANSWERED): HopState.ANSWERED,
    (HopState.INVESTIGATING, HopEvent.ANSWERED_LATE): HopState.ANSWERED,
    (HopState.INVESTIGATING, HopEvent.TIME_RAN_OUT): HopState.NO_RESPONSE,
    (HopState.INVESTIGATING, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
    (HopState.INVESTIGATING, HopEvent.WITHDRAWN): HopState.WITHDRAWN,
    (HopState.ANSWERED, HopEvent.CORRECTED): HopState.ANSWERED,
    (HopState.ANSWERED, HopEvent.RETURNED): HopState.INVESTIGATING,  # a path's last hop only
    (HopState.ANSWERED, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
    (HopState.NO_RESPONSE, HopEvent.ANSWERED_LATE): HopState.ANSWERED,  # reopens the traceback
    (HopState.NO_RESPONSE, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
    (HopState.NOT_ASKED, HopEvent.ASKED_ON): HopState.ASKED,
    (HopState.NOT_ASKED, HopEvent.SUPERSEDED): HopState.SUPERSEDED,
}

NEXT_MOVE: dict[HopState, Mover] = {
    HopState.IDENTIFYING: Mover.STAFF,
    HopState.ASKED: Mover.PROVIDER,
    HopState.INVESTIGATING: Mover.PROVIDER,
    HopState.ANSWERED: Mover.NOBODY,
    HopState.NO_RESPONSE: Mover.NOBODY,
    HopState.NOT_ASKED: Mover.NOBODY,
    HopState.SUPERSEDED: Mover.NOBODY,
    HopState.WITHDRAWN: Mover.NOBODY,
}

WAITING: frozenset[HopState] = frozenset(state for state, mover in NEXT_MOVE.items() if mover is not Mover.NOBODY)
OVER: frozenset[HopState] = frozenset(HopState) - WAITING
OFF_THE_PATH: frozenset[HopState] = frozenset({HopState.SUPERSEDED, HopState.WITHDRAWN})


class MoveNotAllowed(Refused):
    """A hop cannot make this move from the state it is in."""

    clause = clause("A3.6")


_STATE_WORDS = {
    HopState.IDENTIFYING: "whose provider is still being identified",
    HopState.ASKED: "that is waiting for its first answer",
    HopState.INVESTIGATING: "that is under investigation",
    HopState.ANSWERED: "that has been answered",
    HopState.NO_RESPONSE: "that was closed without a response",
    HopState.NOT_ASKED: "at which the trace ended without asking",
    HopState.SUPERSEDED: "that a correction has replaced",
    HopState.WITHDRAWN: "that was withdrawn",
}
_EVENT_WORDS = {
    HopEvent.IDENTIFIED: "identified",
    HopEvent.ENDED_HERE: "made the end of the trace",
    HopEvent.ASKED_ON: "asked on",
    HopEvent.ACKNOWLEDGED: "acknowledged",
    HopEvent.REMINDED: "reminded",
    HopEvent.EXTENDED: "extended",
    HopEvent.ANSWERED: "answered",
    HopEvent.ANSWERED_LATE: "answered late",
    HopEvent.CORRECTED: "corrected",
    HopEvent.RETURNED: "returned",
    HopEvent.TIME_RAN_OUT: "closed for lack of time",
    HopEvent.SUPERSEDED: "replaced",
    HopEvent.WITHDRAWN: "withdrawn",
}


def next_state(state: HopState, event: HopEvent) -> HopState:
    """The state after `event`; raises MoveNotAllowed for what is not in the table. (A3.2, A3.4, A3.6)"""
    try:
        return NEXT[state, event]
    except KeyError:
        raise MoveNotAllowed(f"A hop {_STATE_WORDS[state]} cannot be {_EVENT_WORDS[event]}.") from None
