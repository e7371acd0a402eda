"""Is this mail real? Says of a number whether it was sent, and nothing more (A3.8)."""

from dataclasses import dataclass
from datetime import datetime

from hopback.portal.notices.models import Delivery

from ..models import Hop, Traceback


@dataclass(frozen=True, slots=True)
class Sent:
    """`number` as it was asked for. `to_address` is None where no address was given."""

    number: str
    known: bool
    to_address: bool | None
    first_at: datetime | None


def was_it_sent(number: str, address: str) -> Sent:
    """The same two reads whatever is asked, so that the time taken tells nothing either."""
    traceback = Traceback.objects.filter(number__iexact=number).first()
    asked = Hop.objects.filter(traceback=traceback, asked_at__isnull=False).exists() if traceback else False
    about = traceback.public_id if traceback else "-"
    mails = Delivery.objects.filter(notice__traceback=about, address__iexact=address, accepted_at__isnull=False)
    first = mails.order_by("accepted_at").first()
    return Sent(
        number=number.upper(),
        known=asked,
        to_address=bool(first and asked) if address else None,
        first_at=first.accepted_at if first and asked else None,
    )
