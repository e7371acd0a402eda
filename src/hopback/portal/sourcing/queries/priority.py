"""A candidate's priority: the number that the database sorts by, and its sum in words, from one table (A4.2)."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from math import floor

from django.conf import settings
from django.db.models import Case, F, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_4_sourcing import priority as policy
from hopback.policy.article_4_sourcing.priority import Facts, Part, Step, Term
from hopback.policy.figures import CAMPAIGN_ACTIVE

from ..models import Candidate

DAY = timedelta(days=1)


def active_campaigns(now: datetime) -> set[int]:
    """Those that are not closed, with a call that was made lately (A1.6)."""
    recent = Q(incident__called_at__gte=now - CAMPAIGN_ACTIVE, campaign__closed_at=None)
    return set(
        Candidate.objects.filter(recent, campaign__isnull=False).values_list("campaign_id", flat=True).distinct()
    )


def with_priority(rows: QuerySet[Candidate], now: datetime, active: Collection[int]) -> QuerySet[Candidate]:
    """Each row with its `priority`, as `total(explained(…))` has it."""
    weights = settings.PRIORITY_WEIGHTS
    parts = (
        _records(now, weights[Part.RECORDS]),
        _steps("incident__volume", policy.VOLUME, weights[Part.VOLUME]),
        _steps("complaints", policy.COMPLAINTS, weights[Part.COMPLAINTS]),
        _steps("score_share", policy.SCORE, weights[Part.SCORE]),
        _shares("nature", policy.HARM, weights[Part.HARM]),
        _shares("source__credibility", policy.CREDIBILITY, weights[Part.CREDIBILITY], _verified(now)),
        _case([When(campaign__in=active, then=Value(weights[Part.CAMPAIGN]))] if active else []),
    )
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    share = Cast("score", FloatField()) / F("source__score_top")
    return rows.annotate(score_share=share).annotate(priority=total)


def explained(candidate: Candidate, now: datetime, active: Collection[int]) -> list[Term]:
    """The same sum, part by part. The row has its source and incident."""
    return policy.explained(_facts(candidate, now, active), settings.PRIORITY_WEIGHTS)


def is_verified(candidate: Candidate, now: datetime) -> bool:
    source = candidate.source
    return source.kind == SourceKind.STAFF or (source.verified_until or now.date() - DAY) >= now.date()


def _facts(candidate: Candidate, now: datetime, active: Collection[int]) -> Facts:
    left = candidate.incident.called_at + settings.RECORDS_KEPT_DAYS * DAY - now
    return Facts(
        days_left=floor(left / DAY),
        nature=candidate.nature,
        credibility=candidate.source.credibility,
        verified=is_verified(candidate, now),
        campaign_active=candidate.campaign_id in active,
        volume=candidate.incident.volume,
        complaints=candidate.complaints,
        score=None if candidate.score is None else min(candidate.score / candidate.source.score_top, 1.0),
    )


def _verified(now: datetime) -> Q:
    return Q(source__kind=SourceKind.STAFF.value) | Q(source__verified_until__gte=now.date())


def _records(now: datetime, weight: int) -> Case:
    gone = now - settings.RECORDS_KEPT_DAYS * DAY
    urgent = [
        When(incident__called_at__lt=gone + (days + 1) * DAY, then=Value(policy.points(share, weight)))
        for days, share in policy.DAYS_LEFT
    ]
    return _case([When(incident__called_at__lt=gone, then=Value(0)), *urgent])


def _steps(field: str, steps: Iterable[Step], weight: int) -> Case:
    return _case(
        When(**{f"{field}__gte": step.at_least}, then=Value(policy.points(step.share, weight))) for step in steps
    )


def _shares(field: str, shares: dict, weight: int, only: Q | None = None) -> Case:
    both = only or Q()
    return _case(
        When(both & Q(**{field: value}), then=Value(policy.points(share, weight))) for value, share in shares.items()
    )


def _case(whens: Iterable[When]) -> Case:
    return Case(*whens, default=Value(0), output_field=IntegerField())
