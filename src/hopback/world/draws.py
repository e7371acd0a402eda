"""Chance that repeats: the same seed and names always draw the same, on every machine and Python."""

import random
from collections.abc import Sequence


def draw(*names: object) -> random.Random:
    """Return a source of chance that belongs to these names alone."""
    # A text seed is hashed with SHA-512, so it does not depend on PYTHONHASHSEED.
    return random.Random(":".join(str(name) for name in names))  # noqa: S311 - play, not secrets


def shuffled[T](items: Sequence[T], chance: random.Random) -> list[T]:
    """Return the items in a drawn order."""
    return chance.sample(items, len(items))
