"""Staff's pages: which organisations there are, of which kind, what they asked, allowed and owe (A3.12-A3.14)."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import Crumb, act
from hopback.portal.sourcing.models import Source

from .. import actions
from ..forms import FeeForm, KindForm, OrganizationForm
from ..models import Fee
from ..queries import fees, own
from .invoices import rows_of

A_PAGE = 50
ORGANIZATIONS = "Organizations"


@staff_only
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    page = Paginator(own.organizations(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/list.html", {"page": page, "now": clock.now()})


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    lead = "Then invite its people: they sign in, ask for tracebacks and read the results."
    page = {"title": "List an organization", "lead": lead, "done": "The organization is listed."}
    back, form = reverse("organizations:list"), OrganizationForm(request.POST or None)
    return act(request, form, actions.list_organization, told={}, back=back, crumbs=[(ORGANIZATIONS, back)], **page)


@staff_only
@require_safe
def one(request: HttpRequest, source: str) -> HttpResponse:
    found, now = _organization(source), clock.now()
    context = {
        "source": found,
        "organization": getattr(found, "organization", None),
        "now": now,
        "crumbs": [(ORGANIZATIONS, reverse("organizations:list")), (found.name, "")],
        "requests": own.requests(found)[:A_PAGE],
        "authorizations": own.authorizations(found),
        "fees": [(row, fees.money(row.cents)) for row in Fee.objects.filter(source=found).order_by("-from_on", "-pk")],
        "fee": fees.fee_of(found, now.date()),
        "unbilled": fees.unbilled(found).count(),
        "invoices": rows_of(own.invoices(request.viewer).filter(source=found), now.date()),  # type: ignore[attr-defined]
    }
    return render(request, "organizations/one.html", context)


@staff_only
def kind(request: HttpRequest, source: str) -> HttpResponse:
    found = _organization(source)
    known = found.organization.kind if hasattr(found, "organization") else ""
    form = KindForm(request.POST or None, initial={"kind": known})
    page = {"title": "What it is", "lead": "Until somebody says so it counts as private.", "done": "Written down."}
    return act(request, form, actions.say_kind, told={"source": found}, **_around(found), **page)


@staff_only
def fee(request: HttpRequest, source: str) -> HttpResponse:
    found, form = _organization(source), FeeForm(request.POST or None)
    lead = "A reasonable fee can be agreed. What was billed before does not change."
    page = {"title": "Agree a fee", "lead": lead, "done": "The fee is written down."}
    return act(request, form, actions.agree_fee, told={"source": found}, **_around(found), **page)


@staff_only
def invoice(request: HttpRequest, source: str) -> HttpResponse:
    found = _organization(source)
    count = fees.unbilled(found).count()
    lead = f"Tracebacks that were opened and not billed yet: {count}. An invoice is numbered and never changed."
    page = {"title": "Issue an invoice", "lead": lead, "submit": "Issue it", "done": "The invoice is issued."}
    form = Form(request.POST)
    return act(request, form, actions.issue_invoice, told={"source": found}, **_around(found), **page)


def _organization(public_id: str) -> Source:
    return get_object_or_404(own.organizations(), public_id=public_id)


def _around(found: Source) -> dict[str, str | list[Crumb]]:
    back = reverse("organizations:one", args=[found.public_id])
    return {"back": back, "crumbs": [(ORGANIZATIONS, reverse("organizations:list")), (found.name, back)]}
