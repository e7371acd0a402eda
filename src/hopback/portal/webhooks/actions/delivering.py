"""What became of a delivery. Each outcome is one transaction: the fact, its log entry, and what follows."""

from datetime import datetime, timedelta

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.wire.webhooks import TEST

from ..models import Delivery, Endpoint
from ..patience import next_try
from ..queries import has_been_silent, host, under_way
from ..sending import Outcome
from .endpoints import disable

LEASE = timedelta(minutes=1)  # longer than a try takes; a worker that dies gives its deliveries back by it


@transaction.atomic
def claim(*, delivery: Delivery, by: Viewer, now: datetime) -> bool:
    """Take a due delivery for one try; False where another worker was faster, or it is no longer wanted.

    A worker that dies between the receiver's yes and `accept` sends it a second time, with the same webhook-id."""
    mine = under_way().filter(pk=delivery.pk, attempts=delivery.attempts, next_try_at__lte=now)
    if not mine.update(attempts=delivery.attempts + 1, next_try_at=now + LEASE):
        return False
    delivery.attempts += 1
    return True


@transaction.atomic
def accept(*, delivery: Delivery, outcome: Outcome, by: Viewer, now: datetime) -> bool:
    """The receiver took it. False where it was dropped meanwhile."""
    return _settle(delivery, outcome, now=now, next_try_at=None, accepted_at=now)


@transaction.atomic
def put_off(*, delivery: Delivery, outcome: Outcome, by: Viewer, now: datetime) -> bool:
    """Not now: later, and ever more rarely. After three days, and for a test at once: given up, and False."""
    asked = outcome.retry_after
    again = next_try(delivery.event_id, delivery.attempts, made_at=delivery.made_at, now=now, asked=asked)
    if delivery.event == TEST or again is None:
        _give_up(delivery, outcome, by=by, now=now)
        return False
    return _settle(delivery, outcome, now=now, next_try_at=again)


@transaction.atomic
def give_up(*, delivery: Delivery, outcome: Outcome, by: Viewer, now: datetime) -> None:
    """Never again: 410 disables the webhook at once, as does an event given up while no other was accepted."""
    _give_up(delivery, outcome, by=by, now=now)


def _give_up(delivery: Delivery, outcome: Outcome, *, by: Viewer, now: datetime) -> None:
    if not _settle(delivery, outcome, now=now, next_try_at=None, given_up_at=now):
        return
    endpoint = delivery.endpoint
    logbook.record(
        by=by,
        now=now,
        verb="webhook.given_up",
        about=endpoint.public_id,
        event=delivery.event,
        event_id=delivery.event_id,
        host=host(endpoint),
        party=endpoint.party,
        attempts=delivery.attempts,
        reply=delivery.fault,
    )
    if outcome.is_gone:
        disable(endpoint, Endpoint.Why.GONE, by=by, now=now)
    elif delivery.event != TEST and has_been_silent(endpoint, delivery.made_at):
        disable(endpoint, Endpoint.Why.FAILING, by=by, now=now)


def _settle(delivery: Delivery, outcome: Outcome, *, now: datetime, **fate: datetime | None) -> bool:
    """Write down the try, unless the delivery has had its end already."""
    seen = {"tried_at": now, "status": outcome.status, "fault": outcome.fault, "took_ms": outcome.took_ms}
    delivery.fault = outcome.fault
    return bool(under_way().filter(pk=delivery.pk).update(**seen, **fate))
