"""The list of campaigns, its filters an address; as a page, CSV or JSON (A1.6)."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.tables import csv_file

from ..forms import FilterForm
from ..queries import visible
from ..queries.listing import Filters, listed, state_of

A_PAGE = 50
MOST = 5_000
COLUMNS = "id name state message brands calls_a_month calls_told tracebacks open_tracebacks last_call_at opened_at"


@viewer_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.is_staff:
        return _own(request, viewer)
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none does not limit
    wanted = Filters(**{name: form.cleaned_data.get(name, "") for name in form.fields})
    rows = listed(wanted)
    match request.GET.get("format"):
        case "csv":
            return csv_file("campaigns.csv", COLUMNS.split(), [list(row.values()) for row in table(rows)])
        case "json":
            return JsonResponse({"campaigns": list(table(rows))})
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    limited = bool(wanted.q.strip() or wanted.state)
    context = {"form": form, "page": page, "limited": limited, "wanted": wanted, "now": clock.now()}
    return render(request, "campaigns/list.html", context)


def table(rows: Any) -> Iterator[dict[str, Any]]:
    """One flat dict for each campaign; moments are RFC 3339, UTC."""
    for row in rows[:MOST]:
        told = {
            "id": row.public_id,
            "name": row.name,
            "state": state_of(row),
            "message": row.message,
            "brands": "; ".join(row.brands),
            "calls_a_month": row.volume_a_month,
            "calls_told": row.calls,
            "tracebacks": row.traced,
            "open_tracebacks": row.still_open,
            "last_call_at": row.last_call_at.isoformat() if row.last_call_at else None,
            "opened_at": row.opened_at.isoformat(),
        }
        assert tuple(told) == tuple(COLUMNS.split())
        yield told


def _own(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A provider's and a source's list: names, and their own calls of each (XC.1)."""
    rows = visible.with_own(visible.visible_to(viewer), viewer).order_by("name", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "campaigns/own_list.html", {"page": page, "viewer_kind": viewer.kind})
