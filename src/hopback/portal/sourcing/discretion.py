"""Which campaigns a source may be told of: the room that keeps what organisations authorised says so (A3.14).

# tracebacks/apps.py, in ready()
from hopback.portal.sourcing import discretion
discretion.register(disclosure.campaigns_tellable)
"""

from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet

from .models import Campaign


class Limit(Protocol):
    def __call__(self, rows: QuerySet[Campaign], *, to: str, now: datetime) -> QuerySet[Campaign]: ...


_limits: list[Limit] = []


def register(limit: Limit) -> None:
    if limit not in _limits:
        _limits.append(limit)


def tellable(rows: QuerySet[Campaign], *, to: str, now: datetime) -> QuerySet[Campaign]:
    for limit in _limits:
        rows = limit(rows, to=to, now=now)
    return rows
