"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class NoDueDiligence(Refused):
    """Nothing opens before the three tests were made and held."""

    clause = clause("A4.3")


class AlreadyOpened(Refused):
    """One candidate, one traceback."""

    clause = clause("A4.3")


class NobodyToAsk(Refused):
    """A traceback begins at the terminating provider."""

    clause = clause("A3.1")


class AlreadyAnswered(Refused):
    """An answer is given once; after that it is corrected."""

    clause = clause("A3.2")


class NoLongerAsked(Refused):
    """The hop is not waiting for this provider."""

    clause = clause("A3.6")


class UnknownUpstream(Refused):
    """The upstream provider named is not listed."""

    clause = clause("A3.3")
    field = "upstream"


class NotTheLast(Refused):
    """Only the answer that ends a path can be given back."""

    clause = clause("A3.7")


class NoTimeLeft(Refused):
    """The clock has run out, or has not begun."""

    clause = clause("XA.3")


class NothingToReveal(Refused):
    """A reveal has its reason."""

    clause = clause("A3.11")
