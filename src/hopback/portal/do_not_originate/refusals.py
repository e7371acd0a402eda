"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class RequestWrong(Refused):
    """A request says whose numbers these are, who confirms for them, and which they are."""

    clause: Clause = clause("XB.2")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ListedAlready(Refused):
    """A number is listed once."""

    clause: Clause = clause("XB.5")
    field = "numbers"


class NotInThatState(Refused):
    """What was decided stays; what is listed is removed, what is not is not."""

    clause: Clause = clause("XB.5")


class ReasonMissing(Refused):
    """Who takes something off the list, declines or settles says why."""

    clause: Clause = clause("XB.4")
    field = "because"


class StatisticsWrong(Refused):
    """Statistics are a count of calls for each number that is listed."""

    clause: Clause = clause("XB.8")
    field = "numbers"


class ChargeWrong(Refused):
    """A charge is agreed with a private recipient that can be sent an invoice."""

    clause: Clause = clause("XB.3")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
