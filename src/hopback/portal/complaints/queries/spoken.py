"""Which call-back numbers the calls of campaigns speak: number → campaign → in how many texts (A1.6, A1.10)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from hopback.evidence.texts.callback import numbers
from hopback.portal.campaigns.models import Text
from hopback.portal.sourcing.models import Campaign, Candidate

MOST = 20_000  # texts that are listened to, the newest first

type Spoken = dict[str, Counter[int]]


def spoken() -> Spoken:
    """Campaigns by primary key; of a merged one its heir. Each text once, however many calls have it."""
    found: Spoken = defaultdict(Counter)
    for campaign, text in _texts():
        for number in _numbers(text):
            found[number][campaign] += 1
    return found


def _texts() -> set[tuple[int, str]]:
    heirs = dict(Campaign.objects.values_list("pk", "merged_into"))
    rows: list[Iterable[tuple[int, str]]] = [
        Text.objects.order_by("-pk").values_list("campaign", "text")[:MOST],
        Candidate.objects.filter(campaign__isnull=False).order_by("-pk").values_list("campaign", "evidence")[:MOST],
        Campaign.objects.exclude(message="").values_list("pk", "message")[:MOST],
    ]
    return {(heirs.get(campaign) or campaign, text) for some in rows for campaign, text in some}


@lru_cache(MOST)
def _numbers(text: str) -> frozenset[str]:
    """A text says the same each morning."""
    return frozenset(numbers(text))
