"""Members from before there was this portal: taken over once, with the day since when (A2.1)."""

from datetime import UTC, date, datetime, time

from django.db import transaction

from hopback.policy.article_2_membership import Tier
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook.models import Entry
from hopback.portal.providers.models import Provider

from ..models import Membership
from ..refusals import NotOpen
from ._common import enter, hold, only_staff, refusal, said
from ._tiers import begin


@transaction.atomic
def take_over(*, provider: Provider, tier: str, since_on: date, because: str, by: Viewer, now: datetime) -> Membership:
    """Staff write down a membership that is older than the portal; whoever joins later applies.

    Its conditions are shown from then on like everybody's."""
    only_staff(by)
    provider = hold(provider)
    first = Entry.objects.order_by("seq").values_list("at", flat=True).first() or now
    if since_on >= first.astimezone(UTC).date():
        raise refusal(NotOpen, "since_on", f"The portal is there since {first:%Y-%m-%d}: who joins later applies.")
    if Membership.objects.filter(provider=provider).exists():
        raise refusal(NotOpen, "tier", "Its membership is on record already.")
    words = said(because, "because")
    began = datetime.combine(since_on, time(12), UTC)  # noon: that day on most clocks
    made = begin(provider, Tier(tier), application=None, because=words, by=by, now=now, began_at=began)
    told = {"tier": made.get_tier_display(), "since_on": str(since_on), "because": words}
    enter(provider, "membership.taken_over", by=by, now=now, **told)
    return made
