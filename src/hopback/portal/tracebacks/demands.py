"""How many subpoenas and other demands by law came in: the room above, which keeps them, tells (A5.4).

# lawful_requests/apps.py, in ready()
from hopback.portal.tracebacks import demands
demands.register(lambda since, until: …)  # how many came in from `since` until before `until`
"""

from collections.abc import Callable
from datetime import datetime

_told: list[Callable[[datetime, datetime], int]] = []


def register(count: Callable[[datetime, datetime], int]) -> None:
    _told[:] = [count]


def received(since: datetime, until: datetime) -> int | None:
    """None where no room keeps them."""
    return _told[0](since, until) if _told else None
