"""Invoices: staff's, and an organisation's own; as a page, printed, and as CSV (A4.4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only, staff_or_source
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions
from ..forms import PaidForm, WaiveForm
from ..models import Invoice
from ..queries import fees, own

A_PAGE = 50
COLUMNS = "number billed_to amount_usd state issued_on due_on paid_on waived_because tracebacks"


@staff_or_source
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    rows, now = own.invoices(request.viewer), clock.now()  # type: ignore[attr-defined]
    if asked_for(request):
        return hand_over(request, "invoices", COLUMNS.split(), map(_line, rows_of(rows, now.date())), now=now)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows_of(page, now.date()), "staff": request.viewer.is_staff}  # type: ignore[attr-defined]
    return render(request, "organizations/invoices.html", context)


def rows_of(rows: Iterable[Invoice], today: date) -> list[dict[str, Any]]:
    return [
        {"invoice": row, "amount": fees.money(row.cents), "state": fees.state_of(row, today), "lines": row.lines.all()}
        for row in rows
    ]


def _line(row: dict[str, Any]) -> list[Any]:
    invoice: Invoice = row["invoice"]
    return [
        invoice.number,
        invoice.billed_to,
        f"{invoice.cents / 100:.2f}",
        row["state"][0].lower(),
        invoice.issued_at.date(),
        invoice.due_on,
        invoice.paid_on,
        invoice.waived_because,
        sum(line.candidate_id is not None for line in row["lines"]),
    ]


@staff_or_source
@require_safe
def one(request: HttpRequest, invoice: str) -> HttpResponse:
    """Fit to be printed: what a person pays by."""
    found, now = own.the_invoice(request.viewer, invoice), clock.now()  # type: ignore[attr-defined]
    context = {
        "invoice": found,
        "lines": [(line, fees.money(line.cents)) for line in found.lines.order_by("pk")],
        "amount": fees.money(found.cents),
        "state": fees.state_of(found, now.date()),
        "staff": request.viewer.is_staff,  # type: ignore[attr-defined]
        "open": not (found.paid_on or found.waived_at),
        "crumbs": [("Invoices", reverse("organizations:invoices")), (found.number, "")],
    }
    return render(request, "organizations/invoice.html", context)


@staff_only
def paid(request: HttpRequest, invoice: str) -> HttpResponse:
    found = own.the_invoice(request.viewer, invoice)  # type: ignore[attr-defined]
    page = {"title": f"{found.number} is paid", "done": "Written down as paid."}
    form = PaidForm(request.POST or None)
    return act(request, form, actions.settle_invoice, told={"invoice": found}, **_around(found), **page)


@staff_only
def waive(request: HttpRequest, invoice: str) -> HttpResponse:
    found = own.the_invoice(request.viewer, invoice)  # type: ignore[attr-defined]
    lead = "Nothing is owed any more. This cannot be undone."
    page = {"title": f"Waive {found.number}", "lead": lead, "submit": "Waive it", "danger": True, "done": "Waived."}
    form = WaiveForm(request.POST or None)
    return act(request, form, actions.waive_invoice, told={"invoice": found}, **_around(found), **page)


def _around(found: Invoice) -> dict[str, Any]:
    back = reverse("organizations:invoice", args=[found.public_id])
    crumbs = [("Invoices", reverse("organizations:invoices")), (found.number, back)]
    return {"back": back, "crumbs": crumbs}
