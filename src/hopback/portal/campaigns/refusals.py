"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class CampaignRefused(Refused):
    """A campaign has a name of its own, and calls belong to one campaign."""

    clause: Clause = clause("A1.6")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
