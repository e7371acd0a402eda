"""Whom people act for. Providers and sources live in rooms above; they register here how they are called."""

from collections.abc import Callable
from typing import NamedTuple


class Directory(NamedTuple):
    """`name` gives the name behind a public id, or None; `choices` lists (public id, name), by name."""

    name: Callable[[str], str | None]
    choices: Callable[[], list[tuple[str, str]]]


_directories: dict[str, Directory] = {}


def register(kind: str, directory: Directory) -> None:
    """Called once from `AppConfig.ready` of the room that holds parties of this kind."""
    _directories[kind] = directory


def name_of(kind: str, party: str) -> str | None:
    """What a party is called; staff have none ("")."""
    if not party:
        return ""
    directory = _directories.get(kind)
    return directory.name(party) if directory else None


def choices(kind: str) -> list[tuple[str, str]]:
    directory = _directories.get(kind)
    return directory.choices() if directory else []
