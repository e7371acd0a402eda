"""Referrals as staff see them, and as the agencies that got them do (A5.1-A5.3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hopback.policy.article_5_enforcement.referring import Fact, Ground, State, facts, state_of
from hopback.policy.article_5_enforcement.scanning import Found
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.conduct import queries as conduct
from hopback.portal.providers.models import Provider

from ..models import AgencyPerson, Referral
from .agencies import the_official
from .known import scanned


def referrals() -> QuerySet[Referral]:
    """For staff: all, the newest first."""
    rows = Referral.objects.select_related("provider", "campaign").prefetch_related("to__agency__source")
    return rows.order_by("-proposed_at", "-pk")


def received(person: AgencyPerson) -> QuerySet[Referral]:
    """What was sent to the official's agency."""
    return referrals().filter(sent_at__isnull=False, to__agency=person.agency, to__sent_at__isnull=False)


def the_received(viewer: Viewer, public_id: str, now: datetime) -> Referral:
    found = received(the_official(viewer, now)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def state(referral: Referral) -> State:
    return state_of(
        suspicious=bool(referral.seen),
        read_at=referral.confirmed_at,
        returned_at=referral.returned_at,
        sent_at=referral.sent_at,
    )


def lines(referral: Referral) -> tuple[Fact, ...]:
    """Only what is permitted can be read out of it, whatever stands in the row."""
    return facts(referral.facts)


def whole_text(summary: str, values: Iterable[str]) -> str:
    return "\n".join([*values, summary])


def suspicions(referral: Referral, now: datetime) -> tuple[Found, ...]:
    """What is suspicious in it, with the words in which it stands: for the person who reads it."""
    text = whole_text(referral.summary, referral.facts.values())
    return scanned(text, names_permitted(referral.provider, now))


def is_non_cooperative(provider: Provider, now: datetime) -> datetime | None:
    """Since when a finding holds of its group; None where none does."""
    for standing in conduct.non_cooperative(now):
        if provider.public_id in standing.group:
            return standing.since_at
    return None


def names_permitted(provider: Provider, now: datetime) -> frozenset[str]:
    """The referred provider's own names, and those of whoever is found non-cooperative (A5.3)."""
    found = [one for standing in conduct.non_cooperative(now) for one in standing.providers]
    return frozenset(name for one in (provider, *found) for name in (one.name, one.trade_name) if name)


def sheet(referral: Referral) -> dict[str, Any]:
    """What is printed: its lines and its words, and nothing else."""
    return {
        "title": "Referral",
        "about": f"{referral.provider.name}: it {_ground(referral)}",
        "reference": referral.public_id,
        "rows": [[fact.label, fact.value] for fact in lines(referral)],
        "summary": [part.strip() for part in referral.summary.split("\n\n") if part.strip()],
    }


def _ground(referral: Referral) -> str:
    return str(referral.facts.get("ground") or Ground(referral.ground).value)
