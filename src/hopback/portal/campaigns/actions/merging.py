"""Two campaigns turn out to be one (A1.6)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Campaign, Candidate

from ..models import Text, Volume
from ..refusals import CampaignRefused
from ._common import enter, hold


@transaction.atomic
def merge_campaigns(*, campaign: Campaign, into: Campaign, by: Viewer, now: datetime) -> None:
    """All that belongs to `campaign` belongs to `into` from now on; the log keeps what moved. Nothing is lost.

    Of two figures of one source for one month, that of `into` holds; the other stays where it was.
    """
    if campaign.pk == into.pk:
        raise CampaignRefused("Choose another campaign than this one.", "into")
    first, second = sorted((campaign, into), key=lambda one: one.pk)  # always in one order: no two wait for each other
    held = {one.pk: hold(one, by) for one in (first, second)}
    campaign, into = held[campaign.pk], held[into.pk]
    calls = Candidate.objects.filter(campaign=campaign)
    moved = sorted(calls.values_list("public_id", flat=True))
    calls.update(campaign=into)
    Text.objects.filter(campaign=campaign).update(campaign=into)
    told = set(Volume.objects.filter(campaign=into).values_list("month_on", "told_by"))
    for volume in Volume.objects.filter(campaign=campaign):
        if (volume.month_on, volume.told_by) not in told:
            volume.campaign = into
            volume.save(update_fields=["campaign"])
    into.brands = list(dict.fromkeys([*into.brands, *campaign.brands]))
    into.message, into.pattern = into.message or campaign.message, into.pattern or campaign.pattern
    into.save(update_fields=["brands", "message", "pattern"])
    Campaign.objects.filter(merged_into=campaign).update(merged_into=into)
    campaign.closed_at, campaign.merged_into = campaign.closed_at or now, into
    campaign.save(update_fields=["closed_at", "merged_into"])
    enter(campaign, "campaign.merged", by=by, now=now, into=into.public_id, into_name=into.name, candidates=moved)
