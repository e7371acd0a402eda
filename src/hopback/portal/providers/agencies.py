"""Which sources are authorities that enforce the law: the room above, which lists them, tells (XA.1).

# sourcing/apps.py, in ready()
from hopback.portal.providers import agencies
agencies.register(lambda party: …)  # its name, or None
"""

from collections.abc import Callable

_told: list[Callable[[str], str | None]] = []


def register(name_of: Callable[[str], str | None]) -> None:
    _told[:] = [name_of]


def name_of(party: str) -> str | None:
    """The authority that these people act for; None where they act for no authority."""
    return next((name for told in _told if party and (name := told(party))), None)
