"""Campaigns by machine, to each key what its owner may know (A1.6, XC.1)."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.portal.sourcing.models import Campaign
from hopback.wire.campaigns import CampaignOut, CampaignsOut

from .queries import visible
from .queries.listing import STATES, counted, state_of

router = Router(tags=["campaigns"], auth=BearerKey(Scope.CAMPAIGNS))
WRONG = {frozenset({400, 401, 403, 404, 422}): Problem}
type CampaignId = Annotated[str, Path(max_length=24, description="cmp_…")]


@router.get("/campaigns", response={200: CampaignsOut, **WRONG}, exclude_none=True)
def campaigns(
    request: HttpRequest,
    state: Annotated[str, Query(pattern="^(open|closed|merged)?$")] = "",
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> CampaignsOut:
    """Campaigns: for staff all; for a provider those it was asked about, for a member also those that may be
    told outside; for a source those of its calls."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = _known(viewer)
    if state:
        rows = rows.filter(STATES[state])
    found = page(rows, cursor=cursor, limit=limit, order=("pk",))
    return CampaignsOut(items=[_out(row, viewer) for row in found.items], next_cursor=found.next_cursor)


@router.get("/campaigns/{slug:campaign}", response={200: CampaignOut, **WRONG}, exclude_none=True)
def one_campaign(request: HttpRequest, campaign: CampaignId) -> CampaignOut:
    """One campaign, as far as the key's owner may know it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return _out(get_object_or_404(_known(viewer), public_id=campaign), viewer)


def _known(viewer: Viewer) -> QuerySet[Campaign]:
    rows = visible.visible_to(viewer, clock.now()).select_related("merged_into")
    return counted(rows) if viewer.is_staff else visible.with_own(rows, viewer)


def _out(row: Campaign, viewer: Viewer) -> CampaignOut:
    if not viewer.is_staff:
        own = {"own": row.own, "own_waiting": row.own_waiting}  # type: ignore[attr-defined]
        return CampaignOut(id=row.public_id, name=row.name, state=state_of(row), **own)
    return CampaignOut(
        id=row.public_id,
        name=row.name,
        state=state_of(row),
        message=row.message,
        brands=row.brands,
        calls_a_month=row.volume_a_month,
        calls_told=row.calls,  # type: ignore[attr-defined]
        tracebacks=row.traced,  # type: ignore[attr-defined]
        open_tracebacks=row.still_open,  # type: ignore[attr-defined]
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        merged_into=row.merged_into.public_id if row.merged_into else None,
    )
