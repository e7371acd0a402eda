"""What did you do? Asked and answered by machine (XA.5)."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.ground import clock
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.wire.mitigations import MitigationIn, MitigationOut, MitigationsOut

from . import actions
from .queries import mitigations as queries

router = Router(tags=["mitigations"], auth=BearerKey(Scope.HOPS, Kind.PROVIDER))
WRONG = {frozenset({400, 401, 403, 404, 409, 422}): Problem}
type MitigationId = Annotated[str, Path(max_length=24, description="mit_…")]


@router.get("/mitigations", response={200: MitigationsOut, **WRONG}, exclude_none=True)
def mitigations(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> MitigationsOut:
    """Everything we were asked about, the last first; `state` says what is still open."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = page(queries.whole(queries.visible_to(viewer)), cursor=cursor, limit=limit, order=("-pk",))
    items = [_out(one) for one in queries.told(found.items, viewer)]
    return MitigationsOut(items=items, next_cursor=found.next_cursor)


@router.post("/mitigations/{slug:mitigation}", response={200: MitigationOut, **WRONG}, exclude_none=True)
@idempotent
def report_mitigation(request: HttpRequest, payload: MitigationIn, mitigation: MitigationId) -> MitigationOut:
    """Say what was done. A later word follows an earlier one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = get_object_or_404(queries.visible_to(viewer).select_related("provider"), public_id=mitigation)
    actions.report(mitigation=row, did=payload.did, note=payload.note, channel="api", by=viewer, now=clock.now())
    (told,) = queries.told(queries.whole(queries.visible_to(viewer).filter(pk=row.pk)), viewer)
    return _out(told)


def _out(told: queries.Told) -> MitigationOut:
    row, last = told.row, told.last
    return MitigationOut(
        id=row.public_id,
        hop=row.hop.public_id,
        traceback=row.hop.traceback.number,
        named_as=row.named_as,
        asked_at=row.asked_at,
        state=told.state,
        did=last.did if last else None,
        note=last.note if last else "",
        said_at=last.said_at if last else None,
    )
