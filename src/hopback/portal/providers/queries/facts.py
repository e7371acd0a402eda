"""What is known of providers: foreign (A1.5), standing (A1.2, A1.3), contacts (XA.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from hopback.policy.article_1_definitions import ForeignFactors, Standing, proposes_foreign
from hopback.portal.ground.statements import Prepared, run

from ..models import ForeignFinding, PointOfContact, Provider, StandingFinding

A_PATH = 12  # providers; few enough that each number of them has a statement of its own


@dataclass(frozen=True, slots=True)
class Facts:
    foreign: bool
    foreign_found: bool  # by a person; otherwise proposed from the country
    standing: Standing


def proposed_foreign(provider: Provider) -> bool:
    """What the country suggests until a person decides; it is one factor of several (A1.5)."""
    return proposes_foreign(ForeignFactors(), provider.country, settings.COUNTRY).foreign


def is_foreign(provider: Provider) -> bool:
    """The last finding, else what is proposed. Reads findings that were prefetched without asking again."""
    if "foreign_findings" in getattr(provider, "_prefetched_objects_cache", {}):
        found = [finding.foreign for finding in sorted(provider.foreign_findings.all(), key=lambda each: -each.pk)]
    else:
        sql = 'SELECT "foreign" FROM providers_foreignfinding WHERE provider_id = %s ORDER BY id DESC LIMIT 1'
        found = [bool(row[0]) for row in run(sql, [provider.pk])]
    return found[0] if found else proposed_foreign(provider)


def standing(provider: Provider) -> Standing:
    """Non-cooperative while a finding holds; cooperative who agreed to the policies; otherwise unknown."""
    sql = "SELECT 1 FROM providers_standingfinding WHERE provider_id = %s AND lifted_at IS NULL LIMIT 1"
    if run(sql, [provider.pk]):
        return Standing.NON_COOPERATIVE
    return _standing_without_finding(provider)


def _standing_without_finding(provider: Provider) -> Standing:
    return Standing.COOPERATIVE if provider.agreed_on else Standing.UNKNOWN


def facts_of(providers: Iterable[Provider]) -> dict[int, Facts]:
    """By primary key, for any number of providers in two reads."""
    listed = {provider.pk: provider for provider in providers}
    foreign, bad = _findings(listed)
    return {
        pk: Facts(
            foreign=foreign.get(pk, proposed_foreign(provider)),
            foreign_found=pk in foreign,
            standing=Standing.NON_COOPERATIVE if pk in bad else _standing_without_finding(provider),
        )
        for pk, provider in listed.items()
    }


def _findings(listed: Mapping[int, Provider]) -> tuple[dict[int, bool], set[int]]:
    """The last word on each that has one, and those with a finding that holds."""
    if len(listed) > A_PATH:
        findings = ForeignFinding.objects.filter(provider__in=listed).order_by("pk")
        holding = StandingFinding.objects.filter(provider__in=listed, lifted_at=None)
        return dict(findings.values_list("provider", "foreign")), set(holding.values_list("provider", flat=True))
    if not listed:
        return {}, set()
    places = ", ".join(["%s"] * len(listed))
    of_these = f"WHERE provider_id IN ({places})"
    foreign = run(f'SELECT provider_id, "foreign" FROM providers_foreignfinding {of_these} ORDER BY id', list(listed))  # noqa: S608
    bad = run(f"SELECT provider_id FROM providers_standingfinding {of_these} AND lifted_at IS NULL", list(listed))  # noqa: S608
    return {pk: bool(found) for pk, found in foreign}, {pk for (pk,) in bad}


def contact(provider: Provider, kind: str) -> PointOfContact | None:
    """The primary or back-up contact in force."""
    return provider.contacts.filter(kind=kind, ended_at=None).first()


def contacts_of(providers: Iterable[Provider]) -> dict[int, dict[str, PointOfContact]]:
    """By primary key and kind, for any number of providers in one read."""
    found: dict[int, dict[str, PointOfContact]] = {provider.pk: {} for provider in providers}
    for each in PointOfContact.objects.filter(provider__in=found, ended_at=None):
        found[each.provider_id][each.kind] = each
    return found


def contacts(provider: Provider) -> dict[str, PointOfContact]:
    """By kind, for one provider."""
    return {each.kind: each for each in _CONTACTS(pk=provider.pk)}


_CONTACTS = Prepared(lambda pk: PointOfContact.objects.filter(provider=pk, ended_at=None), pk=int)
