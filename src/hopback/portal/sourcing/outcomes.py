"""What became of candidates, told by the room above: it registers, this room does not import it.

# tracebacks/apps.py, in ready()
from hopback.portal.sourcing import outcomes
outcomes.register(queries.opened_from)
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Outcome(NamedTuple):
    """The traceback a candidate became: `TB-2026-04182` and its page."""

    number: str
    url: str


type Told = Callable[[Iterable[int]], dict[int, Outcome]]

_told: list[Told] = []


def register(told: Told) -> None:
    """`told(primary keys of candidates)` gives an outcome for those that were opened, in one read."""
    if told not in _told:
        _told.append(told)


def of(candidates: Iterable[int]) -> dict[int, Outcome]:
    found: dict[int, Outcome] = {}
    for told in _told:
        found |= told(list(candidates))
    return found
