"""Campaigns of like calls (A1.6)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Campaign
from ..refusals import CampaignWrong
from ._common import only_staff


@transaction.atomic
def open_campaign(
    *, name: str, message: str = "", volume_a_month: int | None = None, by: Viewer, now: datetime
) -> Campaign:
    """Staff group calls of nearly one message under a name (A1.6)."""
    only_staff(by)
    name = name.strip()
    if not name:
        raise CampaignWrong("A campaign has a name.")
    if Campaign.objects.filter(name__iexact=name).exists():
        raise CampaignWrong(f"A campaign called {name} is there already.")
    campaign = Campaign.objects.create(name=name, message=message.strip(), volume_a_month=volume_a_month, opened_at=now)
    logbook.record(by=by, now=now, verb="campaign.opened", about=campaign.public_id, name=campaign.name)
    return campaign
