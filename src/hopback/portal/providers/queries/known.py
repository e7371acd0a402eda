"""What the directory says of one provider, each fact with where it came from (A1.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from hopback.policy.article_1_definitions import ForeignFactors, proposes_foreign

from ..models import ControlLink, FactSource, Particular, ProposedContact, Provider
from .control import group_of
from .facts import facts_of
from .merging import listed

FACTS = {
    "name": "Legal name",
    "trade_name": "Trade name",
    "country": "Country",
    "city": "City",
    "domain": "Domain",
    "ocns": "OCN",
    "form_499_id": "Form 499",
    "frn": "FRN",
    "rmd_number": "Mitigation database",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """`source` is "" where nobody said. `pk`: of a particular, which can be ended."""

    label: str
    value: str
    source: str
    given_by: str = ""
    given_at: datetime | None = None
    pk: int | None = None


def known(provider: Provider) -> list[Fact]:
    """What is in its fields, then its particulars by kind."""
    sources = {row.field: row for row in FactSource.objects.filter(provider=provider)}
    own = [_fact(label, _text(provider, name), sources.get(name)) for name, label in FACTS.items()]
    return [fact for fact in own if fact.value] + [
        Fact(row.get_kind_display(), row.value, row.source, row.given_by, row.given_at, row.pk)
        for row in in_force(provider)
    ]


def in_force(provider: Provider) -> Iterable[Particular]:
    order = {kind: place for place, kind in enumerate(Particular.Kind.values)}
    rows = Particular.objects.filter(provider=provider, ended_at=None)
    return sorted(rows, key=lambda row: (order[row.kind], row.pk))


def _fact(label: str, value: str, row: FactSource | None) -> Fact:
    return Fact(label, value, row.source, row.given_by, row.given_at) if row else Fact(label, value, "")


def _text(provider: Provider, name: str) -> str:
    value = getattr(provider, name)
    if name == "country":
        return provider.country_name
    return ", ".join(value) if isinstance(value, list) else str(value)


def waiting_contacts(provider: Provider) -> list[ProposedContact]:
    """Contacts that a public file names and nobody has decided on (XA.1)."""
    return list(ProposedContact.objects.filter(provider=provider, decided_at=None).order_by("pk"))


def controlling(provider: Provider, on: date) -> tuple[list[Provider], list[ControlLink]]:
    """Its control group on a day, itself among them, and the links that hold within it."""
    group = list(listed().filter(public_id__in=group_of(provider, on)).order_by("name", "pk"))
    links = ControlLink.objects.filter(controls__in=group, controlled__in=group, since_on__lte=on)
    holding = links.filter(Q(until_on=None) | Q(until_on__gt=on))
    return group, list(holding.select_related("controls", "controlled"))


def proposed_factors(provider: Provider, on: date) -> dict[str, tuple[bool, str]]:
    """What the directory suggests of the factors of A1.5, by name: (abroad or filed, why). A person decides."""
    home = settings.COUNTRY
    found: dict[str, tuple[bool, str]] = {}
    if above := _above(provider, on):
        facts = facts_of(above)
        abroad = [one.name for one in above if facts[one.pk].foreign]
        said = f"{', '.join(abroad or [one.name for one in above])} {'is' if len(abroad or above) == 1 else 'are'}"
        found["controlled_abroad"] = (bool(abroad), f"{said} recorded to control it.")
    if addresses := [row for row in in_force(provider) if row.kind == Particular.Kind.ADDRESS and row.country]:
        away = [row.value for row in addresses if row.country != home]
        found["address_abroad"] = (bool(away), f"Its address: {(away or [addresses[0].value])[0]}.")
    if provider.form_499_id:
        found["files_form_499"] = (True, f"It files under {provider.form_499_id}.")
    return found


def _above(provider: Provider, on: date) -> list[Provider]:
    """Who controls it, directly or through others."""
    _, links = controlling(provider, on)
    found: dict[int, Provider] = {}
    waiting = [provider.pk]
    while waiting:
        below = waiting.pop()
        for link in links:
            if link.controlled_id == below and link.controls_id not in {*found, provider.pk}:
                found[link.controls_id] = link.controls
                waiting.append(link.controls_id)
    return list(found.values())


def weighed(provider: Provider, proposed: Mapping[str, tuple[bool, str]]) -> bool:
    """What policy makes of the proposals together with the country."""
    factors = ForeignFactors(**{name: said for name, (said, _) in proposed.items()})
    return proposes_foreign(factors, provider.country, settings.COUNTRY).foreign
