"""Article 3: the six designations. Four follow from the answer, two from the place in the path."""

from collections.abc import Sequence
from enum import StrEnum

from .answers import AnswerKind
from .initiation_and_tracking import Hop
from .moves import OFF_THE_PATH, HopState


class Designation(StrEnum):
    NO_RESPONSE = "No Response"
    US_ORIGIN = "U.S. Origin"
    INTERNATIONAL_ORIGIN = "International Origin"
    US_POINT_OF_ENTRY = "U.S. Point of Entry"
    FOREIGN_POINT_OF_DEPARTURE = "Foreign Point of Departure"
    NOT_FOUND = "Not Found"


def designations(path: Sequence[Hop]) -> list[frozenset[Designation]]:
    """One set for each hop. (A3.7, A1.4, A1.5)

    Choices: a provider that cannot answer is Not Found; a late answer replaces No Response; a provider still
    being identified is foreign as far as its downstream provider's word goes (None where it said nothing);
    a hop that was superseded or withdrawn has no designation.
    """
    return [_from_answer(hop) | _from_place(path, place) for place, hop in enumerate(path)]


def _from_answer(hop: Hop) -> frozenset[Designation]:
    match hop.state, hop.answer:
        case HopState.NO_RESPONSE, _:
            return frozenset({Designation.NO_RESPONSE})
        case HopState.ANSWERED, AnswerKind.NOT_FOUND | AnswerKind.CANNOT_ANSWER:
            return frozenset({Designation.NOT_FOUND})
        case HopState.ANSWERED, AnswerKind.ORIGINATED if hop.foreign is not None:
            return frozenset({Designation.INTERNATIONAL_ORIGIN if hop.foreign else Designation.US_ORIGIN})
    return frozenset()


def _from_place(path: Sequence[Hop], place: int) -> frozenset[Designation]:
    here = _foreign(path[place])
    upstream = _foreign(path[place + 1]) if place + 1 < len(path) else None
    downstream = _foreign(path[place - 1]) if place else None
    if here is False and upstream is True:
        return frozenset({Designation.US_POINT_OF_ENTRY})
    if here is True and downstream is False:
        return frozenset({Designation.FOREIGN_POINT_OF_DEPARTURE})
    return frozenset()


def _foreign(hop: Hop) -> bool | None:
    return None if hop.state in OFF_THE_PATH else hop.foreign
