"""What of ours has been shown to whom, when, on what basis: each party reads its own, staff all (XA.8, XC.2)."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over

from . import queries
from .models import Disclosure

A_PAGE = 50
COLUMNS = ("id", "at", "what", "shown_to", "basis", "clause", "about", "number")
FOR_STAFF = ("of", "of_name")


@viewer_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, q = clock.now(), request.GET.get("q", "").strip()[:80]
    rows = queries.visible_to(viewer)
    if q:
        rows = rows.filter(_like(q, viewer))
    if asked_for(request):
        columns = (*COLUMNS, *(FOR_STAFF if viewer.is_staff else ()))
        lines = [_line(one, viewer) for one in queries.named(rows, viewer)]
        return hand_over(request, "disclosures", columns, lines, now=now)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": queries.named(page.object_list, viewer), "q": q, "now": now}
    return render(request, "disclosures/register.html", context)


def _like(q: str, viewer: Viewer) -> Q:
    """A party finds what it can read, and nothing by a name that it is not told."""
    found = Q(what__icontains=q) | Q(label__icontains=q) | Q(basis__icontains=q) | Q(told_as__icontains=q)
    return found | Q(to__icontains=q) | Q(of=q) if viewer.is_staff else found


def _line(one: queries.Told, viewer: Viewer) -> list[Any]:
    row: Disclosure = one.row
    line = [row.public_id, row.at, row.what, one.to, row.basis, row.clause, one.about, row.label]
    return [*line, row.of, one.of] if viewer.is_staff else line
