"""One candidate before due diligence: asked about, answered, declined, brought back (A4.3)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from hopback.portal.accounts.decorators import staff_only, staff_or_source
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import AnswerForm, AskForm, DeclineForm
from ..models import Candidate


def _candidate(request: HttpRequest, public_id: str) -> Candidate:
    return get_object_or_404(queries.visible_to(request.viewer), public_id=public_id)  # type: ignore[attr-defined]


@staff_only
def ask(request: HttpRequest, candidate: str) -> HttpResponse:
    found = _candidate(request, candidate)
    lead = f"{found.source} is written to and answers on this candidate’s page. Nothing that it told is lost."
    page = {"title": "Ask the source", "lead": lead, "submit": "Send the question"}
    return _form(request, found, AskForm(request.POST or None), actions.ask_back, "The question was sent.", page)


@staff_only
def decline(request: HttpRequest, candidate: str) -> HttpResponse:
    found = _candidate(request, candidate)
    lead = f"{found.source} is told the reason. You can bring the candidate back at any time."
    page = {"title": "Decline", "lead": lead, "submit": "Decline the candidate"}
    return _form(request, found, DeclineForm(request.POST or None), actions.decline, "Declined.", page)


@staff_only
@require_POST
def bring_back(request: HttpRequest, candidate: str) -> HttpResponse:
    """This one; or with `all`, every duplicate that was declined under it."""
    found = _candidate(request, candidate)
    rows = list(found.duplicates.all()) if "all" in request.POST else [found]
    count = actions.bring_back(candidates=rows, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, f"Brought back: {count}.")
    return redirect("sourcing:alike" if "all" in request.POST else "sourcing:candidate", found.public_id)


@staff_or_source
def answer(request: HttpRequest, candidate: str, question: str) -> HttpResponse:
    """What the source says; staff write down what they were told by phone."""
    found = _candidate(request, candidate)
    asked = get_object_or_404(found.questions, public_id=question)
    page = {"title": "Answer the question", "lead": f"“{asked.text}”", "submit": "Send the answer"}

    def act(**told: Any) -> None:
        told.pop("candidate")
        actions.answer_question(question=asked, **told)

    return _form(request, found, AnswerForm(request.POST or None), act, "Thank you: your answer is kept.", page)


def _form(
    request: HttpRequest, found: Candidate, form: Form, act: Callable[..., Any], done: str, page: dict[str, str]
) -> HttpResponse:
    back = reverse("sourcing:candidate", args=[found.public_id])
    if request.method == "POST" and attempt(form, act, candidate=found, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect(back)
    crumbs = [("Candidates", reverse("sourcing:candidates")), (found.public_id, back), (page["title"], "")]
    context = {"form": form, "back": back, "crumbs": crumbs, **page}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
