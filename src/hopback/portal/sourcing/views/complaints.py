"""Complaints to authorities: which numbers they are about (A1.7, A4.4)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock, phone

from .. import queries

A_PAGE = 50


@staff_only
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    q, alone = request.GET.get("q", "")[:80], request.GET.get("alone") == "yes"
    page = Paginator(queries.complained_numbers(q, alone), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "q": q,
        "alone": alone,
        "page": page,
        "rows": [(row, phone.shown(row["calling"])) for row in page],
        "totals": queries.complaint_totals(),
        "now": clock.now(),
    }
    return render(request, "sourcing/complaints.html", context)
