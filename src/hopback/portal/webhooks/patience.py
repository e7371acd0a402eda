"""When to try again: soon at first, then ever more rarely, three days long."""

import hashlib
from datetime import datetime, timedelta

FIRST = timedelta(seconds=5)
FACTOR = 3
LONGEST = timedelta(hours=12)
ALTOGETHER = timedelta(days=3)
SPREAD = 0.2  # a fifth more or less, so that those that failed together do not come back together


def next_try(event_id: str, attempts: int, *, made_at: datetime, now: datetime, asked: int = 0) -> datetime | None:
    """After so many attempts; None when it is over. `asked`: seconds that the receiver said in Retry-After."""
    wait = min(LONGEST, FIRST * FACTOR ** min(attempts - 1, 12))
    moment = now + max(wait * _around_one(event_id, attempts), min(LONGEST, timedelta(seconds=asked)))
    return moment if moment <= made_at + ALTOGETHER else None


def _around_one(event_id: str, attempts: int) -> float:
    """The same for the same try: told by chance, and yet repeatable."""
    drawn = int.from_bytes(hashlib.sha256(f"{event_id} {attempts}".encode()).digest()[:4])
    return 1 + SPREAD * (2 * drawn / 0xFFFFFFFF - 1)
