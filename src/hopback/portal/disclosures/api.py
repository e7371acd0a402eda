"""What of ours was shown to whom, by machine (XA.8, XC.2)."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.wire.disclosures import DisclosureOut, DisclosuresOut

from . import queries

router = Router(tags=["disclosures"], auth=BearerKey(Scope.HOPS, Kind.PROVIDER))
WRONG = {frozenset({400, 401, 403, 422}): Problem}


@router.get("/disclosures", response={200: DisclosuresOut, **WRONG}, exclude_none=True)
def disclosures(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> DisclosuresOut:
    """Each time something of yours was shown to somebody else, the last first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = page(queries.visible_to(viewer), cursor=cursor, limit=limit)
    items = [
        DisclosureOut(
            id=one.row.public_id,
            at=one.row.at,
            what=one.row.what,
            shown_to=one.to,
            basis=one.row.basis,
            clause=one.row.clause,
            traceback=one.row.label,
        )
        for one in queries.named(found.items, viewer)
    ]
    return DisclosuresOut(items=items, next_cursor=found.next_cursor)
