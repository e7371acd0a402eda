"""A question made ready to be compared with many records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .. import number
from ..record import CallRecord
from .passport import Claims, claims
from .question import Question
from .settings import Settings

_TEN = 10**10


@dataclass(frozen=True, slots=True)
class Asked:
    """Numbers as keys. `called` without routing numbers, which many calls share."""

    question: Question
    called: frozenset[int]
    routing: frozenset[int]
    calling: frozenset[int]
    claims: Claims | None
    at: float  # POSIX seconds, by the neighbour's clock where it told a time
    first_at: float | None  # by the first asker's, where that is another
    withheld: bool  # the calling number was not shown, or not told
    precision_s: float  # 60: the time was told to the minute, as it seems


def asked(question: Question, settings: Settings) -> Asked:
    def keys(raws: Iterable[str]) -> frozenset[int]:
        found = {number.key(raw, country=settings.country, prefixes=settings.prefixes) for raw in raws if raw}
        return frozenset(found - {0})

    said = claims(question.identity) if question.identity else None
    called = question.called, question.called_received
    routing = {number.routing_key(raw, country=settings.country) for raw in called if raw} - {0}
    at = question.asked_at
    other = question.at if abs(question.at - at) > timedelta(seconds=2) else None
    return Asked(
        question=question,
        called=keys(called) | (said.dest if said else frozenset()),
        routing=frozenset(routing),
        calling=keys((question.calling, question.calling_received)) | (keys_of(said.orig) if said else frozenset()),
        claims=said,
        at=at.timestamp(),
        first_at=other.timestamp() if other else None,
        withheld=hides(question.calling),
        precision_s=60.0 if at.second == 0 and at.microsecond == 0 else 1.0,
    )


def keys_of(*numbers: int) -> frozenset[int]:
    return frozenset(each for each in numbers if each)


def hides(calling: str) -> bool:
    """Does a calling number say that it is withheld: anonymous, Restricted, sip:unknown@…?"""
    return bool(calling.strip()) and not number.key(calling)


def alike(some: Iterable[int], others: Iterable[int]) -> bool:
    """Do two numbers end in the same ten digits? A prefix nobody told us about then stands before one of them."""
    ends = {each % _TEN for each in some if each > _TEN}
    return any(each > _TEN and each % _TEN in ends for each in others)


def written_calling(record: CallRecord) -> tuple[str, ...]:
    return tuple(raw for raw in (record.calling, record.calling_asserted, record.calling_out) if raw)


def written_called(record: CallRecord) -> tuple[str, ...]:
    return tuple(raw for raw in (record.called, record.dialled, record.called_out) if raw)
