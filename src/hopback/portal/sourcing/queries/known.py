"""What many rows refer to, read at once: providers, campaigns, and what the source submitted already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from hopback.portal.providers.models import Provider

from .. import discretion
from ..models import Campaign, Candidate, Source

type Call = tuple[str, str, datetime]


@dataclass(frozen=True, slots=True)
class Known:
    """Looked up by public id or by name in any case; `calls`: what this source submitted, with its id."""

    providers: Mapping[str, list[Provider]]
    campaigns: Mapping[str, Campaign]
    calls: Mapping[Call, str]

    @classmethod
    def of(
        cls, rows: Iterable[Mapping[str, Any]], source: Source | None, called_at: Iterable[datetime], now: datetime
    ) -> "Known":
        """Three reads for any number of rows."""
        rows = list(rows)
        return cls(
            _providers({str(row.get("terminating_provider") or "") for row in rows}),
            _campaigns({str(row.get("campaign") or "") for row in rows}, source, now),
            _calls(source, called_at) if source else {},
        )

    def provider(self, said: str) -> list[Provider]:
        return self.providers.get(_folded(said), [])

    def campaign(self, said: str) -> Campaign | None:
        return self.campaigns.get(_folded(said))


def _folded(text: str) -> str:
    return text.strip() if text.strip().startswith(("prv_", "cmp_")) else text.strip().lower()


def _providers(said: set[str]) -> dict[str, list[Provider]]:
    wanted = [_folded(text) for text in said if text.strip()]
    rows = Provider.objects.annotate(folded=Lower("name")).filter(Q(public_id__in=wanted) | Q(folded__in=wanted))
    found: dict[str, list[Provider]] = {}
    for row in rows if wanted else []:
        found.setdefault(row.public_id, []).append(row)
        found.setdefault(row.name.lower(), []).append(row)
    return found


def _campaigns(said: set[str], source: Source | None, now: datetime) -> dict[str, Campaign]:
    """A campaign that was merged is the one it was merged into (A1.6); a source names those it may know (A3.14)."""
    wanted = [_folded(text) for text in said if text.strip()]
    rows = Campaign.objects.annotate(folded=Lower("name")).filter(Q(public_id__in=wanted) | Q(folded__in=wanted))
    if source:
        rows = discretion.tellable(rows, to=source.public_id, now=now)
    found = rows.select_related("merged_into") if wanted else ()
    return {key: row.merged_into or row for row in found for key in (row.public_id, row.name.lower())}


def _calls(source: Source, called_at: Iterable[datetime]) -> dict[Call, str]:
    rows = Candidate.objects.filter(source=source, incident__called_at__in=list(called_at)).values_list(
        "incident__calling_raw", "incident__called_raw", "incident__called_at", "public_id"
    )
    return {(calling, called, at): public_id for calling, called, at, public_id in rows}
