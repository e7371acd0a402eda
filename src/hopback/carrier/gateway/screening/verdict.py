"""What screening says of a calling number, and whose word that is: the registry's or the numbering plan's."""

from enum import IntEnum, StrEnum
from typing import Final


class Kind(StrEnum):
    """On whose word. Only the first is Do Not Originate; the second needs nobody's authorisation."""

    NOBODY = ""
    REGISTRY = "registry"
    PLAN = "numbering plan"


class Verdict(IntEnum):
    """As small integers, so that a batch is one byte for each number."""

    PASSES = 0
    LISTED = 1  # the very number
    BLOCK = 2  # a number of a listed block
    INVALID = 3  # no number that could be dialled back
    N11 = 4  # an area code or exchange such as 411 or 911
    UNASSIGNED = 5  # an area code that is not in service
    UNREADABLE = 6  # there is no number: anonymous, empty; nothing was judged

    @property
    def kind(self) -> Kind:
        return _KINDS.get(self, Kind.NOBODY)

    @property
    def words(self) -> str:
        return _WORDS[self]


_KINDS: Final = {
    Verdict.LISTED: Kind.REGISTRY,
    Verdict.BLOCK: Kind.REGISTRY,
    Verdict.INVALID: Kind.PLAN,
    Verdict.N11: Kind.PLAN,
    Verdict.UNASSIGNED: Kind.PLAN,
}
_WORDS: Final = {
    Verdict.PASSES: "nothing against it",
    Verdict.LISTED: "the number is listed",
    Verdict.BLOCK: "the number is in a listed block",
    Verdict.INVALID: "no number of any numbering plan",
    Verdict.N11: "a service code (N11) stands where an area code or exchange should",
    Verdict.UNASSIGNED: "the area code is not in service",
    Verdict.UNREADABLE: "there is no number to judge",
}
