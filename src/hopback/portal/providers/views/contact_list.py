"""The list of points of contact as a page and as a file, and the requests of agencies to see it (XA.1)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hopback.portal.accounts.decorators import source_only, staff_only, viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, agencies, queries
from ..forms import AgencyRequestForm, DecideRequestForm, RequestForm
from ..models import PointOfContact, Provider

A_PAGE = 50
COLUMNS = ("provider", "country", "contact", "full_name", "title", "phone", "email", "hours", "zone")


@viewer_required
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, q = clock.now(), request.GET.get("q", "")[:80]
    ground = queries.may_see_contacts(viewer, now.date())
    if not ground:
        raise Http404
    rows = queries.named_contacts(q)
    whole = bool(asked_for(request))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = list(rows if whole else page.object_list)
    actions.show_contact_list(found=q, shown=shown, by=viewer, now=now)
    if whole:
        return hand_over(request, "contacts", COLUMNS, _lines(shown), now=now)
    contacts = queries.contacts_of(page.object_list)
    kinds = PointOfContact.Kind
    listed = [(one, [(kind, contacts[one.pk].get(kind.value)) for kind in kinds]) for one in page]
    return render(request, "providers/contact_list.html", {"page": page, "rows": listed, "q": q, "ground": ground})


def _lines(rows: list[Provider]) -> list[list[str]]:
    contacts = queries.contacts_of(rows)
    return [
        [one.name, one.country, kind, said.full_name, said.title, said.phone, said.email, said.hours, _zone(one, said)]
        for one in rows
        for kind, said in sorted(contacts[one.pk].items(), reverse=True)
    ]


def _zone(provider: Provider, contact: PointOfContact) -> str:
    return contact.zone or provider.zone


@source_only
def ask(request: HttpRequest) -> HttpResponse:
    """An agency asks to see the list, and sees what became of it; another source is told why it cannot."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, agency = clock.now(), agencies.name_of(viewer.party)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and agency and attempt(form, actions.ask_for_contact_list, by=viewer, now=now):
        messages.success(request, "Sent. The team decides, and you see it here.")
        return redirect("providers:ask_contact_list")
    context = {
        "form": form,
        "agency": agency,
        "requests": queries.requests_of(viewer),
        "granted": queries.granted_to(viewer, now.date()),
        "today": now.date(),
    }
    return render(request, "providers/contact_list_ask.html", context, status=422 if request.method == "POST" else 200)


@staff_only
def requests(request: HttpRequest) -> HttpResponse:
    """All requests, and one that came by letter written down."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = AgencyRequestForm(request.POST or None)
    if request.method == "POST" and attempt(form, actions.ask_for_contact_list, by=viewer, now=clock.now()):
        messages.success(request, "Written down. Now it waits for a decision.")
        return redirect("providers:contact_list_requests")
    context = {"form": form, "requests": queries.requests_of(viewer), "today": clock.now().date()}
    return render(request, "providers/contact_list_requests.html", context, status=422 if form.errors else 200)


@staff_only
def decide(request: HttpRequest, request_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.requests_of(viewer), public_id=request_id)
    form = DecideRequestForm(request.POST or None)
    told = {"request": found, "by": viewer, "now": clock.now()}
    if request.method == "POST" and attempt(form, actions.decide_contact_list, **told):
        messages.success(request, "Decided, and logged.")
        return redirect("providers:contact_list_requests")
    context = {"form": form, "asked": found, "today": clock.now().date()}
    return render(request, "providers/contact_list_request.html", context, status=422 if form.errors else 200)


@staff_only
@require_POST
def end(request: HttpRequest, request_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.requests_of(viewer), public_id=request_id)
    actions.end_contact_list(request=found, by=viewer, now=clock.now())
    messages.success(request, f"{found.agency} no longer sees the list.")
    return redirect("providers:contact_list_requests")
