"""A finding of non-cooperation: proposed, answered, confirmed by another; contested, reviewed, lifted. (A1.3)"""

from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    NOTIFIED = "notified"
    TO_CONFIRM = "to_confirm"
    STANDING = "standing"
    CONTESTED = "contested"
    TO_LIFT = "to_lift"
    LIFTED = "lifted"
    DROPPED = "dropped"


STATES: dict[State, str] = {
    State.NOTIFIED: "Proposed, to be answered",
    State.TO_CONFIRM: "Proposed, to be confirmed",
    State.STANDING: "Standing",
    State.CONTESTED: "Standing, contested",
    State.TO_LIFT: "Standing, to be lifted",
    State.LIFTED: "Lifted",
    State.DROPPED: "Dropped",
}
WHO_MOVES: dict[State, str] = {
    State.NOTIFIED: "The provider answers",
    State.TO_CONFIRM: "A second person confirms, or it is dropped",
    State.STANDING: "Nobody, until the provider contests it or it is lifted",
    State.CONTESTED: "Somebody other than the finder reviews it",
    State.TO_LIFT: "A second person confirms the lifting",
    State.LIFTED: "Nobody: it is over",
    State.DROPPED: "Nobody: it is over",
}


def may_be_confirmed(*, answered: bool, answer_until: datetime, now: datetime) -> bool:
    """Once the provider has answered, or its time to do so is over. (A1.3)"""
    return answered or now >= answer_until


def state_of(
    *,
    answered: bool,
    answer_until: datetime,
    now: datetime,
    confirmed: bool = False,
    dropped: bool = False,
    contested: bool = False,
    to_lift: bool = False,
    lifted: bool = False,
) -> State:
    """`contested`: by words that nobody has reviewed yet; `to_lift`: its lifting waits for a second person."""
    if dropped:
        return State.DROPPED
    if not confirmed:
        ready = may_be_confirmed(answered=answered, answer_until=answer_until, now=now)
        return State.TO_CONFIRM if ready else State.NOTIFIED
    if lifted:
        return State.LIFTED
    if to_lift:
        return State.TO_LIFT
    return State.CONTESTED if contested else State.STANDING
