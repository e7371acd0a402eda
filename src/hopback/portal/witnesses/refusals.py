"""What is refused here; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class AddressWrong(Refused):
    """Heads of the log go to an address that can be written to, once (A3.5)."""

    clause: Clause = clause("A3.5")
    field = "address"
