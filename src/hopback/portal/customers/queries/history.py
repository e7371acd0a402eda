"""What this room tells on a provider's page: what it did about traffic that it was told of (XA.5)."""

from datetime import datetime
from typing import Any

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from . import mitigations

SHOWN = 5


def provider_history(provider: Provider, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    """The last questions put to it; None where there were none."""
    rows = mitigations.visible_to(viewer).filter(provider=provider)
    found = mitigations.told(mitigations.whole(rows)[:SHOWN], viewer)
    if not found:
        return None
    return {"told": found, "in_all": rows.count(), "staff": viewer.is_staff, "provider": provider}
