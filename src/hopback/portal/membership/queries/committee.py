"""The Executive Committee: who has a seat today, and which votes somebody may see (A2.8)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from hopback.policy.article_2_membership import Seat, Tier, seat
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Support, Vote
from .record import Record, record


@dataclass(frozen=True, slots=True)
class Standing:
    """A Steering member or supporter, and whether that makes a seat today."""

    provider: Provider
    seat: Seat
    support: Support | None


def committee(now: datetime) -> list[Standing]:
    """Every Steering member and everybody who supports the group, those with a seat first."""
    rows = list(_who_could().order_by("name"))
    known = record([row.public_id for row in rows], now)
    paid = {each.provider_id: each for each in Support.objects.filter(_lasting(known.today)).order_by("pk")}
    found = [Standing(row, _seat(row.public_id, known), paid.get(row.pk)) for row in rows]
    return sorted(found, key=lambda each: (not each.seat.holds, each.provider.name))


def seats_on(now: datetime) -> list[str]:
    """Public ids of the providers that have a seat today."""
    ids = list(_who_could().values_list("public_id", flat=True))
    known = record(ids, now)
    return [one for one in ids if _seat(one, known).holds]


def has_seat(viewer: Viewer | None, now: datetime) -> bool:
    """Whether this person acts for a provider with a seat."""
    if viewer is None or viewer.kind != Kind.PROVIDER or viewer.user_id is None:
        return False
    if not _who_could().filter(public_id=viewer.party).exists():
        return False
    return _seat(viewer.party, record([viewer.party], now)).holds


def votes_visible_to(viewer: Viewer | None, now: datetime) -> QuerySet[Vote]:
    """Staff see all; a seat all but those about itself, which it learns of by their outcome."""
    if viewer is not None and viewer.is_staff:
        return Vote.objects.all()
    if viewer is None or not has_seat(viewer, now):
        return Vote.objects.none()
    return Vote.objects.exclude(provider__public_id=viewer.party)


def waiting_for(viewer: Viewer, now: datetime) -> list[Vote]:
    """Open votes that this person's seat has not cast yet, the first to close first."""
    rows = votes_visible_to(viewer, now).filter(outcome="").exclude(ballots__seat__public_id=viewer.party)
    return [vote for vote in rows.select_related("provider").order_by("closes_at") if viewer.party in vote.seats]


def the_vote(viewer: Viewer | None, public_id: str, now: datetime) -> Vote:
    vote = votes_visible_to(viewer, now).select_related("provider").filter(public_id=public_id).first()
    if vote is None:
        raise Http404
    return vote


def _who_could() -> QuerySet[Provider]:
    steering = Q(memberships__tier=Tier.STEERING.value, memberships__ended_at=None)
    return Provider.objects.filter(steering | Q(supports__isnull=False)).distinct()


def _seat(public_id: str, known: Record) -> Seat:
    return seat(public_id, known.facts, known.today, settings.SEAT_LEVELS)


def _lasting(today: date) -> Q:
    return Q(since_on__lte=today) & (Q(until_on=None) | Q(until_on__gt=today))
