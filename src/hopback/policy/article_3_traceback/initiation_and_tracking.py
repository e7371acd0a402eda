"""
Article 3, Traceback Initiation and Tracking: how a traceback moves.

A traceback is a path of hops, from the called party back toward the origin.
Only the last hop can be waiting. A hop has a state (`moves.py`). A traceback
has none of its own: its status is read from its path.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .answers import AnswerKind, Claim, Mitigation, NamesItself, check_answer
from .drawing import mermaid, table
from .moves import (
    NEXT,
    NEXT_MOVE,
    OFF_THE_PATH,
    OVER,
    WAITING,
    HopEvent,
    HopState,
    MoveNotAllowed,
    Mover,
    next_state,
)

__all__ = [
    "NEXT",
    "NEXT_MOVE",
    "OFF_THE_PATH",
    "OVER",
    "WAITING",
    "AnswerKind",
    "Claim",
    "Hop",
    "HopEvent",
    "HopState",
    "Mitigation",
    "MoveNotAllowed",
    "Mover",
    "NamesItself",
    "Status",
    "after_answer",
    "broken_invariants",
    "check_answer",
    "current",
    "end_of",
    "mermaid",
    "next_state",
    "same_provider",
    "status",
    "table",
]


@dataclass(frozen=True, slots=True)
class Hop:
    """One provider's turn. `foreign` and `cooperative` are None while undecided.

    `group`: the public ids of the provider's control group (A1.1). `upstream_named`: the provider its
    answer names. `late`: its answer came after the deadline.
    """

    id: str
    provider: str
    foreign: bool | None = None
    state: HopState = HopState.ASKED
    answer: AnswerKind | None = None
    cooperative: bool | None = None
    late: bool = False
    group: frozenset[str] = frozenset()
    upstream_named: str | None = None
    mitigation: Mitigation | None = None


class Status(StrEnum):
    OPEN = "open"
    ORIGIN_FOUND = "origin_found"
    NOT_FOUND = "not_found"
    CANNOT_ANSWER = "cannot_answer"
    NO_RESPONSE = "no_response"
    NON_COOPERATIVE = "non_cooperative"
    WITHDRAWN = "withdrawn"


_BY_STATE = {
    HopState.IDENTIFYING: Status.OPEN,
    HopState.ASKED: Status.OPEN,
    HopState.INVESTIGATING: Status.OPEN,
    HopState.NO_RESPONSE: Status.NO_RESPONSE,
    HopState.NOT_ASKED: Status.NON_COOPERATIVE,
    HopState.WITHDRAWN: Status.WITHDRAWN,
}
_BY_ANSWER = {
    AnswerKind.ORIGINATED: Status.ORIGIN_FOUND,
    AnswerKind.NOT_FOUND: Status.NOT_FOUND,
    AnswerKind.CANNOT_ANSWER: Status.CANNOT_ANSWER,
}


def current(hops: Iterable[Hop]) -> list[Hop]:
    """The path as it stands: without hops that were superseded or withdrawn."""
    return [hop for hop in hops if hop.state not in OFF_THE_PATH]


def status(path: Sequence[Hop]) -> Status:
    """How a traceback stands, read from its last hop; superseded hops do not count. (A1.9, A3.4)

    A withdrawn last hop says that staff ended the traceback. ValueError when the path is empty or ends
    with an answer that names an upstream provider nobody went on to.
    """
    kept = [hop for hop in path if hop.state is not HopState.SUPERSEDED]
    if not kept:
        raise ValueError("A traceback has at least one hop.")
    last = kept[-1]
    if last.state in _BY_STATE:
        return _BY_STATE[last.state]
    if last.answer in _BY_ANSWER:
        return _BY_ANSWER[last.answer]
    raise ValueError(f"No path ends with {last}.")


def end_of(path: Sequence[Hop]) -> Hop | None:
    """The hop at which the trace ended; None while it is open or when it was withdrawn. (A3.4)"""
    if status(path) in (Status.OPEN, Status.WITHDRAWN):
        return None
    return current(path)[-1]


def after_answer(
    kind: AnswerKind,
    *,
    identified: bool = True,
    cooperative: bool | None = None,
    ask_non_cooperative: bool = False,
) -> HopState | None:
    """The state in which the named upstream's hop begins; None when the answer ends the path. (A1.9, A3.2)

    `identified`: the upstream is a listed provider, for certain. A provider found non-cooperative ends the
    trace by default; staff can choose to ask on.
    """
    if kind is not AnswerKind.UPSTREAM:
        return None
    if not identified:
        return HopState.IDENTIFYING
    if cooperative is False and not ask_non_cooperative:
        return HopState.NOT_ASKED
    return HopState.ASKED


def same_provider(one: Hop, other: Hop) -> bool:
    """Whether two hops count as one provider, control groups included. (A1.1)"""
    if not one.provider or not other.provider:
        return False
    return one.provider == other.provider or one.provider in other.group or other.provider in one.group


def broken_invariants(path: Sequence[Hop]) -> list[str]:
    """What is wrong with a stored path, in sentences; empty when it is sound. (A1.9)

    Every hop but the last has named its upstream; a waiting hop is the last; ids are unique.
    """
    hops = current(path)
    found = [
        f"{hop.id} is not the last hop and did not name its upstream."
        for hop in hops[:-1]
        if (hop.state, hop.answer) != (HopState.ANSWERED, AnswerKind.UPSTREAM)
    ]
    found += [
        f"{hop.id} is {hop.state} and has {'no' if hop.answer is None else 'an'} answer."
        for hop in hops
        if (hop.state is HopState.ANSWERED) != (hop.answer is not None)
    ]
    if len({hop.id for hop in path}) != len(path):
        found.append("Two hops have the same id.")
    if hops and hops[-1].answer is AnswerKind.UPSTREAM and hops[-1] is path[-1]:
        found.append(f"{hops[-1].id} named its upstream, and nobody asked it.")
    return found
