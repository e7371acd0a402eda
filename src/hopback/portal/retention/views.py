"""Staff's pages: what stays and why, what may go since when, holds, erasures with their certificates (A6.1)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only, step_up_required
from hopback.portal.accounts.second_person import may_confirm
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.tracebacks.models import Traceback

from . import actions, certificates, queries
from .forms import EraseForm, HoldForm, LiftForm

COLUMNS = ("traceback", "ended_at", "may_go_from")
RETENTION = "Retention"
AT_ONCE = 100
SHOWN = 50


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = queries.may_go(now)
    if asked_for(request):
        lines = [[one.traceback.number, one.traceback.closed_at, one.stay.may_go_at] for one in rows]
        return hand_over(request, "may_go", COLUMNS, lines, now=now)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    holds = [(one, _lifting(one, viewer)) for one in queries.holds_in_force()]
    context = {
        "now": now,
        "figures": queries.figures(now),
        "rows": rows[:AT_ONCE],
        "more": len(rows) - AT_ONCE,
        "holds": holds,
        "erasures": queries.erasures()[:SHOWN],
        "keeping": queries.providers_keeping()[:SHOWN],
    }
    return render(request, "retention/list.html", context)


def _lifting(hold: Any, viewer: Viewer) -> tuple[Any, bool]:
    """Who has said that it is over, and whether this viewer is the second person."""
    lifting = getattr(hold, "lifting", None)
    return lifting, lifting is None or may_confirm(lifting, viewer)


@staff_only
def hold(request: HttpRequest, traceback: str) -> HttpResponse:
    found = queries.the_traceback(request.viewer, traceback)  # type: ignore[attr-defined]
    page = {
        "title": f"Legal hold on {found.number}",
        "lead": "Nothing of it is erased, whatever its age, until two people say that the hold is over.",
        "submit": "Place the hold",
        "back": reverse("tracebacks:detail", args=[found.public_id]),
    }
    form = HoldForm(request.POST or None)
    return _act(request, form, actions.place_hold, told={"traceback": found}, done="The hold is placed.", **page)


@staff_only
def lift(request: HttpRequest, hold: str) -> HttpResponse:
    """The first person says why; the second only confirms. The same page, whichever of them one is."""
    found = get_object_or_404(queries.holds_in_force(), public_id=hold)
    lifting, open_to_me = _lifting(found, request.viewer)  # type: ignore[attr-defined]
    lead = f"Placed by {found.placed_by}: {found.basis} ({found.document})."
    page = {"title": f"Lift the hold on {found.traceback.number}", "back": reverse("retention:list")}
    if lifting is None:
        told = {"hold": found}
        page |= {"lead": f"{lead} It holds until a second person confirms.", "submit": "Say that it is over"}
        done, form = "A second person has to confirm now.", LiftForm(request.POST or None)
        return _act(request, form, actions.propose_lifting, told=told, done=done, **page)
    page |= {"lead": f"{lead} {lifting.proposed_by} says that it is over: {lifting.reason}", "submit": "Confirm"}
    if not open_to_me:
        page["warning"] = "You said so yourself: somebody else has to confirm it."
    told, done = {"lifting": lifting}, "The hold is lifted."
    return _act(request, Form(request.POST or None), actions.confirm_lifting, told=told, done=done, **page)


@staff_only
@step_up_required
def erase(request: HttpRequest) -> HttpResponse:
    """What was ticked on the list, once more by number, and why. It cannot be undone."""
    wanted = request.GET.getlist("traceback")[:AT_ONCE]
    found = list(Traceback.objects.filter(public_id__in=wanted, erasure=None).order_by("closed_at", "pk"))
    if not found:
        messages.error(request, "Tick at least one traceback that may go.")
        return redirect("retention:list")
    numbers = ", ".join(one.number for one in found)
    page = {
        "title": "Erase incident data",
        "lead": f"{numbers}: numbers, times, evidence, answers, files, mails and what the log says of them.",
        "warning": "This cannot be undone. What remains is the path, and that it was erased.",
        "submit": "Approve, erase and search",
        "danger": True,
        "back": reverse("retention:list"),
    }
    form = EraseForm(request.POST or None)
    told = {"tracebacks": found}
    return _act(request, form, actions.approve_and_erase, told=told, done="Erased, and searched for.", **page)


@staff_only
@require_safe
def certificate(request: HttpRequest, erasure: str) -> HttpResponse:
    found = queries.the_erasure(request.viewer, erasure)  # type: ignore[attr-defined]
    crumbs = [(RETENTION, reverse("retention:list")), (found.traceback.number, "")]
    context = {"erasure": found, "now": clock.now(), "rows": certificates.rows(found), "crumbs": crumbs}
    return render(request, "retention/certificate.html", context)


@staff_only
@require_safe
def certificate_pdf(request: HttpRequest, erasure: str) -> HttpResponse:
    found = queries.the_erasure(request.viewer, erasure)  # type: ignore[attr-defined]
    response = HttpResponse(certificates.pdf_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="erased-{found.traceback.number}.pdf"'
    return response


def _act(
    request: HttpRequest, form: Form, action: Any, *, told: dict[str, Any], done: str, **page: Any
) -> HttpResponse:
    by = request.viewer  # type: ignore[attr-defined]
    if by.user_id is None:
        raise Http404
    if request.method == "POST" and attempt(form, action, **told, by=by, now=clock.now()):
        messages.success(request, done)
        return redirect("retention:list")
    crumbs = [(RETENTION, reverse("retention:list")), (page["title"], "")]
    failed = request.method == "POST" and bool(form.errors)
    return render(request, "layout/form.html", {"form": form, "crumbs": crumbs, **page}, status=422 if failed else 200)
