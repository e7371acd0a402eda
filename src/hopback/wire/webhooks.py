"""Webhooks: what a provider subscribes to, and the event it is sent. Ids only: what an event means is asked of the API.

Signed as Standard Webhooks are: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from .answers import Message


class EventType(StrEnum):
    """What one can subscribe to."""

    HOP_ASKED = "hop.asked"
    HOP_REMINDED = "hop.reminded"
    TRACEBACK_CLOSED = "traceback.closed"
    DO_NOT_ORIGINATE_CHANGED = "do_not_originate.changed"


TEST = "webhook.test"  # sent when somebody asks for it; nobody subscribes to it


class EventData(BaseModel):
    """`hop` is the receiver's own hop; `version` is that of the list now; a test names the webhook itself."""

    hop: str | None = Field(None, description="hop_… of the receiver; absent in a test")
    webhook: str | None = Field(None, description="whk_…; only in a test")
    version: int | None = Field(None, description="Of the list; only where it changed")


class Event(BaseModel):
    """The body of a webhook: `{"type": "hop.asked", "timestamp": "2026-10-20T14:06:00Z", "data": {"hop": "hop_…"}}`."""

    type: str = Field(description="One of the events subscribed to, or webhook.test; leave alone what you do not know")
    timestamp: datetime = Field(description="When it happened; when it was sent stands in webhook-timestamp")
    data: EventData


class WebhookIn(Message):
    url: Annotated[str, StringConstraints(min_length=1, max_length=500)] = Field(
        description="Where to send the events, by POST. https, reached from outside, no redirects"
    )
    events: Annotated[list[EventType], Field(min_length=1, max_length=10)] = Field(
        default=list(EventType), description="All of them unless told otherwise"
    )


class WebhookOut(BaseModel):
    id: str = Field(description="whk_…")
    url: str
    events: list[str]
    state: str = Field(description="new, working, failing or disabled")
    disabled_why: str = Field(
        description="gone (answered 410), failing (three days long) or by_hand; empty while enabled"
    )
    created_at: datetime
    last_accepted_at: datetime | None


class WebhookWithSecret(WebhookOut):
    secret: str = Field(description="whsec_…; shown in this answer and never again")


class WebhooksOut(BaseModel):
    items: list[WebhookOut]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one")


class WebhookTested(BaseModel):
    event: str = Field(description="evt_…, the webhook-id of the test that is on its way")
