"""One sentence of the policy: where it stands, how strongly it binds, what it says."""

from dataclasses import dataclass
from enum import StrEnum


class Force(StrEnum):
    """How strongly a clause binds, and so what the portal does about it."""

    SHALL = "shall"  # must, will, shall: the portal enforces it
    SHOULD = "should"  # should, endeavor, generally: the portal measures it and shows it
    MAY = "may"  # may, in its sole discretion: the portal asks a person and logs the choice


@dataclass(frozen=True, slots=True)
class Clause:
    """`quote` is one fragment in the document's own words, `summary` says the clause in ours."""

    id: str
    place: str
    force: Force
    quote: str
    summary: str = ""

    def __str__(self) -> str:
        return self.place


class Refused(Exception):  # noqa: N818 - it reads as what happened: the policy refused
    """The policy does not allow this. The message is meant for the person who asked."""

    clause: Clause
    field: str = ""  # the name of the field that has to change, when there is one
