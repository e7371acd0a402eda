"""What members, applicants, the Committee and staff cannot do, and by which clause."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class NotOpen(Refused):
    """There is nothing open to act on, or something is already."""

    clause = clause("A2.1")


class ConditionsFail(Refused):
    """Nobody is accepted while a condition of its tier fails."""

    clause = clause("A2.3")
    field = "decision"


class AffiliateConditionsFail(ConditionsFail):
    clause = clause("A2.5")


class StatementIncomplete(Refused):
    """A statement of intent says all that the tier asks."""

    clause = clause("A2.3")


class NoVote(Refused):
    """This vote cannot be opened, or not be cast."""

    clause = clause("A2.8")


class ReasonsMissing(Refused):
    """What is decided about a member keeps its reasons."""

    clause = clause("A2.7")
    field = "reasons"


class AdviceMissing(Refused):
    """Membership ends in conjunction with the advice of the Executive Committee."""

    clause = clause("A2.7")


class NoSupport(Refused):
    """Support is recorded at a set level, with its dates."""

    clause = clause("A2.8")


class NoCall(Refused):
    """This call cannot be planned, held or called off."""

    clause = clause("A2.5")
