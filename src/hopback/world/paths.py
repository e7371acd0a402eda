"""Paths that calls take, written from the terminating provider to the origin."""

import random
from collections.abc import Sequence
from enum import StrEnum

from .behaviours import Role
from .directory import Directory
from .draws import shuffled

type Path = tuple[str, ...]
# A step is the role of a provider not yet on the path, or the place of the one that comes again.
type Step = Role | int
type Template = tuple[Step, ...]

R, W, G, F = Role.RETAIL, Role.WHOLESALE, Role.GATEWAY, Role.FOREIGN


class Shape(StrEnum):
    """Where a call's path leads."""

    DOMESTIC = "domestic"
    FOREIGN = "foreign"  # from abroad through one gateway
    RETURNING = "returning"  # made in the US, leaves, comes back: one point of entry
    TWO_ENTRIES = "two_entries"  # from abroad, leaves again, comes back: two points of entry
    LOOP = "loop"  # one provider twice


TEMPLATES: dict[Shape, tuple[Template, ...]] = {
    Shape.DOMESTIC: ((R, R), (R, W, R), (R, W, W, R), (R, W, W, W, R), (R, W, W, W, W, R)),
    Shape.FOREIGN: ((R, G, F), (R, W, G, F), (R, W, G, F, F), (R, W, W, G, F), (R, W, W, G, F, F)),
    Shape.RETURNING: ((R, W, G, F, W, R), (R, G, F, W, W, R), (R, W, G, F, F, W, R)),
    Shape.TWO_ENTRIES: ((R, W, G, F, W, G, F), (R, G, F, W, G, F), (R, W, G, F, W, G, F, F)),
    Shape.LOOP: ((R, W, W, 1, R), (R, W, W, 1, W, R), (R, W, W, W, 1, R), (R, W, W, 1, G, F)),
}
_WEIGHTS = {
    Shape.DOMESTIC: 36,
    Shape.FOREIGN: 40,
    Shape.RETURNING: 8,
    Shape.TWO_ENTRIES: 8,
    Shape.LOOP: 8,
}

# The path on the front page; it is in every network.
PICTURED: Path = (
    "cardinal-wireless",
    "blue-ridge-telecom",
    "meridian-transit",
    "harbor-voice",
    "sable-route",
    "nilgiri-contact",
)


class NoPathError(LookupError):
    """The routes of this network allow no path of this shape."""


def draw_path(directory: Directory, chance: random.Random, start: str | None = None) -> tuple[Shape, Path]:
    """Return a path of a drawn shape that follows the routes, from `start` or any terminating one."""
    for _ in range(100):
        (shape,) = chance.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))
        try:
            return shape, path_of(shape, directory, chance, start)
        except NoPathError:
            continue
    raise NoPathError("No path of any shape was found in 100 draws.")


def path_of(shape: Shape, directory: Directory, chance: random.Random, start: str | None = None) -> Path:
    """Return a path of this shape; NoPathError if the routes allow none."""
    starts = [start] if start else _terminating(directory)
    for template in shuffled(TEMPLATES[shape], chance):
        for first in shuffled(starts, chance):
            found = _walk(template, (first,), directory, chance)
            if found:
                return found
    raise NoPathError(f"The routes allow no {shape} path.")


def _terminating(directory: Directory) -> list[str]:
    """Return whose subscribers report calls: retail members."""
    return [each.key for each in directory.providers if each.role is Role.RETAIL and each.member]


def _walk(template: Sequence[Step], path: Path, directory: Directory, chance: random.Random) -> Path | None:
    if len(path) == len(template):
        return path
    for sender in shuffled(directory.senders_to(path[-1]), chance):
        if _fits(template[len(path)], sender, path, directory):
            found = _walk(template, (*path, sender), directory, chance)
            if found:
                return found
    return None


def _fits(step: Step, sender: str, path: Path, directory: Directory) -> bool:
    if isinstance(step, Role):
        return sender not in path and directory.provider(sender).role is step
    return sender == path[step]
