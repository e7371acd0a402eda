"""Complaints to authorities: which numbers they are about, and the FTC's daily file (A1.7, A4.4)."""

from itertools import batched

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, phone, uploads

from .. import actions, queries
from .. import complaints as reader
from ..forms import ComplaintsForm

A_PAGE = 50
AT_ONCE = 1_000
MOST_SHOWN = 300  # odd rows; the command line tells them all


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


@staff_only
def import_complaints(request: HttpRequest) -> HttpResponse:
    """The file goes in whole; the same file again changes nothing, so nobody is asked twice."""
    form = ComplaintsForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form)
    try:
        text = uploads.accept(form.cleaned_data["file"]).content.decode("utf-8-sig")
        rows = list(reader.read(text.splitlines(keepends=True)))
    except (Refused, UnicodeDecodeError) as refused:
        form.add_error("file", str(refused) if isinstance(refused, Refused) else "This is not text in UTF-8.")
        return _ask(request, form)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = clock.now()
    kept = sum(
        actions.import_complaints(rows=part, by=viewer, now=now) for part in batched(rows, AT_ONCE, strict=False)
    )
    odd = [row for row in rows if row.reason]
    left = sum(bool(row.left_out) for row in odd)
    context = {
        "rows": len(rows),
        "kept": kept,
        "already": len(rows) - left - kept,
        "left": left,
        "odd": odd[:MOST_SHOWN],
        "more": max(0, len(odd) - MOST_SHOWN),
        "name": form.cleaned_data["file"].name,
    }
    return render(request, "sourcing/complaints_imported.html", context)


def _ask(request: HttpRequest, form: ComplaintsForm) -> HttpResponse:
    lead = "“DNC Reported Calls”, as the FTC publishes it each day. The same file again changes nothing."
    context = {"form": form, "title": "Import complaints", "lead": lead, "submit": "Import the file"}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
