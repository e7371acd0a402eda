"""Webhooks by machine, for a provider's key that was made for them (XA.2)."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router
from ninja.responses import Status as Reply

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.ground import clock
from hopback.portal.ground.idempotency import idempotent, idempotent_and_sealed
from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.wire.webhooks import WebhookIn, WebhookOut, WebhooksOut, WebhookTested, WebhookWithSecret

from . import actions, queries
from .models import Endpoint

router = Router(tags=["webhooks"], auth=BearerKey(Scope.WEBHOOKS, Kind.PROVIDER))
WRONG = {frozenset({400, 401, 403, 404, 413, 422}): Problem}
type WebhookId = Annotated[str, Path(max_length=24, description="whk_…")]


@router.get("/webhooks", response={200: WebhooksOut, **WRONG})
def webhooks(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> WebhooksOut:
    """Our webhooks and how they fare."""
    found = page(queries.endpoints(request.viewer), cursor=cursor, limit=limit, order=("pk",))  # type: ignore[attr-defined]
    return WebhooksOut(items=[_out(one) for one in found.items], next_cursor=found.next_cursor)


@router.post("/webhooks", response={201: WebhookWithSecret, **WRONG})
@idempotent_and_sealed
def add_webhook(request: HttpRequest, payload: WebhookIn) -> Reply:
    """Subscribe. The secret by which our signature is checked is in this answer and never again."""
    wanted = {"url": payload.url, "events": [event.value for event in payload.events]}
    made, secret = actions.add_endpoint(**wanted, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return Reply(201, _with_secret(request, made, secret))


@router.get("/webhooks/{slug:webhook}", response={200: WebhookOut, **WRONG})
def one_webhook(request: HttpRequest, webhook: WebhookId) -> WebhookOut:
    """One of our webhooks and how it fares."""
    return _out(_own(request, webhook))


@router.delete("/webhooks/{slug:webhook}", response={204: None, **WRONG})
def remove_webhook(request: HttpRequest, webhook: WebhookId) -> Reply:
    """Unsubscribe. Nothing more is sent, and the secret is erased."""
    actions.remove_endpoint(endpoint=_own(request, webhook), by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return Reply(204, None)


@router.post("/webhooks/{slug:webhook}/test", response={202: WebhookTested, **WRONG})
@idempotent
def test_webhook(request: HttpRequest, webhook: WebhookId) -> Reply:
    """Send an event that means nothing, `webhook.test`, tried once; then ask how the webhook fares."""
    sent = actions.send_test(endpoint=_own(request, webhook), by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return Reply(202, WebhookTested(event=sent.event_id))


@router.post("/webhooks/{slug:webhook}/secret", response={200: WebhookWithSecret, **WRONG})
@idempotent_and_sealed
def new_secret(request: HttpRequest, webhook: WebhookId) -> WebhookWithSecret:
    """A new secret. For one day events are signed with both, so that a receiver can change over in peace."""
    found = _own(request, webhook)
    secret = actions.rotate_secret(endpoint=found, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return _with_secret(request, found, secret)


def _own(request: HttpRequest, webhook: str) -> Endpoint:
    return get_object_or_404(queries.endpoints(request.viewer), public_id=webhook)  # type: ignore[attr-defined]


def _with_secret(request: HttpRequest, endpoint: Endpoint, secret: str) -> WebhookWithSecret:
    return WebhookWithSecret(**_out(_own(request, endpoint.public_id)).model_dump(), secret=secret)


def _out(endpoint: Endpoint) -> WebhookOut:
    return WebhookOut(
        id=endpoint.public_id,
        url=endpoint.url,
        events=endpoint.events,
        state=queries.standing(endpoint).name,
        disabled_why=endpoint.disabled_why,
        created_at=endpoint.created_at,
        last_accepted_at=endpoint.accepted,  # type: ignore[attr-defined]
    )
