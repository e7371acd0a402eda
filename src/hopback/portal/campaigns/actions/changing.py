"""A campaign's own words change; it closes when its calls have stopped, and opens again when they come back (A1.6)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Campaign

from ..refusals import CampaignRefused
from ._common import enter, hold


@transaction.atomic
def change_campaign(
    *,
    campaign: Campaign,
    name: str,
    message: str,
    brands: Sequence[str],
    pattern: str,
    volume_a_month: int | None,
    by: Viewer,
    now: datetime,
) -> None:
    """Staff say it better; the log keeps what it was before."""
    campaign, name = hold(campaign, by), name.strip()
    if not name:
        raise CampaignRefused("A campaign has a name.", "name")
    if Campaign.objects.filter(name__iexact=name).exclude(pk=campaign.pk).exists():
        raise CampaignRefused(f"A campaign called {name} is there already: merge the two instead.", "name")
    said = {"name": name, "message": message.strip(), "pattern": pattern.strip(), "volume_a_month": volume_a_month}
    said["brands"] = list(dict.fromkeys(filter(None, (brand.strip() for brand in brands))))
    before = {field: getattr(campaign, field) for field in said if getattr(campaign, field) != said[field]}
    if not before:
        return
    for field in before:
        setattr(campaign, field, said[field])
    campaign.save(update_fields=list(before))
    enter(campaign, "campaign.changed", by=by, now=now, before=before)


@transaction.atomic
def close_campaign(*, campaign: Campaign, why: str, by: Viewer, now: datetime) -> None:
    """Its calls have stopped. Tracebacks that are open go on."""
    campaign = hold(campaign, by)
    if campaign.closed_at is not None:
        raise CampaignRefused("This campaign is closed already.")
    if not why.strip():
        raise CampaignRefused("Say why it is closed.", "why")
    campaign.closed_at = now
    campaign.save(update_fields=["closed_at"])
    enter(campaign, "campaign.closed", by=by, now=now, reason=why.strip())


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: Viewer, now: datetime) -> None:
    """Its calls are back."""
    campaign = hold(campaign, by)
    if campaign.closed_at is None:
        raise CampaignRefused("This campaign is open.")
    campaign.closed_at = None
    campaign.save(update_fields=["closed_at"])
    enter(campaign, "campaign.reopened", by=by, now=now)
