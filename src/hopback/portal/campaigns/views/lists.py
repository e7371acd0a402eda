"""The list of campaigns, its filters an address; as a page, CSV or JSON (A1.6)."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.sourcing.models import Campaign

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
    if asked_for(request):
        return hand_over(request, "campaigns", COLUMNS.split(), lines(rows), now=clock.now())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    limited = bool(wanted.q.strip() or wanted.state)
    context = {"form": form, "page": page, "limited": limited, "wanted": wanted, "now": clock.now()}
    return render(request, "campaigns/list.html", context)


def lines(rows: QuerySet[Campaign]) -> Iterator[tuple[Any, ...]]:
    """One line of `COLUMNS` for each campaign; moments are RFC 3339, UTC."""
    for row in rows[:MOST]:
        last = row.last_call_at  # type: ignore[attr-defined]
        yield (
            row.public_id,
            row.name,
            state_of(row),
            row.message,
            "; ".join(row.brands),
            row.volume_a_month,
            row.calls,  # type: ignore[attr-defined]
            row.traced,  # type: ignore[attr-defined]
            row.still_open,  # type: ignore[attr-defined]
            last.isoformat() if last else None,
            row.opened_at.isoformat(),
        )


def _own(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A provider's and a source's list: names, and their own calls of each (XC.1)."""
    rows = visible.with_own(visible.visible_to(viewer, clock.now()), viewer).order_by("name", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "campaigns/own_list.html",
        {"page": page, "viewer_kind": viewer.kind, "member": visible.is_member(viewer)},
    )
