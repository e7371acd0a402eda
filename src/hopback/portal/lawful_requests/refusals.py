"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class RequestWrong(Refused):
    """A lawful request has a document, a scope and a day when it is due."""

    clause = clause("A5.4")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AlreadyOver(Refused):
    """What was released or declined is not changed any more."""

    clause = clause("A5.4")


class PackageExpired(Refused):
    """The package can no longer be taken from the portal."""

    clause = clause("A5.4")
