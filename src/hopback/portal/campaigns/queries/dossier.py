"""All that staff see of one campaign, in a number of reads that does not grow with its calls (A1.6, A1.7)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hopback.policy.article_1_campaigns import pattern
from hopback.portal.sourcing.models import Campaign, EvidenceFile
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.whole import Whole, read_many

from ..models import Text, Volume
from . import calls, texts
from .overlay import Overlay, overlay, statuses

MOST_PATHS = 200
AUDIO = "audio/"


@dataclass(frozen=True)
class Dossier:
    """Made for one page and read once; each part asks when it is wanted."""

    campaign: Campaign
    zone: str

    @cached_property
    def sum(self) -> calls.Sum:
        return calls.sum_of(self.campaign)

    @cached_property
    def pattern(self) -> tuple[str, ...]:
        return pattern(self.sum.counted)

    @cached_property
    def numbers(self) -> list[calls.Number]:
        return calls.calling_numbers(self.campaign)

    @cached_property
    def areas(self) -> list[tuple[str, int]]:
        return calls.area_codes(self.campaign)

    @cached_property
    def hours(self) -> list[int]:
        return calls.hours(self.campaign, self.zone)

    @cached_property
    def texts(self) -> list[Text]:
        return list(self.campaign.texts.order_by("kind", "language", "pk"))

    @cached_property
    def call_back(self) -> list[tuple[calls.Number, int]]:
        said = [self.campaign.message, *(one.text for one in self.texts)]
        return texts.call_back_numbers(said, calls.followed_numbers(self.campaign))

    @cached_property
    def volumes(self) -> list[Volume]:
        return list(self.campaign.volumes.order_by("-month_on", "-added_at"))

    @cached_property
    def months(self) -> list[tuple[date, int]]:
        """The newest word for each month, from the first to the last, with nothing for a month nobody tells of."""
        return by_month(self.volumes)

    @cached_property
    def recordings(self) -> list[EvidenceFile]:
        files = EvidenceFile.objects.filter(candidate__campaign=self.campaign, media_type__startswith=AUDIO)
        return list(files.defer("content").select_related("candidate__source").order_by("-added_at", "-pk"))

    @cached_property
    def alike(self) -> list[tuple[Campaign, int]]:
        return texts.alike(self.campaign)

    @cached_property
    def traced(self) -> int:
        return Traceback.objects.filter(candidate__campaign=self.campaign).count()

    @cached_property
    def paths(self) -> list[Whole]:
        """The newest first, at most 200."""
        rows = Traceback.objects.filter(candidate__campaign=self.campaign).select_related(
            "candidate__incident", "candidate__source"
        )
        return read_many(list(rows.order_by("-opened_at", "-pk")[:MOST_PATHS]))

    @cached_property
    def overlay(self) -> Overlay:
        return overlay(self.paths)

    @cached_property
    def statuses(self) -> Counter[str]:
        return statuses(self.paths)


def by_month(volumes: Sequence[Volume]) -> list[tuple[date, int]]:
    told: dict[date, Volume] = {}
    for volume in sorted(volumes, key=lambda one: one.added_at):
        told[volume.month_on] = volume
    if not told:
        return []
    here, last = min(told), max(told)
    found: dict[date, int] = defaultdict(int)
    while here <= last:
        found[here] = told[here].calls if here in told else 0
        here = date(here.year + here.month // 12, here.month % 12 + 1, 1)
    return list(found.items())
