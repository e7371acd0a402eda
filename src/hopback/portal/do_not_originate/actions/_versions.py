"""A change of what is listed: the next version, and everybody woken who waits for it (XB.6)."""

from datetime import datetime

from django.db.models import Max

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import waking
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.webhooks import EventType

from ..models import Listing, Version
from ..queries.readers import who_reads
from ..queries.versions import PLACE


def next_version() -> int:
    """Of two that change the list at once, the second waits for the first."""
    last = Version.objects.select_for_update().order_by("-number").first()
    if last is None:
        return 1
    return int(Version.objects.aggregate(last=Max("number"))["last"]) + 1


def publish(
    listing: Listing, number: int, what: str, rows: int, *, because: str = "", by: Viewer, now: datetime
) -> Version:
    """Write the version down, ring for who waits, tell the webhooks of who reads."""
    told = {"what": what, "numbers": rows, "because": because, "made_by": by.name, "made_at": now}
    made = Version.objects.create(number=number, listing=listing, **told)
    waking.ring(PLACE)
    for party in who_reads(now):
        webhooks.post(event=EventType.DO_NOT_ORIGINATE_CHANGED, party=party, version=number, by=by, now=now)
    return made
