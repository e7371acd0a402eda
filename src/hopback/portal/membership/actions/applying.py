"""A provider applies; staff recommend, and decide by the same conditions for everybody (A2.2-A2.6)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_2_membership import WORDS, Tier, to_join
from hopback.policy.article_2_membership.facts import in_words
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Application, Ending, Membership
from ..queries import record
from ..refusals import AffiliateConditionsFail, ConditionsFail, NotOpen
from ._common import enter, hold, only_its_administrator, only_staff, refusal, said, tell
from ._tiers import begin


@transaction.atomic
def apply(*, provider: Provider, tier: str, words: str = "", by: Viewer, now: datetime) -> Application:
    """Its administrator asks to become a member. Conditions may fail still: they are shown, with when they hold."""
    only_its_administrator(by, provider)
    provider = hold(provider)
    wanted = Tier(tier)
    if Membership.objects.filter(provider=provider, ended_at=None, tier=tier).exists():
        raise refusal(NotOpen, "tier", f"{provider.name} is a member of this group already.")
    if Application.objects.filter(provider=provider, outcome="").exists():
        raise refusal(NotOpen, "tier", "There is an open application. Withdraw it first.")
    made = Application.objects.create(
        provider=provider, tier=wanted.value, words=words.strip(), applied_by=by.name, applied_at=now
    )
    enter(provider, "membership.applied", by=by, now=now, tier=made.get_tier_display())
    return made


@transaction.atomic
def withdraw_application(*, application: Application, by: Viewer, now: datetime) -> None:
    """The applicant takes it back; it can apply again at any time."""
    only_its_administrator(by, application.provider)
    held = _open(application)
    _close(held, Application.Outcome.WITHDRAWN, "Withdrawn by the applicant.", by, now)
    enter(held.provider, "membership.withdrawn", by=by, now=now, tier=held.get_tier_display())


@transaction.atomic
def recommend(*, application: Application, recommended: bool, because: str, by: Viewer, now: datetime) -> None:
    """Staff say what they advise, with their reasons, before anybody decides."""
    only_staff(by)
    held = _open(application)
    held.recommended, held.recommended_because = recommended, said(because, "because")
    held.recommended_by, held.recommended_at = by.name, now
    held.save(update_fields=["recommended", "recommended_because", "recommended_by", "recommended_at"])
    verb = "membership.recommended" if recommended else "membership.advised_against"
    enter(held.provider, verb, by=by, now=now, tier=held.get_tier_display(), because=held.recommended_because)


@transaction.atomic
def decide_application(*, application: Application, accepted: bool, because: str, by: Viewer, now: datetime) -> None:
    """In staff's discretion, and never while a condition of the tier fails (A2.2-A2.6)."""
    only_staff(by)
    held = _open(application)
    reasons = said(because, "because")
    if held.recommended is None:
        raise refusal(NotOpen, "accepted", "Staff recommend first, with their reasons.")
    if accepted:
        _refuse_unless_all_hold(held, now)
        begin(held.provider, Tier(held.tier), application=held, because=reasons, by=by, now=now)
        Ending.objects.filter(provider=held.provider, outcome="").update(
            outcome=Ending.Outcome.DROPPED, decided_at=now, decided_by=by.name, decided_because="It changed its group."
        )
    _close(held, Application.Outcome.ACCEPTED if accepted else Application.Outcome.DECLINED, reasons, by, now)
    verb = "membership.accepted" if accepted else "membership.declined"
    enter(held.provider, verb, by=by, now=now, tier=held.get_tier_display(), because=reasons)
    tell(
        held.provider,
        "membership_decided",
        by=by,
        now=now,
        accepted=accepted,
        tier=held.get_tier_display(),
        reason=reasons,
    )


def _open(application: Application) -> Application:
    """The application, held, with its provider; refused where it is decided."""
    hold(application.provider)
    held = Application.objects.select_related("provider").get(pk=application.pk)
    if held.outcome:
        raise NotOpen(f"This application is {held.get_outcome_display().lower()} already.")
    return held


def _close(held: Application, outcome: Application.Outcome, because: str, by: Viewer, now: datetime) -> None:
    held.outcome, held.decided_because, held.decided_by, held.decided_at = outcome, because, by.name, now
    held.save(update_fields=["outcome", "decided_because", "decided_by", "decided_at"])


def _refuse_unless_all_hold(held: Application, now: datetime) -> None:
    known = record([held.provider.public_id], now)
    tier = Tier(held.tier)
    failing = [each for each in to_join(held.provider.public_id, tier, known.facts, known.today) if not each.holds]
    if failing:
        kind = ConditionsFail if tier is Tier.STEERING else AffiliateConditionsFail
        words = "; ".join(
            WORDS[each.condition] + (f" (from {in_words(each.from_on)})" if each.from_on else "") for each in failing
        )
        raise refusal(kind, "accepted", f"These conditions do not hold: {words}.")
