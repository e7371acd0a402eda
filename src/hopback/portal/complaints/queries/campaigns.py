"""Campaigns whose numbers were complained about anew, the most first (A1.6)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from hopback.evidence.complaints.spikes import Spike, spike
from hopback.portal.sourcing.models import Campaign, Candidate, Complaint

from .complained import usual
from .since import Since
from .spoken import Spoken

MOST = 12


@dataclass(frozen=True, slots=True)
class Touched:
    campaign: Campaign
    numbers: int
    spike: Spike


def touched(when: Since, spoken: Spoken) -> list[Touched]:
    """A number counts for each campaign that speaks it or calls from it."""
    by_campaign: dict[int, set[str]] = defaultdict(set)
    for number, some in spoken.items():
        for pk in some:
            by_campaign[pk].add(number)
    calls = Candidate.objects.filter(campaign__isnull=False).exclude(incident__calling="")
    complained = Complaint.objects.filter(imported_at__gte=when.at).values("calling")
    pairs = calls.filter(incident__calling__in=complained)
    for pk, heir, number in pairs.values_list("campaign", "campaign__merged_into", "incident__calling").distinct():
        by_campaign[heir or pk].add(number)
    numbers = sorted({number for some in by_campaign.values() for number in some})
    rows = Complaint.objects.filter(imported_at__gte=when.at, calling__in=numbers)
    new = dict(rows.values_list("calling").annotate(n=Count("pk")).order_by())
    before = usual(numbers, when)
    counted = {
        pk: (
            sum(number in new for number in some),
            sum(new.get(number, 0) for number in some),
            sum(before[number] for number in some),
        )
        for pk, some in by_campaign.items()
    }
    campaigns = Campaign.objects.in_bulk([pk for pk, (numbers_new, _, _) in counted.items() if numbers_new])
    found = [
        Touched(campaign, counted[pk][0], spike(counted[pk][1], counted[pk][2], when.before))
        for pk, campaign in campaigns.items()
    ]
    return sorted(found, key=lambda one: (-one.spike.new, one.campaign.name))[:MOST]
