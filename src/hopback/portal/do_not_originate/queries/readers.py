"""Who is given copies: Steering members, and analytics providers that staff named (XB.6)."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hopback.policy.appendix_b_do_not_originate import may_read
from hopback.policy.article_2_membership import Tier
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.membership.models import Membership
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing.models import Source

from ..models import Copy, Reader


def tier_of(party: str) -> Tier | None:
    """The tier of a provider that is a member now."""
    held = Membership.objects.filter(provider__public_id=party, ended_at=None).values_list("tier", flat=True).first()
    return Tier(held) if held else None


def is_steering(party: str, now: datetime) -> bool:
    return tier_of(party) is Tier.STEERING


def may_take(party: str, now: datetime) -> bool:
    """Whether somebody who acts for this party is given copies."""
    if not party:
        return False
    named = Reader.objects.filter(source__public_id=party, ended_at=None).exists()
    return may_read(tier=tier_of(party), named=named)


def reads(viewer: Any, now: datetime) -> bool:
    """The same of a person or a key; of staff no: they have pages of their own."""
    return getattr(viewer, "kind", "") in (Kind.PROVIDER, Kind.SOURCE) and may_take(viewer.party, now)


def steering_members() -> QuerySet[Provider]:
    rows = Provider.objects.filter(memberships__ended_at=None, memberships__tier=Tier.STEERING.value)
    return rows.distinct().order_by("name", "pk")


def readers() -> QuerySet[Reader]:
    return Reader.objects.filter(ended_at=None).select_related("source").order_by("source__name")


def former_readers() -> QuerySet[Reader]:
    return Reader.objects.exclude(ended_at=None).select_related("source").order_by("-ended_at")


def who_reads(now: datetime) -> list[str]:
    """Public ids of everybody who is given copies."""
    members = steering_members().values_list("public_id", flat=True)
    return [*members, *readers().values_list("source__public_id", flat=True)]


def choices() -> list[tuple[str, str]]:
    """(public id, name) of everybody who is given copies, by name."""
    members = list(steering_members().values_list("public_id", "name"))
    return sorted([*members, *readers().values_list("source__public_id", "source__name")], key=lambda one: one[1])


def copies() -> QuerySet[Copy]:
    """For staff: every copy that was taken, the latest first."""
    return Copy.objects.order_by("-pk")


def name_of(party: str) -> str:
    """What a provider or a source is called."""
    for rows in (Provider.objects, Source.objects):
        name = rows.filter(public_id=party).values_list("name", flat=True).first()
        if name:
            return str(name)
    return party


def address_of(party: str) -> tuple[str, str, str] | None:
    """Where a member or an analytics provider is written to: (address, name, role)."""
    contact = PointOfContact.objects.filter(provider__public_id=party, ended_at=None).order_by("-kind").first()
    if contact is not None:
        return contact.email, contact.full_name, "primary"
    person = User.objects.filter(party=party, role=Role.ADMIN, is_active=True).order_by("pk").first()
    if person is not None:
        return person.email, person.name, "primary"
    email = Source.objects.filter(public_id=party).values_list("email", flat=True).first()
    return (email, "", "primary") if email else None
