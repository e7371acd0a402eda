"""What was to be sent and is not: the webhook was disabled or removed."""

from datetime import datetime

from ..models import Endpoint
from ..queries import under_way


def drop_waiting(endpoint: Endpoint, *, now: datetime) -> int:
    """How many there were. What is on the line just now may still arrive."""
    return under_way().filter(endpoint=endpoint).update(next_try_at=None, dropped_at=now)
