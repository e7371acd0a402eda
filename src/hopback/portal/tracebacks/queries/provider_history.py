"""What this room tells the rooms below it: a provider's tracebacks, and what a candidate became."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.outcomes import Outcome

from .. import words
from ..models import Hop, Traceback
from .one_hop import record_of

SHOWN = 10


def provider_history(provider: Provider, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    """The last tracebacks a provider was asked in, for staff; its own people have their inbox and history."""
    if not viewer.is_staff:
        return None
    asked = Hop.objects.on_the_path().filter(provider=provider, asked_at__isnull=False)
    rows = asked.select_related("traceback__candidate__campaign").order_by("-asked_at")
    shown = [(hop, *words.STATES[HopState(hop.state)]) for hop in rows[:SHOWN]]
    return {"provider": provider, "record": record_of(provider, now), "hops": shown, "asked": asked.count()}


def opened_from(candidates: Iterable[int]) -> dict[int, Outcome]:
    """The traceback each of these candidates became, in one read."""
    opened = Traceback.objects.filter(candidate__in=list(candidates))
    return {
        pk: Outcome(number, reverse("tracebacks:detail", args=[public_id]))
        for pk, number, public_id in opened.values_list("candidate", "number", "public_id")
    }
