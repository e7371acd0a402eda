"""Aggregate results by machine: to each key what is published to its owner; to staff the exact figures, too (A3.9)."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from hopback.policy.article_3_traceback.publication import Period
from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.problems import Problem
from hopback.portal.sourcing.models import Campaign
from hopback.wire.aggregates import AggregateOut, AggregatesOut, CampaignCountOut, ExactOut

from .forms import read_period
from .models import Report
from .queries import exact, reports, switches

router = Router(tags=["aggregates"], auth=BearerKey(Scope.CAMPAIGNS))
WRONG = {frozenset({400, 401, 403, 404, 422}): Problem}
OF = r"^(\d{4}(-\d{2})?)?$"


@router.get("/aggregates", response={200: AggregatesOut, **WRONG}, exclude_none=False)
def aggregates(
    request: HttpRequest,
    of: Annotated[str, Query(pattern=OF, description="Staff: `2026-10` or `2026`, for the exact figures")] = "",
    campaign: Annotated[str, Query(max_length=24, description="Staff: cmp_…, of this campaign alone")] = "",
) -> AggregatesOut:
    """The newest edition of each report that is published to the key’s owner; 404 where none is published to it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if (of or campaign) and not viewer.is_staff:
        raise Http404
    shown = switches.open_to(viewer)
    rows = reports.current() if viewer.is_staff else reports.visible_to(viewer, shown)
    if not viewer.is_staff and not shown:
        raise Http404
    return AggregatesOut(items=[_out(row) for row in rows], exact=_exact(of, campaign) if of else None)


def _out(row: Report) -> AggregateOut:
    told = {name: row.body[name] for name in ("smallest", "period", "key", "tables")}
    return AggregateOut(
        id=row.public_id,
        span=row.period.span.value,
        first_on=row.first_on,
        edition=row.edition,
        fingerprint=row.fingerprint,
        published_at=row.published_at,
        **told,
    )


def _exact(of: str, campaign: str) -> ExactOut:
    asked = _period(of)
    kept = get_object_or_404(Campaign, public_id=campaign) if campaign else None
    told = exact.told(asked, clock.now(), kept)
    return ExactOut(
        span=asked.span.value,
        period=asked.name,
        completed=told.completed,
        origins_found=told.origins,
        hops_mean=told.hops,
        providers=told.providers,
        requests=told.requests,
        answered_on_time=told.on_time,
        hours_to_answer_median=told.hours,
        designations=dict(told.ends),
        answers=dict(told.answers),
        countries=dict(told.countries),
        campaigns=[CampaignCountOut(campaign=name, tracebacks=n, origins_found=m) for name, n, m in told.campaigns],
    )


def _period(of: str) -> Period:
    try:
        return read_period(f"month {of}-01" if "-" in of else f"year {of}-01-01")
    except ValueError:
        raise Http404 from None
