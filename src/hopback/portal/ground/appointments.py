"""What happens by itself, by kind: rooms register it, `ground.actions.sweep` lets it happen when its time has come.

# providers/apps.py, in ready()
appointments.register("contacts.ask", actions.ask_to_confirm)
"""

from collections.abc import Callable

type Happens = Callable[..., object]  # told by keyword: about, by, now

_happens: dict[str, Happens] = {}
_standing: dict[str, str] = {}


def register(kind: str, happens: Happens, *, standing: str = "") -> None:
    """`standing`: it happens again and again from the first tick on, about this; each time appoints the next."""
    _happens[kind] = happens
    if standing:
        _standing[kind] = standing


def standing() -> list[tuple[str, str]]:
    """(kind, about) of what always has to stand in the book."""
    return sorted(_standing.items())


def kinds() -> list[str]:
    return sorted(_happens)


def of(kind: str) -> Happens:
    return _happens[kind]
