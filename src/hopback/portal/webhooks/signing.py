"""Standard Webhooks: a secret for each endpoint, and the three headers by which its owner knows us."""

import base64
import secrets
from datetime import datetime

from standardwebhooks import Webhook

from hopback.portal.ground.sealing import seal, unseal

from .models import Endpoint

PURPOSE = "webhook"
BYTES = 32


def new_secret() -> str:
    """`whsec_…`, as receivers' libraries take it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    return seal(secret, purpose=PURPOSE)


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secret, and the one before while it still holds. Raises `ground.sealing.Unreadable`."""
    kept = [endpoint.secret]
    if endpoint.old_until and endpoint.old_until > now:
        kept.append(endpoint.old_secret)
    return [unseal(one, purpose=PURPOSE) for one in kept]


def headers(signed_with: list[str], *, event_id: str, sent_at: datetime, body: str) -> dict[str, str]:
    """`sent_at` is real time, in UTC: receivers refuse what is older than five minutes."""
    signatures = [Webhook(secret).sign(event_id, sent_at, body) for secret in signed_with]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
