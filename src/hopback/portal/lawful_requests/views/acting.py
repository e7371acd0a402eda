"""What staff do with a request, each a page with one form (A5.4, A5.5, XA.8)."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hopback.portal.accounts.decorators import staff_only, step_up_required
from hopback.portal.layout.doing import act

from .. import actions, forms
from ..models import LawfulRequest
from ..queries import requests as queries
from .looking import back_to, the_request

LIST = "Lawful requests"


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    lead = "Without a lawful request, detailed call records leave only with the consent of the customer who was called."
    back = reverse("lawful_requests:list")
    form = forms.RequestForm(request.POST or None, request.FILES or None)
    page = {"title": "Enter a lawful request", "lead": lead, "done": "It is entered. Review it next."}
    return act(request, form, actions.enter_request, told={}, back=back, crumbs=[(LIST, back)], **page)


@staff_only
def review(request: HttpRequest, lawful: str) -> HttpResponse:
    page = {"title": "Review the request", "done": "Reviewed."}
    return _act(request, the_request(request, lawful), forms.ReviewForm(request.POST or None), actions.review, **page)


@staff_only
def tell(request: HttpRequest, lawful: str) -> HttpResponse:
    found = the_request(request, lawful)
    known = {one.provider_id for one in found.told.all()}
    untold = [(one.public_id, one.name) for one in queries.providers_in(found) if one.pk not in known]
    lead = "Every provider whose information is asked is told and may resist, unless the law forbids telling it."
    page = {"title": "Tell the providers", "lead": lead, "submit": "Tell", "done": "Told, and on record."}
    form = forms.TellForm(request.POST or None, untold=untold)
    return _act(request, found, form, actions.tell_providers, **page)


@staff_only
def objection(request: HttpRequest, lawful: str) -> HttpResponse:
    found = the_request(request, lawful)
    told = [(one.provider.public_id, one.provider.name) for one in found.told.exclude(told_at=None)]
    page = {"title": "A provider resists", "done": "Written down."}
    form = forms.ObjectionForm(request.POST or None, told=told)
    return _act(request, found, form, actions.record_objection, **page)


@staff_only
def propose(request: HttpRequest, lawful: str) -> HttpResponse:
    found = the_request(request, lawful)
    lead = (
        f"{queries.in_scope(found).count()} tracebacks are in scope. Somebody else confirms, then the package is made."
    )
    page = {
        "title": "Propose the release",
        "lead": lead,
        "submit": "Propose",
        "done": "Proposed. Somebody else confirms.",
    }
    return _act(request, found, forms.ProposeForm(request.POST or None), actions.propose_release, **page)


@staff_only
def drop(request: HttpRequest, lawful: str) -> HttpResponse:
    page = {"title": "Drop the proposal", "submit": "Drop", "done": "Dropped. Nothing left."}
    return _act(
        request, the_request(request, lawful), forms.BecauseForm(request.POST or None), actions.drop_release, **page
    )


@staff_only
@step_up_required
def release(request: HttpRequest, lawful: str) -> HttpResponse:
    warning = "This hands detailed call records to the agency and cannot be undone."
    page = {"title": "Confirm the release", "warning": warning, "submit": "Release", "danger": True}
    form = Form(request.POST if request.method == "POST" else None)
    return _act(request, the_request(request, lawful), form, actions.confirm_release, done="Released.", **page)


def _act(
    request: HttpRequest, found: LawfulRequest, form: Form, action: Callable[..., Any], **page: Any
) -> HttpResponse:
    back = back_to(found)
    crumbs = [(LIST, reverse("lawful_requests:list")), (found.reference, back)]
    return act(request, form, action, told={"request": found}, back=back, crumbs=crumbs, **page)
