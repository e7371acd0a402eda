"""One thing that was found: how grave it is, a code for machines, a sentence for people, and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    OK = "ok"  # as it should be
    NOTE = "note"  # worth knowing; nothing follows from it alone
    WARNING = "warning"  # somebody has to look
    WRONG = "wrong"  # does not hold


_ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Finding:
    """`rests_on` names the claim, field, rule or file that it was read from."""

    grade: Grade
    code: str
    sentence: str
    rests_on: str = ""


def ok(code: str, sentence: str, rests_on: str = "") -> Finding:
    return Finding(Grade.OK, code, sentence, rests_on)


def note(code: str, sentence: str, rests_on: str = "") -> Finding:
    return Finding(Grade.NOTE, code, sentence, rests_on)


def warning(code: str, sentence: str, rests_on: str = "") -> Finding:
    return Finding(Grade.WARNING, code, sentence, rests_on)


def wrong(code: str, sentence: str, rests_on: str = "") -> Finding:
    return Finding(Grade.WRONG, code, sentence, rests_on)


def gravest(found: Iterable[Finding]) -> Finding | None:
    """The first of the gravest."""
    return max(found, key=lambda one: _ORDER.index(one.grade), default=None)


def shown(text: object, longest: int = 80) -> str:
    """What somebody else wrote, fit to stand in a sentence: no control characters, not too long."""
    clean = "".join(char if char.isprintable() else "�" for char in str(text)[: longest + 1])
    return clean if len(clean) <= longest else clean[:longest] + "…"
