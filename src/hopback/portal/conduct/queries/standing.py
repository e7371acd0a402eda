"""Which groups are non-cooperative, and which cooperative, at a moment (A1.2, A1.3, A3.10). What was lifted is not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from hopback.policy import article_1_definitions as definitions
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Agreement, Provider, StandingFinding


@dataclass(frozen=True, slots=True)
class Standing:
    """One group: the entries of the directory that stand for it, by name, and since when it is so.

    `finding`: the public id of the finding, where two people made it."""

    group: frozenset[str]
    providers: tuple[Provider, ...]
    standing: definitions.Standing
    since_at: datetime
    finding: str = ""

    @property
    def name(self) -> str:
        return ", ".join(one.name for one in self.providers)


def non_cooperative(at: datetime) -> list[Standing]:
    """Groups of which a finding held at that moment, by name; a finding lifted by then is gone from here (A3.10)."""
    return [one for one in standing_groups(at) if one.standing is definitions.Standing.NON_COOPERATIVE]


def cooperative(at: datetime) -> list[Standing]:
    """Groups that had agreed to the policies by then, with no finding of any company of theirs (A1.2)."""
    return [one for one in standing_groups(at) if one.standing is definitions.Standing.COOPERATIVE]


def standing_groups(at: datetime) -> list[Standing]:
    """Both, by name: five reads for any number of providers."""
    control, day = providers.control_groups(), at.astimezone(UTC).date()
    found, agreed = _found(at), _agreed(at)
    rows = {one.public_id: one for one in providers.listed().filter(listed_at__lte=at)}
    groups = {control.of(provider, day) for provider in {*found, *agreed}}
    told = [_standing(group, rows, found, agreed) for group in groups]
    return sorted((one for one in told if one.providers), key=lambda one: (one.name.casefold(), sorted(one.group)))


def _standing(
    group: frozenset[str], rows: dict[str, Provider], found: dict[str, Any], agreed: dict[str, datetime]
) -> Standing:
    here = tuple(sorted((rows[one] for one in group if one in rows), key=lambda one: (one.name.casefold(), one.pk)))
    bad = sorted(found[one] for one in group if one in found)
    if bad:
        return Standing(group, here, definitions.Standing.NON_COOPERATIVE, *bad[0])
    since = min(agreed[one] for one in group if one in agreed)
    return Standing(group, here, definitions.Standing.COOPERATIVE, since)


def _found(at: datetime) -> dict[str, tuple[datetime, str]]:
    holds = StandingFinding.objects.filter(Q(lifted_at=None) | Q(lifted_at__gt=at), found_at__lte=at)
    rows = holds.order_by("-found_at", "-pk").values_list("provider__public_id", "found_at", "finding__public_id")
    return {provider: (since, finding or "") for provider, since, finding in rows}


def _agreed(at: datetime) -> dict[str, datetime]:
    """The first agreement of each; of what was recorded without a row of its own, the day that is on the provider."""
    day = at.astimezone(UTC).date()
    kept = Provider.objects.filter(agreed_on__lte=day).values_list("public_id", "agreed_on")
    signed = Agreement.objects.filter(agreed_on__lte=day).values_list("provider__public_id", "agreed_on")
    first: dict[str, datetime] = {}
    for provider, on in (*kept, *signed):
        moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
        first[provider] = min(first.get(provider, moment), moment)
    return first
