"""What the calls of a campaign say: texts, the numbers that they ask to call, campaigns that say nearly the same."""

import re
from collections import Counter
from collections.abc import Iterable

from hopback.policy.article_1_campaigns import NEARLY_IDENTICAL, likeness
from hopback.portal.ground import phone
from hopback.portal.sourcing.models import Campaign

from .calls import Number

DIALLED = re.compile(r"(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
MOST_COMPARED = 500


def numbers_in(texts: Iterable[str]) -> Counter[str]:
    """E.164 → in how many texts it is asked to be called."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({number for said in DIALLED.findall(text) if (number := phone.read(said).e164)})
    return found


def call_back_numbers(texts: Iterable[str], followed: Counter[str]) -> list[tuple[Number, int]]:
    """(number with the texts it stands in, how often it was followed), the most common first."""
    said = numbers_in(texts)
    both = sorted({*said, *followed}, key=lambda number: (-said[number] - followed[number], number))
    return [(Number(phone.shown(number), said[number], e164=number), followed[number]) for number in both]


def alike(campaign: Campaign) -> list[tuple[Campaign, int]]:
    """Other campaigns that say nearly the same, with how much of it in percent: perhaps one campaign (A1.6)."""
    if not campaign.message:
        return []
    others = Campaign.objects.filter(merged_into=None).exclude(pk=campaign.pk).exclude(message="")
    shares = [(other, likeness(campaign.message, other.message)) for other in others.order_by("-pk")[:MOST_COMPARED]]
    near = sorted((pair for pair in shares if pair[1] >= NEARLY_IDENTICAL), key=lambda pair: -pair[1])
    return [(other, round(100 * share)) for other, share in near]
