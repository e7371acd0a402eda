"""What is known of providers: foreign (A1.5), standing (A1.2, A1.3), contacts (XA.1), control group (A1.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from hopback.policy.article_1_definitions import Control, ForeignFactors, Standing, control_group, proposes_foreign

from ..models import ControlLink, ForeignFinding, PointOfContact, Provider, StandingFinding


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
    found = max(provider.foreign_findings.all(), key=lambda finding: finding.pk, default=None)
    return found.foreign if found else proposed_foreign(provider)


def standing(provider: Provider) -> Standing:
    """Non-cooperative while a finding holds; cooperative who agreed to the policies; otherwise unknown."""
    if any(finding.lifted_at is None for finding in provider.standing_findings.all()):
        return Standing.NON_COOPERATIVE
    return _standing_without_finding(provider)


def _standing_without_finding(provider: Provider) -> Standing:
    return Standing.COOPERATIVE if provider.agreed_on else Standing.UNKNOWN


def facts_of(providers: Iterable[Provider]) -> dict[int, Facts]:
    """By primary key, for any number of providers in two reads."""
    listed = {provider.pk: provider for provider in providers}
    findings = ForeignFinding.objects.filter(provider__in=listed).order_by("pk")
    foreign = dict(findings.values_list("provider", "foreign"))
    bad = set(StandingFinding.objects.filter(provider__in=listed, lifted_at=None).values_list("provider", flat=True))
    return {
        pk: Facts(
            foreign=foreign.get(pk, proposed_foreign(provider)),
            foreign_found=pk in foreign,
            standing=Standing.NON_COOPERATIVE if pk in bad else _standing_without_finding(provider),
        )
        for pk, provider in listed.items()
    }


def contact(provider: Provider, kind: str) -> PointOfContact | None:
    """The primary or back-up contact in force."""
    return provider.contacts.filter(kind=kind, ended_at=None).first()


def contacts_of(providers: Iterable[Provider]) -> dict[int, dict[str, PointOfContact]]:
    """By primary key and kind, for any number of providers in one read."""
    found: dict[int, dict[str, PointOfContact]] = {provider.pk: {} for provider in providers}
    for each in PointOfContact.objects.filter(provider__in=found, ended_at=None):
        found[each.provider_id][each.kind] = each
    return found


def group_of(provider: Provider, on: date) -> frozenset[str]:
    """Public ids of all that are the same provider on that day, itself among them (A1.1)."""
    links = ControlLink.objects.values_list("controls__public_id", "controlled__public_id", "since_on", "until_on")
    return control_group(provider.public_id, [Control(*link) for link in links], on)
