"""Staff decide: place a candidate, make the three tests, open what is confidential with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hopback.portal.accounts.decorators import staff_only, step_up_required
from hopback.portal.ground import clock, phone
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import DueDiligenceForm, PlaceForm, ReasonForm
from ..models import Candidate
from .candidates import show


def _candidate(request: HttpRequest, public_id: str) -> Candidate:
    return get_object_or_404(queries.visible_to(request.viewer), public_id=public_id)  # type: ignore[attr-defined]


@staff_only
@require_POST
def decide(request: HttpRequest, candidate: str) -> HttpResponse:
    """Record the three tests; where they hold, go on to open the traceback, which asks the first provider (A4.3)."""
    found = _candidate(request, candidate)
    form = DueDiligenceForm(request.POST)
    made: list[Any] = []

    def act(**told: Any) -> None:
        made.append(actions.decide(**told))

    if not attempt(form, act, candidate=found, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return show(request, found, form)
    if made[0].opens and found.first_provider and (opening := opening_of(found)):
        return redirect(opening, preserve_request=True)
    said = "Accepted: name the provider to ask first, then open it." if made[0].opens else "Declined, with the reasons."
    messages.success(request, said)
    return redirect("sourcing:candidate", found.public_id)


def opening_of(candidate: Candidate) -> str:
    """Where the room above opens a traceback; "" where there is no such room."""
    try:
        return reverse("tracebacks:open", args=[candidate.public_id])
    except NoReverseMatch:
        return ""


@staff_only
def place(request: HttpRequest, candidate: str) -> HttpResponse:
    found = _candidate(request, candidate)
    known = {
        "terminating_provider": found.first_provider.name if found.first_provider else "",
        "campaign": found.campaign.public_id if found.campaign else "",
    }
    form = PlaceForm(request.POST or None, initial=known)
    if request.method == "POST" and attempt(form, actions.place, candidate=found, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, "Written down.")
        return redirect("sourcing:candidate", found.public_id)
    return _page(
        request, found, form, "Provider and campaign", "The provider whose customer got the call is asked first."
    )


@staff_only
@step_up_required
@never_cache
def reveal(request: HttpRequest, candidate: str) -> HttpResponse:
    """The called number, once, to somebody who proved who they are and says why (XC.2)."""
    found = _candidate(request, candidate)
    form = ReasonForm(request.POST or None)
    shown: list[str] = []

    def act(**told: Any) -> None:
        shown.append(phone.shown(actions.reveal_called(candidate=found, **told)))

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        context = {"candidate": found, "number": shown[0], "reason": form.cleaned_data["reason"]}
        return render(request, "sourcing/revealed.html", context)
    lead = "The called number is customer proprietary network information (47 U.S.C. 222)."
    return _page(request, found, form, "Show the called number", lead, "Show the number")


@staff_only
@step_up_required
@never_cache
def file(request: HttpRequest, candidate: str, file: int) -> HttpResponse:
    """What came with a candidate, as a download."""
    found = _candidate(request, candidate)
    kept = get_object_or_404(found.files, pk=file)
    form = ReasonForm(request.POST or None)
    content: list[bytes] = []

    def act(**told: Any) -> None:
        content.append(actions.read_file(file=kept, **told))

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        response = HttpResponse(content[0], content_type=kept.media_type)
        response["Content-Disposition"] = f'attachment; filename="{kept.name.encode("ascii", "replace").decode()}"'
        return response
    lead = f"{kept.name} may tell who was called."
    return _page(request, found, form, f"Open {kept.name}", lead, "Download")


def _page(
    request: HttpRequest, found: Candidate, form: Any, title: str, lead: str, submit: str = "Save"
) -> HttpResponse:
    back = reverse("sourcing:candidate", args=[found.public_id])
    crumbs = [("Candidates", reverse("sourcing:candidates")), (found.public_id, back), (title, "")]
    context = {"form": form, "title": title, "lead": lead, "submit": submit, "back": back, "crumbs": crumbs}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
