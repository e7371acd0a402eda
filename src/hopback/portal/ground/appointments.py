"""What happens by itself, by kind: rooms register it, `ground.actions.sweep` lets it happen when its time has come.

# providers/apps.py, in ready()
appointments.register("contacts.ask", actions.ask_to_confirm)
"""

from collections.abc import Callable

type Happens = Callable[..., object]  # told by keyword: about, by, now

_happens: dict[str, Happens] = {}


def register(kind: str, happens: Happens) -> None:
    _happens[kind] = happens


def kinds() -> list[str]:
    return sorted(_happens)


def of(kind: str) -> Happens:
    return _happens[kind]
