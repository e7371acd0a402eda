"""The tier of a provider: kept here for lists and paths, and said by the room of memberships alone (A2.1)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer

from ..models import Provider
from ._common import enter, hold


@transaction.atomic
def set_tier(*, provider: Provider, tier: str, by: Viewer, now: datetime) -> None:
    """As a membership began or ended; nobody sets it by hand."""
    held = hold(provider)
    if held.tier != tier:
        before, held.tier = held.tier, tier
        held.save(update_fields=["tier"])
        enter(held, "provider.tier_changed", by=by, now=now, before=before, tier=held.get_tier_display())
    provider.tier = tier
