"""When a key was last used. Not an event: no log entry, and at most one write a minute."""

from datetime import datetime, timedelta

from ..models import ApiKey

EVERY = timedelta(minutes=1)


def note_use(key: ApiKey, now: datetime) -> None:
    if key.last_used_at and now - key.last_used_at < EVERY:
        return
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
