"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class CandidateWrong(Refused):
    """A candidate says which call, by whom it is told and why it is suspicious."""

    clause: Clause = clause("A4.2")

    def __init__(self, message: str, field: str, cited: str = "A4.2") -> None:
        super().__init__(message)
        self.field, self.clause = field, clause(cited)


class SourceWrong(Refused):
    """A source has a name and is listed once."""

    clause = clause("A4.4")
    field = "name"


class ComplaintsWrong(Refused):
    """A file of complaints is recognised by its columns."""

    clause = clause("A4.4")
    field = "file"


class DesignationWrong(Refused):
    """A referrer is a named person, designated by a member of the Steering Committee."""

    clause: Clause = clause("A4.4")

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class SourceEnded(Refused):
    """A source that has ended tells of nothing more."""

    clause = clause("A4.4")


class CampaignWrong(Refused):
    """A campaign has a name of its own."""

    clause = clause("A1.6")
    field = "name"


class DecidedAlready(Refused):
    """The three tests of a candidate are decided once."""

    clause = clause("A4.3")


class TriageWrong(Refused):
    """A candidate is asked about, declined or brought back with a reason, while that is still open."""

    clause: Clause = clause("A4.3")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AskedAlready(Refused):
    """Whom a traceback began with does not change under it."""

    clause = clause("A3.1")
    field = "terminating_provider"


class RevealWithoutReason(Refused):
    """A reveal has its reason."""

    clause = clause("XC.2")
    field = "reason"
