"""Member calls: who is expected, and what a member sees of them (A2.3, A2.5)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hopback.policy.article_2_membership import Tier
from hopback.portal.providers.models import Provider

from ..models import MemberCall

SHOWN = 8


def expected_at(call: MemberCall) -> QuerySet[Provider]:
    """Members on that day: all at a quarterly call, else the Steering Committee; and whoever came."""
    held = Q(memberships__began_at__lte=call.starts_at) & (
        Q(memberships__ended_at=None) | Q(memberships__ended_at__gt=call.starts_at)
    )
    if not call.quarterly:
        held &= Q(memberships__tier=Tier.STEERING.value)
    return Provider.objects.filter(held | Q(attendances__call=call)).distinct().order_by("name")


def calls_of(provider: Provider, now: datetime) -> dict[str, Any]:
    """The next call that a member is expected at, and the last ones, each with whether it attended."""
    tier = provider.memberships.get(ended_at=None).tier
    calls = MemberCall.objects.filter(called_off_at=None)
    if tier == Tier.AFFILIATE.value:
        calls = calls.filter(quarterly=True)
    there = set(provider.attendances.values_list("call", flat=True))
    return {
        "next_call": calls.filter(starts_at__gte=now).order_by("starts_at").first(),
        "calls": [(call, call.pk in there) for call in calls.exclude(held_at=None).order_by("-starts_at")[:SHOWN]],
    }
