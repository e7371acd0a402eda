"""A provider's webhooks: added, given a new secret, disabled, enabled, removed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.wire.webhooks import EventType

from ..addresses import check, read
from ..models import Endpoint
from ..queries import MOST, administrators, host, living, looks_after, rotated_until
from ..refusals import EventUnknown, UrlRefused
from ..signing import new_secret, sealed
from ._waiting import drop_waiting


def add_endpoint(*, url: str, events: Collection[str], by: Viewer, now: datetime) -> tuple[Endpoint, str]:
    """Subscribe one's own provider. The secret is given here and never again.

    The name is looked up before the transaction begins, so that a slow name server holds up nobody else's."""
    if by.kind != Kind.PROVIDER or not looks_after(by, by.party):
        raise Http404
    known = [event.value for event in EventType if event.value in events]
    if not known or set(events) - set(known):
        raise EventUnknown(f"Choose among: {', '.join(EventType)}.")
    check(url)
    with transaction.atomic():
        return _add(str(read(url)), known, by=by, now=now)


def _add(url: str, events: list[str], *, by: Viewer, now: datetime) -> tuple[Endpoint, str]:
    own = living().filter(party=by.party)
    if own.filter(url=url).exists():
        raise UrlRefused("There is a webhook for this address already.")
    if own.count() >= MOST:
        raise UrlRefused(f"A provider has at most {MOST} webhooks: remove one first.")
    secret = new_secret()
    endpoint = Endpoint.objects.create(
        party=by.party, url=url, events=events, secret=sealed(secret), created_at=now, created_by=by.name
    )
    _record(endpoint, "webhook.added", by=by, now=now, events=events)
    return endpoint, secret


@transaction.atomic
def rotate_secret(*, endpoint: Endpoint, by: Viewer, now: datetime) -> str:
    """A new secret. For a day every event is signed with both, so that receivers can change over in peace."""
    endpoint = _hold(endpoint, by)
    secret = new_secret()
    endpoint.old_secret, endpoint.old_until = endpoint.secret, rotated_until(now)
    endpoint.secret = sealed(secret)
    endpoint.save(update_fields=["secret", "old_secret", "old_until"])
    _record(endpoint, "webhook.rotated", by=by, now=now, until=endpoint.old_until.isoformat())
    return secret


@transaction.atomic
def disable_endpoint(*, endpoint: Endpoint, by: Viewer, now: datetime) -> None:
    """Send nothing more. A second time changes nothing."""
    disable(_hold(endpoint, by), Endpoint.Why.BY_HAND, by=by, now=now)


@transaction.atomic
def enable_endpoint(*, endpoint: Endpoint, by: Viewer, now: datetime) -> None:
    """Send again what happens from now on; what happened meanwhile is asked of the API."""
    endpoint = _hold(endpoint, by)
    if endpoint.disabled_at is None:
        return
    was = endpoint.disabled_why
    endpoint.disabled_at, endpoint.disabled_why = None, ""
    endpoint.save(update_fields=["disabled_at", "disabled_why"])
    _record(endpoint, "webhook.enabled", by=by, now=now, was=was)


@transaction.atomic
def remove_endpoint(*, endpoint: Endpoint, by: Viewer, now: datetime) -> None:
    """Gone for good; its secret is erased, its deliveries stay readable in the database."""
    endpoint = _hold(endpoint, by)
    endpoint.removed_at, endpoint.secret, endpoint.old_secret, endpoint.old_until = now, "", "", None
    endpoint.save(update_fields=["removed_at", "secret", "old_secret", "old_until"])
    drop_waiting(endpoint, now=now)
    _record(endpoint, "webhook.removed", by=by, now=now)


def disable(endpoint: Endpoint, why: Endpoint.Why, *, by: Viewer, now: datetime) -> None:
    """Disabled by a person, or by the portal itself, which then writes to the provider's administrators."""
    if not living().filter(pk=endpoint.pk, disabled_at=None).update(disabled_at=now, disabled_why=why.value):
        return
    dropped = drop_waiting(endpoint, now=now)
    _record(endpoint, "webhook.disabled", by=by, now=now, why=why.value, not_sent=dropped)
    if why is not Endpoint.Why.BY_HAND:
        _tell(endpoint, why, by=by, now=now)


def _tell(endpoint: Endpoint, why: Endpoint.Why, *, by: Viewer, now: datetime) -> None:
    to = [notices.Recipient(one.email, one.name) for one in administrators(endpoint.party)]
    if not to:
        return
    context = {"host": host(endpoint), "webhook": endpoint.public_id, "gone": why is Endpoint.Why.GONE}
    notices.post(kind="webhook_disabled", to=to, context=context, party=endpoint.party, by=by, now=now)


def _hold(endpoint: Endpoint, by: Viewer) -> Endpoint:
    """The row, held for this transaction; missing for everybody who may not change it."""
    held = living().select_for_update().filter(pk=endpoint.pk).first()
    if held is None or not looks_after(by, held.party):
        raise Http404
    return held


def _record(endpoint: Endpoint, verb: str, *, by: Viewer, now: datetime, **more: Any) -> None:
    told = {"host": host(endpoint), "party": endpoint.party}
    logbook.record(by=by, now=now, verb=verb, about=endpoint.public_id, **told, **more)
