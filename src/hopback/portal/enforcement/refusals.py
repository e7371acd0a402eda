"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class AgencyWrong(Refused):
    """An agency is of the federal government or of one state, and enforces laws against illegal robocalls."""

    clause: Clause = clause("A5.7")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
