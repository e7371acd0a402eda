"""What every action of this room begins and ends with."""

from datetime import datetime
from typing import Any

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Campaign

from ..refusals import CampaignRefused


def hold(campaign: Campaign, by: Viewer) -> Campaign:
    """Lock it until the transaction ends and read it as it is now; for everybody but staff there is none."""
    if not by.is_staff:
        raise Http404
    held = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if held.merged_into_id is not None:
        raise CampaignRefused("This campaign was merged into another: change that one.")
    return held


def enter(campaign: Campaign, verb: str, *, by: Viewer, now: datetime, **told: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=campaign.public_id, name=campaign.name, **told)
