"""How a provider comes onto the list, and what is written down of it (A1.1, A3.3)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from phonenumbers import timezone as phone_zones

from hopback.portal.accounts.models import known_zone
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import phone as phones

from ..likeness import domain_of
from ..models import PointOfContact, Provider
from ..queries import Likeness, Listed, Unsure, likenesses, settle
from ..refusals import DetailsWrong, PerhapsListed
from ._common import enter, hold, known_from, only_staff, queue
from ._contact import point_of_contact
from .confirming import ask_next
from .joining import invite_to_join

_DETAILS = """
name trade_name country city domain ocns form_499_id frn rmd_number zone opens closes
"""
DETAILS = frozenset(_DETAILS.split())
TOLD_OF_UNLISTED = ("name", "country", "domain")


@transaction.atomic
def list_provider(
    *, details: Mapping[str, Any], because: str, anyway: bool = False, by: Viewer, now: datetime
) -> Provider:
    """Staff list a provider. One that may be listed already is refused unless they say `anyway` (A3.3)."""
    only_staff(by)
    queue()
    alike = likenesses(
        details["name"], domain=details.get("domain", ""), country=details.get("country", settings.COUNTRY)
    )
    if alike and not anyway:
        raise PerhapsListed(_perhaps(alike))
    provider = _fill(Provider(listed_at=now, listed_because=because[:200]), details)
    provider.save(force_insert=True)
    known_from(provider, [name for name, value in details.items() if value], because, by=by, now=now)
    enter(
        provider,
        "provider.listed",
        by=by,
        now=now,
        because=because,
        although_like=[a.provider.public_id for a in alike],
    )
    return provider


@transaction.atomic
def take_in_unlisted(
    *, contact: Mapping[str, str], named_by: Provider | None = None, by: Viewer, now: datetime
) -> Provider:
    """Take in the upstream provider that an answer describes, with its primary contact (A3.3).

    `contact`: name, email, phone, country. Gives the listed one where that is meant beyond doubt. Raises
    PerhapsListed where a person has to say; staff have said.
    """
    queue()
    settled = settle(contact)
    if not by.is_staff and isinstance(settled, Listed):
        return settled.provider
    if not by.is_staff and isinstance(settled, Unsure):
        raise PerhapsListed(_perhaps(list(settled.likenesses)))
    named = f"named by {named_by.name}" if named_by else f"named by {by.name}"
    provider = Provider.objects.create(
        name=contact["name"].strip(),
        country=contact.get("country") or settings.COUNTRY,
        domain=domain_of(contact.get("email", "")),
        zone=_zone_of(contact.get("phone", ""), contact.get("country") or settings.COUNTRY),
        listed_at=now,
        listed_because=named,
    )
    primary = point_of_contact(
        provider, PointOfContact.Kind.PRIMARY, email=contact["email"], phone=contact.get("phone", ""), by=by, now=now
    )
    primary.save(force_insert=True)
    known_from(provider, [name for name in TOLD_OF_UNLISTED if getattr(provider, name)], named, by=by, now=now)
    ask_next(provider, by=by, now=now)
    enter(
        provider,
        "provider.taken_in",
        by=by,
        now=now,
        named_by=named_by.public_id if named_by else "",
        country=provider.country,
        email=primary.email,
        phone=primary.phone,
    )
    invite_to_join(provider=provider, named=True, by=by, now=now)
    return provider


@transaction.atomic
def set_details(
    *, provider: Provider, details: Mapping[str, Any], source: str = "", by: Viewer, now: datetime
) -> Provider:
    """Staff write down what a provider is, and where they know it from; the log has what it was before."""
    only_staff(by)
    provider = hold(provider)
    before = {name: _plain(getattr(provider, name)) for name in details}
    if details.get("domain", provider.domain) != provider.domain:
        provider.domain_proved_at = None
    _fill(provider, details).save()
    after = {name: _plain(getattr(provider, name)) for name in details}
    changed = {name: [before[name], after[name]] for name in details if before[name] != after[name]}
    if changed:
        known_from(provider, changed, source or "written down by the team", by=by, now=now)
        enter(provider, "provider.changed", by=by, now=now, changed=changed, source=source)
    return provider


def _fill(provider: Provider, details: Mapping[str, Any]) -> Provider:
    """Raises DetailsWrong with the field, for what a form would have refused as well."""
    for name, value in details.items():
        if name not in DETAILS:
            raise DetailsWrong(f"A provider has no {name} to set.")
        setattr(provider, name, value)
    if not provider.name.strip():
        raise _wrong("name", "A provider has a name.")
    try:
        known_zone(provider.zone)
    except ValidationError as exc:
        raise _wrong("zone", exc.messages[0]) from None
    if provider.opens >= provider.closes:
        raise _wrong("closes", "An office closes after it opens.")
    return provider


def _wrong(field: str, message: str) -> DetailsWrong:
    refused = DetailsWrong(message)
    refused.field = field
    return refused


def _perhaps(alike: list[Likeness]) -> str:
    first = alike[0]
    more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
    return f"{first.provider.name} may be this provider{more}. {first.why}"


def _zone_of(phone: str, country: str) -> str:
    """The zone its number is in; a provider without one is asked on the group's clock, a foreign one on UTC."""
    e164 = phones.read(phone).e164
    zones = phone_zones.time_zones_for_number(phonenumbers.parse(e164)) if e164 else ()
    if len(zones) >= 1 and zones[0] != "Etc/Unknown" and phones.read(phone).region == country:
        return str(zones[0])
    return "America/New_York" if country == settings.COUNTRY else "UTC"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
