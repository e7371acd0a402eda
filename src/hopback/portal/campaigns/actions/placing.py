"""A person takes up or turns down what the texts suggest: which calls are of which campaign (A1.6)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate

from ..models import Placing
from ..refusals import CampaignRefused
from ._common import enter, hold


@transaction.atomic
def place_calls(
    *, campaign: Campaign, candidates: Sequence[Candidate], belongs: bool, by: Viewer, now: datetime
) -> None:
    """These calls are of the campaign, or they are not; either can be taken back."""
    campaign = hold(campaign, by)
    held = list(Candidate.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in candidates]))
    if not held:
        raise CampaignRefused("No call was chosen. Look at the suggestions again.")
    if any(one.campaign_id is not None for one in held):
        raise CampaignRefused("One of these calls has a campaign by now. Look at the suggestions again.")
    for one in held:
        said = {"belongs": belongs, "decided_by": by.name, "decided_at": now}
        Placing.objects.update_or_create(candidate=one, campaign=campaign, defaults=said)
        if belongs:
            one.campaign = campaign
            one.save(update_fields=["campaign"])
    verb = "campaign.calls_placed" if belongs else "campaign.calls_turned_down"
    enter(campaign, verb, by=by, now=now, calls=len(held), candidates=sorted(one.public_id for one in held))


@transaction.atomic
def take_back(*, placing: Placing, by: Viewer, now: datetime) -> None:
    """What was said of one call is unsaid: it waits among the suggestions again."""
    campaign = hold(placing.campaign, by)
    held = Placing.objects.select_for_update(of=("self",)).filter(pk=placing.pk).select_related("candidate").first()
    if held is None:
        raise CampaignRefused("This was taken back already.")
    call = held.candidate
    if held.belongs and call.campaign_id == campaign.pk:
        call.campaign = None
        call.save(update_fields=["campaign"])
    said = {"candidate": call.public_id, "belonged": held.belongs}
    enter(campaign, "campaign.placing_taken_back", by=by, now=now, **said)
    held.delete()


@transaction.atomic
def open_with_calls(*, name: str, candidates: Sequence[Candidate], by: Viewer, now: datetime) -> Campaign:
    """A campaign nobody had named, with the calls that show it."""
    if not by.is_staff:
        raise Http404
    campaign = sourcing.open_campaign(name=name, by=by, now=now)
    place_calls(campaign=campaign, candidates=candidates, belongs=True, by=by, now=now)
    return campaign
