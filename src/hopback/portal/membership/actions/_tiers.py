"""Memberships begun and ended; a provider's tier follows from nothing else (A2.1)."""

from datetime import datetime

from hopback.policy.article_2_membership import Tier
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider

from ..models import Application, Membership


def begin(
    provider: Provider,
    tier: Tier,
    *,
    application: Application | None,
    because: str,
    by: Viewer,
    now: datetime,
    began_at: datetime | None = None,
) -> Membership:
    """From now on, or since `began_at`, it is a member of this tier; what it was before ends."""
    before = Membership.objects.filter(provider=provider, ended_at=None).first()
    if before:
        end(before, because=f"Became a member of the other group: {because}", by=by, now=now)
    made = Membership.objects.create(
        provider=provider,
        tier=tier.value,
        application=application,
        because=because,
        began_by=by.name,
        began_at=began_at or now,
    )
    providers.set_tier(provider=provider, tier=tier.value, by=by, now=now)
    return made


def end(membership: Membership, *, because: str, by: Viewer, now: datetime) -> None:
    membership.ended_at, membership.ended_by, membership.ended_because = now, by.name, because
    membership.save(update_fields=["ended_at", "ended_by", "ended_because"])
    providers.set_tier(provider=membership.provider, tier=Provider.Tier.NONE, by=by, now=now)
