"""What staff know of each campaign of the story, every word of it a canary."""

from datetime import date
from typing import Any

from hopback.portal.campaigns import actions
from hopback.portal.sourcing.models import Campaign


def tell(world: Any) -> None:
    birds, by = world.birds, {"by": world.calls.by, "now": world.calls.now}
    for campaign in Campaign.objects.order_by("pk"):
        said = {"name": campaign.name, "message": campaign.message, "volume_a_month": 9}
        brands = [f"Bank {birds.word('sourcing.Campaign.brands')}"]
        pattern = f"Bursts, {birds.word('sourcing.Campaign.pattern')}."
        actions.change_campaign(campaign=campaign, **said, brands=brands, pattern=pattern, **by)
        text = {"text": f"Press two, {birds.word('campaigns.Text.text')}.", "kind": "transcript", "language": "en"}
        actions.add_text(campaign=campaign, **text, told_by=birds.word("campaigns.Text.told_by"), **by)
        told = {"month_on": date(2026, 9, 1), "calls": 7, "told_by": birds.word("campaigns.Volume.told_by")}
        actions.tell_volume(campaign=campaign, **told, **by)
