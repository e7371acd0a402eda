"""Membership ended by staff, in conjunction with the Committee's advice, or left by the member (A2.7)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hopback.policy.article_2_membership import reasons_to_end
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Ending, Membership, Vote
from ..queries import open_membership, record
from ..refusals import AdviceMissing, NotOpen
from ._common import enter, hold, only_its_administrator, only_staff, said, tell
from ._tiers import end
from .voting import open_vote, seats_that_vote


@transaction.atomic
def propose_end(*, provider: Provider, reasons: str, by: Viewer, now: datetime) -> Ending:
    """Notice to the member with the reasons, and the Committee is asked for its advice (A2.7).

    Where no seat could give any (nobody else has one), that stands on the record instead."""
    only_staff(by)
    provider = hold(provider)
    held = _membership(provider)
    if Ending.objects.filter(provider=provider, outcome="").exists():
        raise NotOpen("Its end has been proposed already.")
    known = record([provider.public_id], now)
    made = Ending.objects.create(
        provider=provider,
        membership=held,
        advice=_advice(provider, said(reasons), by, now),
        found=[reason.why for reason in reasons_to_end(provider.public_id, known.facts, known.today)],
        reasons=reasons.strip(),
        proposed_by=by.name,
        proposed_at=now,
    )
    told = {"tier": held.get_tier_display(), "reason": made.reasons}
    enter(provider, "membership.end_proposed", by=by, now=now, found=made.found, **told)
    tell(provider, "membership_end_proposed", by=by, now=now, **told)
    return made


def _advice(provider: Provider, reasons: str, by: Viewer, now: datetime) -> Vote | None:
    waiting = Vote.objects.filter(provider=provider, about=Vote.About.ADVICE, outcome="").first()
    if waiting or not seats_that_vote(provider, now):
        return waiting
    closes_at = now + timedelta(days=settings.VOTE_DAYS)
    return open_vote(
        provider=provider, about=Vote.About.ADVICE.value, reasons=reasons, closes_at=closes_at, by=by, now=now
    )


@transaction.atomic
def confirm_end(*, ending: Ending, because: str, by: Viewer, now: datetime) -> None:
    """Once the advice is recorded, whatever it is, staff end the membership."""
    only_staff(by)
    held = _open(ending)
    if held.advice and not held.advice.outcome:
        raise AdviceMissing("The Executive Committee has not given its advice yet.")
    reasons = said(because, "because")
    advised = held.advice.get_outcome_display() if held.advice else "No seat could advise"
    end(held.membership, because=reasons, by=by, now=now)
    _settle(held, Ending.Outcome.ENDED, reasons, by, now)
    told = {"tier": held.membership.get_tier_display(), "reason": reasons}
    enter(held.provider, "membership.ended", by=by, now=now, advised=advised, **told)
    tell(held.provider, "membership_ended", by=by, now=now, **told)


@transaction.atomic
def drop_end(*, ending: Ending, because: str, by: Viewer, now: datetime) -> None:
    """It stays a member; that its end was proposed is kept."""
    only_staff(by)
    held = _open(ending)
    reasons = said(because, "because")
    _settle(held, Ending.Outcome.DROPPED, reasons, by, now)
    told = {"tier": held.membership.get_tier_display(), "reason": reasons}
    enter(held.provider, "membership.end_dropped", by=by, now=now, **told)
    tell(held.provider, "membership_end_dropped", by=by, now=now, **told)


@transaction.atomic
def leave(*, provider: Provider, because: str = "", by: Viewer, now: datetime) -> None:
    """Its administrator ends the membership; nobody has to stay."""
    only_its_administrator(by, provider)
    provider = hold(provider)
    held = _membership(provider)
    words = because.strip() or "Left on its own wish."
    end(held, because=words, by=by, now=now)
    for ending in Ending.objects.filter(provider=provider, outcome=""):
        _settle(ending, Ending.Outcome.DROPPED, "It left on its own wish.", by, now)
    enter(provider, "membership.left", by=by, now=now, tier=held.get_tier_display(), because=words)


def _membership(provider: Provider) -> Membership:
    held = open_membership(provider)
    if held is None:
        raise NotOpen(f"{provider.name} is not a member.")
    return held


def _open(ending: Ending) -> Ending:
    hold(ending.provider)
    held = Ending.objects.select_related("provider", "membership__provider", "advice").get(pk=ending.pk)
    if held.outcome:
        raise NotOpen("This was decided already.")
    return held


def _settle(ending: Ending, outcome: Ending.Outcome, because: str, by: Viewer, now: datetime) -> None:
    ending.outcome, ending.decided_because, ending.decided_by, ending.decided_at = outcome, because, by.name, now
    ending.save(update_fields=["outcome", "decided_because", "decided_by", "decided_at"])
