"""Appendix A(5), Mitigate Traffic Source: who is asked what it did, what answers it, and what was seen again. (XA.5)"""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from hopback.policy.article_3_traceback.answers import Mitigation
from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class NamedAs(StrEnum):
    """As what a provider was named when the traceback closed."""

    ORIGIN = "origin"
    POINT_OF_ENTRY = "point_of_entry"


CLAIMS = frozenset({Mitigation.WARNED, Mitigation.BLOCKED, Mitigation.TERMINATED})


class NotExplained(Refused):
    """Traffic that is found lawful is explained to the group."""

    clause = clause("XA.5")
    field = "note"


def named_as(designations: Collection[Designation]) -> NamedAs | None:
    """Whether a provider with these designations is asked what it did: as the source, else as point of entry. (XA.5)"""
    if {Designation.US_ORIGIN, Designation.INTERNATIONAL_ORIGIN} & set(designations):
        return NamedAs.ORIGIN
    return NamedAs.POINT_OF_ENTRY if Designation.US_POINT_OF_ENTRY in designations else None


def settles(did: Mitigation) -> bool:
    """Whether this answers the question; "nothing yet" is heard, and asked again. (XA.5)"""
    return did is not Mitigation.NONE


def refuse_unless_explained(did: Mitigation, note: str) -> None:
    """Raise NotExplained where the traffic is said to be lawful and nothing says why. (XA.5)"""
    if did is Mitigation.FOUND_LAWFUL and not note.strip():
        raise NotExplained("Say why the traffic is lawful: who called whom, about what, with whose consent.")


def seen_again(did: Mitigation, said_at: datetime, calls: Iterable[datetime]) -> bool:
    """Whether a call of the same campaign came from the same provider after it said that it had acted. (XA.5)"""
    return did in CLAIMS and any(called_at > said_at for called_at in calls)
