"""The vetting record of customers named as originating (XA.4): staff see all, a provider its own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hopback.portal.accounts.decorators import staff_only, staff_or_provider
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock

from .. import actions
from ..models import Customer
from ..queries import dossiers as queries

A_PAGE = 50


@staff_or_provider
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = queries.visible_to(viewer).filter(same_as=None)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    found = [one for one in queries.dossiers(page.object_list, viewer) if one.said]
    return render(request, "customers/customers.html", {"page": page, "dossiers": found, "now": clock.now()})


@staff_or_provider
@require_safe
def customer(request: HttpRequest, customer: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = get_object_or_404(queries.visible_to(viewer).select_related("same_as"), public_id=customer)
    if row.same_as is not None:
        return redirect("customers:customer", row.same_as.public_id)
    (found,) = queries.dossiers([row], viewer)
    if not found.said and not viewer.is_staff:
        raise Http404
    context = {"dossier": found, "alike": queries.alike(found, viewer), "now": clock.now()}
    return render(request, "customers/customer.html", context)


def _two(request: HttpRequest, one: str, other: str) -> tuple[Customer, Customer]:
    rows = queries.visible_to(request.viewer).filter(same_as=None)  # type: ignore[attr-defined]
    return get_object_or_404(rows, public_id=one), get_object_or_404(rows, public_id=other)


@staff_only
def same(request: HttpRequest, customer: str, other: str) -> HttpResponse:
    """Asked before it is done: two records that became one are not taken apart again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = _two(request, customer, other)
    here = reverse("customers:customer", args=[customer])
    if request.method == "POST":
        actions.tell_same(customer=rows[0], other=rows[1], by=viewer, now=clock.now())
        messages.success(request, "One customer from now on; what each provider said stands side by side.")
        return redirect(here)
    this, that = queries.dossiers(rows, viewer)
    context = {
        "title": "Is it the same customer?",
        "lead": f"{this.name} and {that.name} become one record. This cannot be undone.",
        "submit": "Yes, the same",
        "danger": True,
        "back": here,
        "crumbs": [("Customers", reverse("customers:customers")), (this.name, here), ("The same", "")],
    }
    return render(request, "layout/confirm.html", context)


@staff_only
@require_POST
def apart(request: HttpRequest, customer: str, other: str) -> HttpResponse:
    one, two = _two(request, customer, other)
    actions.tell_apart(customer=one, other=two, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, "Two customers: this likeness is not shown again.")
    return redirect("customers:customer", customer)
