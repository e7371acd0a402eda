"""Article 3, Traceback Confidentiality: who is shown what of a path. (A3.11, XC.1)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.appendix_c_privacy import FieldClass
from hopback.policy.clause import Clause
from hopback.policy.clauses import clause

from .initiation_and_tracking import Hop, Status, current, status


class Relation(StrEnum):
    """How somebody stands to one traceback."""

    STAFF = "staff"
    OWN_HOP = "own_hop"  # the provider whose hop it is, or who holds the link to it
    DOWNSTREAM = "downstream"  # a provider on the path, looking past its own hop
    REQUESTER = "requester"  # the organisation or source that asked for the traceback
    OUTSIDER = "outsider"


class Sight(StrEnum):
    ALWAYS = "always"
    ONCE_CLOSED = "once_closed"
    OWN = "own"  # only what the viewer itself supplied, or was asked with
    NEVER = "never"


# Every pair of relation and class. What a hop's own provider is asked with counts as its own.
VISIBLE: dict[tuple[Relation, FieldClass], Sight] = {
    (Relation.STAFF, FieldClass.PUBLIC): Sight.ALWAYS,
    (Relation.STAFF, FieldClass.MEMBER): Sight.ALWAYS,
    (Relation.STAFF, FieldClass.PROPRIETARY): Sight.ALWAYS,
    (Relation.STAFF, FieldClass.CPNI): Sight.ALWAYS,
    (Relation.OWN_HOP, FieldClass.PUBLIC): Sight.ALWAYS,
    (Relation.OWN_HOP, FieldClass.MEMBER): Sight.ALWAYS,
    (Relation.OWN_HOP, FieldClass.PROPRIETARY): Sight.OWN,
    (Relation.OWN_HOP, FieldClass.CPNI): Sight.OWN,
    (Relation.DOWNSTREAM, FieldClass.PUBLIC): Sight.ALWAYS,
    (Relation.DOWNSTREAM, FieldClass.MEMBER): Sight.ONCE_CLOSED,
    (Relation.DOWNSTREAM, FieldClass.PROPRIETARY): Sight.OWN,
    (Relation.DOWNSTREAM, FieldClass.CPNI): Sight.OWN,
    (Relation.REQUESTER, FieldClass.PUBLIC): Sight.ALWAYS,
    (Relation.REQUESTER, FieldClass.MEMBER): Sight.ONCE_CLOSED,
    (Relation.REQUESTER, FieldClass.PROPRIETARY): Sight.OWN,
    (Relation.REQUESTER, FieldClass.CPNI): Sight.OWN,
    (Relation.OUTSIDER, FieldClass.PUBLIC): Sight.ALWAYS,
    (Relation.OUTSIDER, FieldClass.MEMBER): Sight.NEVER,
    (Relation.OUTSIDER, FieldClass.PROPRIETARY): Sight.NEVER,
    (Relation.OUTSIDER, FieldClass.CPNI): Sight.NEVER,
}


def may_see(relation: Relation, field_class: FieldClass, own: bool, closed: bool) -> bool:
    """Whether somebody may see a field. (A3.11, A3.12, XC.1, XC.2)

    `own`: the viewer supplied the field or was asked with it. `closed`: the traceback is closed. A reveal of
    CPNI also needs a reason and a log entry, which is the portal's to ask for.
    """
    match VISIBLE[relation, field_class]:
        case Sight.ALWAYS:
            return True
        case Sight.ONCE_CLOSED:
            return own or closed
        case Sight.OWN:
            return own
        case Sight.NEVER:
            return False


_ENDS = {
    Status.ORIGIN_FOUND: "The investigation ended at {name}, whose customer made the call.",
    Status.NOT_FOUND: "The investigation ended at {name}, which found no record of the call.",
    Status.CANNOT_ANSWER: "The investigation ended at {name}, which could not answer.",
    Status.NO_RESPONSE: "The investigation ended at {name}, which did not respond.",
    Status.NON_COOPERATIVE: "The investigation ended at {name}, a non-cooperative provider.",
    Status.WITHDRAWN: "The traceback was withdrawn.",
}
_UNNAMED = "a provider not yet identified"


def end_shown(path: Sequence[Hop], names: Mapping[str, str]) -> str:
    """All that a downstream provider is told once a traceback is closed: where it ended. (A3.11)

    `names`: provider id → name. Empty while the traceback is open.
    """
    sentence = _ENDS.get(status(path), "")
    last = (current(path) or path)[-1]
    return sentence.format(name=names.get(last.provider, _UNNAMED))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of *Who can see what*: who, what, whether it is shown now, and why."""

    who: str
    what: str
    shown: bool
    why: str
    clause: Clause


def who_can_see(path: Sequence[Hop], *, requester: str = "", agencies: bool = False) -> tuple[Row, ...]:
    """The rows of the card on a traceback's page. (A3.11, A3.12, A5.5)

    `requester`: the name of who asked for the traceback, '' for the group itself. `agencies`: a lawful
    request has been complied with.
    """
    closed = status(path) is not Status.OPEN
    rows = [
        Row("Staff", "everything; called numbers on a reveal", True, "A reveal is logged.", clause("A3.5")),
        Row("Each provider", "its own hop", True, "It answers for it.", clause("A3.2")),
        Row(
            "Each provider that answered",
            "where the investigation ended",
            closed,
            "The traceback is closed." if closed else "Once the traceback is closed.",
            clause("A3.11"),
        ),
        Row("Providers", "other hops and their answers", False, "Upstream names stay hidden.", clause("A3.11")),
    ]
    if requester:
        why = "It may be used only to stop the traffic."
        rows.append(Row(requester, "the outcome", closed, why, clause("A3.12")))
    rows.append(
        Row(
            "Agencies",
            "call records",
            agencies,
            "On a lawful request." if agencies else "Call records need a subpoena or a civil demand.",
            clause("A5.5"),
        )
    )
    return tuple(rows)
