"""Why something about a customer's request is refused."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class CustomerRequestWrong(Refused):
    """A customer's records go to a person only on the customer's written request."""

    clause = clause("XC.2")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
