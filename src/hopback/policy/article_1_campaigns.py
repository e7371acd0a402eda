"""Article 1: when calls are one campaign, judged by what they say and how they are made. (A1.6)"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Choice: the text says “nearly identical” and gives no measure. Two texts are proposed as one message when at least
# this share of their runs of three words is the same; a person decides.
NEARLY_IDENTICAL = 0.6
RUN = 3
_WORD = re.compile(r"\w+")


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: shared runs of three words, of all there are. (A1.6)

    Figures count as alike: a call-back number and an amount change from call to call.
    """
    here, there = _runs(one), _runs(other)
    return len(here & there) / len(here | there) if here and there else 0.0


def nearly_identical(one: str, other: str) -> bool:
    """Whether two texts are proposed as one campaign's. (A1.6)"""
    return likeness(one, other) >= NEARLY_IDENTICAL


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = ["#" if word.isdigit() else word for word in _WORD.findall(text.casefold())]
    if len(words) < RUN:
        return frozenset([tuple(words)] if words else [])
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@dataclass(frozen=True, slots=True)
class Counted:
    """How the calls of a campaign were made, counted. (A1.6, A1.7)"""

    calls: int
    numbers: int  # different calling numbers
    neighbours: int  # calls that show the area code and exchange of who was called
    no_numbers: int  # calls whose calling number is none
    unsigned: int  # calls without an attestation


def pattern(counted: Counted) -> tuple[str, ...]:
    """The calling pattern in sentences, for a person to judge; nothing where no call is known. (A1.6)"""
    if not counted.calls:
        return ()
    said = [f"{_of(counted.calls, 'call')} from {_of(counted.numbers, 'calling number')}."]
    if counted.numbers > 1:
        said.append(f"{counted.calls / counted.numbers:.1f} calls from each number on average.")
    said += _shares(
        counted.calls,
        (counted.neighbours, "show a number that begins like the called one: neighbour spoofing"),
        (counted.no_numbers, "show no valid number"),
        (counted.unsigned, "came without a signature"),
    )
    return tuple(said)


def _shares(calls: int, *parts: tuple[int, str]) -> Iterable[str]:
    return [f"{count} of {calls} {what}." for count, what in parts if count]


def _of(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
