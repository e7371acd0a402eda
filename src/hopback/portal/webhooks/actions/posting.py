"""An event into the outbox, in the transaction of what happened: both are there or neither."""

from datetime import datetime

from django.db import connection, transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.ids import new_id
from hopback.portal.ground.statements import add_rows
from hopback.portal.logbook import actions as logbook
from hopback.wire.webhooks import TEST, EventType

from .. import events
from ..models import Delivery, Endpoint
from ..queries import host, looks_after, subscribed
from ..refusals import WebhookDisabled

CHANNEL = "hopback_webhooks"


def post(*, event: EventType, party: str, hop: str = "", version: int | None = None, by: Viewer, now: datetime) -> int:
    """Tell the machines of one provider: about its own hop, or of a new version of the list. Returns how many hear."""
    told = subscribed(party, event.value)
    if told:
        event_id, body = new_id("evt"), events.body(event.value, now=now, hop=hop, version=version)
        with transaction.atomic(savepoint=False):
            add_rows([_waiting(one, event_id, event.value, body, now) for one in told])
            _wake_the_worker()
    return len(told)


@transaction.atomic
def send_test(*, endpoint: Endpoint, by: Viewer, now: datetime) -> Delivery:
    """One event that means nothing, tried once."""
    if endpoint.removed_at or not looks_after(by, endpoint.party):
        raise Http404
    if endpoint.disabled_at:
        raise WebhookDisabled("This webhook is disabled: enable it, then test it.")
    body = events.body(TEST, now=now, webhook=endpoint.public_id)
    delivery = _waiting(endpoint, new_id("evt"), TEST, body, now)
    delivery.save(force_insert=True)
    _wake_the_worker()
    told = {"host": host(endpoint), "party": endpoint.party, "event": delivery.event_id}
    logbook.record(by=by, now=now, verb="webhook.tested", about=endpoint.public_id, **told)
    return delivery


def _wake_the_worker() -> None:
    """Heard once this transaction is committed. On SQLite the commit itself is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def _waiting(endpoint: Endpoint, event_id: str, event: str, body: str, now: datetime) -> Delivery:
    return Delivery(endpoint=endpoint, event_id=event_id, event=event, body=body, made_at=now, next_try_at=now)
