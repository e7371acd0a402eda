"""An organisation's own pages: it asks for a traceback, certifies it, and reads where it ended (A3.12, A3.13)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import source_only, staff_or_source
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, phone
from hopback.portal.ground.attempt import attempt
from hopback.portal.layout.doing import act
from hopback.portal.sourcing.models import Candidate, IncidentData

from .. import actions
from ..forms import CertificationForm, RequestForm, UseForm
from ..models import Acknowledgement
from ..queries import own

A_PAGE = 50
REQUESTS = "Requests"
SECTIONS = (
    ("The call", "purpose called calling called_at zone"),
    ("How it harms you", "nature characteristics evidence file"),
    ("Certification", "kind statement certified_by"),
)


@source_only
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    source = own.the_own(request.viewer)  # type: ignore[attr-defined]
    page = Paginator(own.requests(source), A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, calling_of(row.incident), state_of(row)) for row in page]
    return render(request, "organizations/requests.html", {"source": source, "page": page, "rows": rows})


def calling_of(incident: IncidentData) -> str:
    """As a number where it is one, else as it was shown."""
    return phone.shown(incident.calling) if incident.calling else incident.calling_raw


def state_of(row: Candidate) -> tuple[str, str]:
    """Words and colour of the badge, as the organisation may know it."""
    if hasattr(row, "opened"):
        return ("Result ready", "green") if row.opened.closed_at else ("Being traced", "amber")
    if not hasattr(row, "certification"):
        return "Not certified", "red"
    decided = getattr(row, "due_diligence", None)
    if decided is None:
        return "Not decided yet", "amber"
    return ("Accepted", "green") if decided.opens else ("Declined", "line")


@source_only
def new(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    source, now = own.the_own(viewer), clock.now()
    form = RequestForm(request.POST or None, request.FILES or None, source=source, now=now)
    made: list[Candidate] = []

    def ask(**told: Any) -> None:
        made.append(actions.request_traceback(**told))

    if request.method == "POST" and attempt(form, ask, source=source, by=viewer, now=now):
        messages.success(request, "Thank you. The traceback team decides whether the call is traced.")
        return redirect("organizations:request", made[0].public_id)
    sections = [(title, [form[name] for name in names.split()]) for title, names in SECTIONS]
    context = {
        "form": form,
        "sections": sections,
        "crumbs": [(REQUESTS, reverse("organizations:requests")), ("New", "")],
    }
    return render(request, "organizations/ask.html", context, status=422 if form.errors else 200)


@source_only
@require_safe
@never_cache
def one(request: HttpRequest, candidate: str) -> HttpResponse:
    """The result stands here once its use is acknowledged; each look at it is logged."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found, now = own.the_request(viewer, candidate), clock.now()
    ready = hasattr(found, "opened")
    said = Acknowledgement.objects.filter(candidate=found, user=viewer.user_id).first()
    context = {
        "candidate": found,
        "incident": found.incident,
        "calling": calling_of(found.incident),
        "state": state_of(found),
        "certification": getattr(found, "certification", None),
        "decided": getattr(found, "due_diligence", None),
        "ready": ready,
        "acknowledged": said,
        "use": dict(UseForm.base_fields["use"].choices).get(said.use) if said else "",  # type: ignore[attr-defined]
        "result": actions.show_result(candidate=found, by=viewer, now=now) if said and ready else None,
        "files": found.files.defer("content").order_by("pk"),
        "crumbs": [(REQUESTS, reverse("organizations:requests")), (found.public_id, "")],
        "now": now,
    }
    return render(request, "organizations/request.html", context)


@source_only
def use(request: HttpRequest, candidate: str) -> HttpResponse:
    found = own.the_request(request.viewer, candidate)  # type: ignore[attr-defined]
    lead = "What you learn may be used and shared only to stop the harmful traffic, never to compete."
    page = {"title": "Before you see the result", "lead": lead, "submit": "Show the result", "done": "Written down."}
    form = UseForm(request.POST or None)
    return act(request, form, actions.acknowledge_use, told={"candidate": found}, **_around(found), **page)


@staff_or_source
def certify(request: HttpRequest, candidate: str) -> HttpResponse:
    """For a call that came without: by machine, in a spreadsheet, or by letter to staff."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = own.the_request(viewer, candidate)
    if hasattr(found, "certification"):
        raise Http404
    lead = "Every provider that is asked reads what you write here."
    page = {"title": "Certify the request", "lead": lead, "submit": "Certify it", "done": "The request is certified."}
    around = _around(found)
    if viewer.is_staff:
        back = reverse("organizations:one", args=[found.source.public_id])
        around = {"back": back, "crumbs": [("Organizations", reverse("organizations:list")), (found.source.name, back)]}
    form = CertificationForm(request.POST or None)
    return act(request, form, actions.certify, told={"candidate": found}, **around, **page)


def _around(found: Candidate) -> dict[str, Any]:
    back = reverse("organizations:request", args=[found.public_id])
    return {"back": back, "crumbs": [(REQUESTS, reverse("organizations:requests")), (found.public_id, back)]}
