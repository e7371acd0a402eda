"""Staff's pages: who can see what, a thing as a party sees it, customers' written requests (XC.1, XC.2)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from . import actions, queries
from .forms import AnswerForm, RequestForm

PRIVACY = "Privacy"


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "now": clock.now(),
        "requests": queries.customer_requests()[:100],
        "fields": queries.cpni_fields(),
        "purposes": queries.PURPOSES.values(),
    }
    return render(request, "privacy/overview.html", context)


@staff_only
@require_safe
def who(request: HttpRequest, thing: str) -> HttpResponse:
    found = queries.the_thing(thing)
    crumbs = [(PRIVACY, reverse("privacy:overview")), (found.name, "")]
    return render(request, "privacy/who.html", {"thing": found, "crumbs": crumbs, "now": clock.now()})


@staff_only
@require_safe
@never_cache
def preview(request: HttpRequest, thing: str, party: str) -> HttpResponse:
    """The party's own page of it, by the party's own view: marked, read-only, logged."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.the_thing(thing)
    if party not in dict(found.looks):
        raise Http404
    actions.note_preview(about=thing, party=party, by=viewer, now=clock.now())
    if found.public_id.startswith("tb_"):
        return redirect(f"{found.page}?as={party}")
    return _as(request, found, queries.viewer_as(party, viewer))


def _as(request: HttpRequest, found: queries.Thing, viewer: Viewer) -> HttpResponse:
    match = resolve(found.seen_at)
    request.viewer = viewer  # type: ignore[attr-defined]
    request.preview = {"of": found.name, "back": reverse("privacy:who", args=[found.public_id])}  # type: ignore[attr-defined]
    request.GET, request.path = QueryDict(), found.seen_at
    try:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return render(request, "privacy/nothing.html", {"thing": found, "now": clock.now()})
    return response


@staff_only
def new_request(request: HttpRequest) -> HttpResponse:
    lead = "A customer can ask in writing that its records are disclosed to a person it names. Nothing goes yet."
    page = {"title": "A customer’s written request", "lead": lead, "submit": "Write it down"}
    form = RequestForm(request.POST or None)
    return _act(request, form, actions.record_request, told={}, done="Written down. Now it is checked.", **page)


@staff_only
def answer_request(request: HttpRequest, asked: str) -> HttpResponse:
    found = get_object_or_404(queries.customer_requests(), public_id=asked)
    lead = f"{found.customer}, customer of {found.provider.name}, asks that {found.to_whom} gets: {found.what}."
    page = {"title": "Answer the request", "lead": f"{lead} Letter: {found.document}.", "submit": "Answer it"}
    if found.answered_at:
        page["warning"] = f"{found.answered_by} has answered it already."
    form = AnswerForm(request.POST or None)
    return _act(request, form, actions.answer_request, told={"request": found}, done="Answered, and logged.", **page)


def _act(
    request: HttpRequest, form: Form, action: Any, *, told: dict[str, Any], done: str, **page: Any
) -> HttpResponse:
    by, back = request.viewer, reverse("privacy:overview")  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, action, **told, by=by, now=clock.now()):
        messages.success(request, done)
        return redirect(back)
    context = {"form": form, "back": back, "crumbs": [(PRIVACY, back), (page["title"], "")], **page}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
