"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class OrganizationWrong(Refused):
    """An organisation is public, private or of the government."""

    clause = clause("A3.12")
    field = "kind"


class CertifiedAlready(Refused):
    """A request is certified once, and every provider reads the same."""

    clause = clause("A3.13")


class AuthorizationWrong(Refused):
    """An authorisation says to whom, of what, from when and until when."""

    clause: Clause = clause("A3.14")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class InvoiceWrong(Refused):
    """A fee is agreed before it is billed, and an invoice is settled once."""

    clause: Clause = clause("A4.4")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
