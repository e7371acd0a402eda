"""What cannot be done about a finding, and by which clause."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class NotOpen(Refused):
    """There is nothing to act on, or something is open already."""

    clause = clause("A1.3")


class NoGround(Refused):
    """A finding rests on factors of the sheet, on hops of the group, and on reasons."""

    clause = clause("A1.3")
    field = "factors"


class SheetChanged(Refused):
    """The finding would rest on another sheet than the one that was looked at."""

    clause = clause("A1.3")


class TimeToAnswer(Refused):
    """Notice first, and time to answer; only then a second person confirms."""

    clause = clause("A1.3")


class OwnFinding(Refused):
    """What contests a finding is looked at by somebody who did not make it."""

    clause = clause("A3.10")


class WordsMissing(Refused):
    """Reasons are given, and kept."""

    clause = clause("A1.3")
    field = "reasons"
