"""Why a calling number was not the caller's to use: what is told with the call, and what rooms above know (A1.8).

# complaints/apps.py, in ready()
spoofing.register(listed.spoofed)
"""

from collections.abc import Callable, Sequence

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.sourcing.models import Candidate

type Knows = Callable[[Sequence[Candidate]], dict[int, str]]

_knows: list[Knows] = []


def register(knows: Knows) -> None:
    """`knows` answers, by primary key, with the end of a sentence: “… may use the number (A), but ”."""
    if knows not in _knows:
        _knows.append(knows)


def why(candidates: Sequence[Candidate]) -> dict[int, str]:
    """By primary key; where nothing speaks against the number, nothing. Only an A claims that it may be used."""
    told = {row.pk: said for row in candidates if (said := _told(row))}
    others = [row for row in candidates if row.pk not in told]
    for each in _knows:
        told |= each(others) if others else {}
    return told


def _told(candidate: Candidate) -> str:
    if not candidate.incident.spoofing_evidence:
        return ""
    if candidate.source.kind == SourceKind.ORGANIZATION:
        return f"{candidate.source.name} says that it never placed the call"
    return "there is evidence that the number was spoofed"
