"""Looking up providers by machine, to name an upstream (A3.3)."""

from django.http import HttpRequest
from ninja import Query, Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Scope
from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.wire.providers import ProviderOut, ProvidersOut

from . import queries
from .models import Provider

router = Router(tags=["providers"])
WRONG = {frozenset({400, 401, 403, 422}): Problem}


@router.get("/providers", response={200: ProvidersOut, **WRONG}, auth=BearerKey(Scope.PROVIDERS))
def look_up(
    request: HttpRequest,
    q: str = Query(min_length=2, max_length=80, description="Part of a name, trade name or domain; an id or OCN"),
    cursor: str = Query("", max_length=400),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> ProvidersOut:
    """Listed providers by name, to name the upstream of a call. Their contacts are not told."""
    rows = queries.search(q, queries.searchable_by(request.viewer))  # type: ignore[attr-defined]
    found = page(rows, cursor=cursor, limit=limit, order=("name", "pk"))
    return ProvidersOut(items=[_out(provider) for provider in found.items], next_cursor=found.next_cursor)


def _out(provider: Provider) -> ProviderOut:
    return ProviderOut(
        id=provider.public_id,
        name=provider.name,
        trade_name=provider.trade_name,
        country=provider.country,
        domain=provider.domain,
    )
