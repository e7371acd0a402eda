"""Who is a member, and one provider's membership as staff and as its own people see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from hopback.policy.article_2_membership import Reason, Tier, reasons_to_end
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Application, Ending, Membership, Statement, Vote
from .conditions import Behind, Shown, behind, failing, shown
from .record import Record, day_of, record


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list."""

    provider: Provider
    tier: str
    since_on: date
    failing: list[Shown]
    reasons: tuple[Reason, ...]


def open_membership(provider: Provider) -> Membership | None:
    return Membership.objects.filter(provider=provider, ended_at=None).first()


def the_members(viewer: Viewer, now: datetime, tier: str = "") -> list[Member]:
    """Every member, by name, with the conditions that fail today; the same number of reads for any number."""
    rows = Membership.objects.filter(ended_at=None).select_related("provider").order_by("provider__name")
    members = list(rows.filter(tier=tier) if tier else rows)
    known = record([row.provider.public_id for row in members], now)
    return [_member(row, known, viewer) for row in members]


def _member(row: Membership, known: Record, viewer: Viewer) -> Member:
    one = row.provider.public_id
    return Member(
        row.provider,
        row.tier,
        day_of(row.began_at),
        failing(shown(one, Tier(row.tier), known, viewer, joining=False)),
        reasons_to_end(one, known.facts, known.today),
    )


def open_applications() -> QuerySet[Application]:
    return Application.objects.filter(outcome="").select_related("provider").order_by("applied_at")


def mine(provider: Provider, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """All that is known of one provider's membership, for whoever may read its page."""
    known = record([provider.public_id], now)
    held = open_membership(provider)
    application = open_applications().filter(provider=provider).first()
    return {
        "provider": provider,
        "membership": held,
        "application": application,
        "tiers": [
            (tier, shown(provider.public_id, tier, known, viewer, joining=not held or held.tier != tier.value))
            for tier in _tiers(held, application)
        ],
        "history": provider.memberships.order_by("-began_at", "-pk"),
        "applications": provider.membership_applications.exclude(outcome="").order_by("-applied_at"),
        "statement": Statement.objects.filter(provider=provider).order_by("-pk").first(),
        "votes": Vote.objects.filter(provider=provider).order_by("-opened_at"),
        "ending": Ending.objects.filter(provider=provider, outcome="").select_related("advice").first(),
        "reasons": _reasons(provider, known, viewer),
    }


def _tiers(held: Membership | None, application: Application | None) -> list[Tier]:
    """What it is, or asks to be; a provider that is and asks nothing sees both."""
    wanted = [Tier(row.tier) for row in (held, application) if row]
    return list(dict.fromkeys(wanted)) or [Tier.AFFILIATE, Tier.STEERING]


def _reasons(provider: Provider, known: Record, viewer: Viewer) -> list[tuple[Reason, list[Behind]]]:
    found = reasons_to_end(provider.public_id, known.facts, known.today)
    if not viewer.is_staff:
        return []
    return [(reason, behind(reason.tracebacks, known, viewer)) for reason in found]


def on_the_page_of(provider: Provider, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    """The short word on a provider's page, which leads to the whole."""
    return {"provider": provider, "membership": open_membership(provider), "staff": viewer.is_staff}
