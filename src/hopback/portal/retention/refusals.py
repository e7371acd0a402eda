"""Why something about retention is refused, in words that say what to do."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class RetentionWrong(Refused):
    """Something is missing or was done already."""

    clause = clause("A6.1")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
