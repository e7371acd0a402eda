"""Webhooks: listed, added, tested, given a new secret, disabled, removed. Staff only see that there are some."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import provider_admin_only, staff_or_provider_admin, step_up_required
from hopback.portal.ground import clock, once

from . import actions, events, queries
from .forms import EndpointForm
from .models import Endpoint

ONCE = "webhooks.secret.once"


@staff_or_provider_admin
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    staff = request.viewer.is_staff
    found = (queries.all_endpoints if staff else queries.endpoints)(request.viewer)
    rows = [
        (
            one,
            queries.standing(one),
            queries.host(one),
            queries.owner(one) if staff else "",
            one.events if staff else _labels(one),
        )
        for one in found.order_by("party", "pk")
    ]
    return render(request, "webhooks/list.html", {"webhooks": rows, "now": clock.now()})


@provider_admin_only
@require_safe
def one(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    sent = [(each, events.label(each.delivery.event)) for each in queries.deliveries(found)]
    context = {
        "webhook": found,
        "standing": queries.standing(found),
        "labels": _labels(found),
        "sent": sent,
        "now": clock.now(),
        "crumbs": [("Webhooks", reverse("webhooks:list")), (queries.host(found), "")],
    }
    return render(request, "webhooks/one.html", context)


@never_cache
@provider_admin_only
@step_up_required
def add(request: HttpRequest) -> HttpResponse:
    """The answer to the POST holds the secret; sending it again (a reload) adds no second one."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST":
        if not once.first_time(request, ONCE):
            return redirect("webhooks:list")
        if form.is_valid() and (made := _added(request, form)):
            return _show_secret(request, *made)
    context = {
        "form": form,
        "title": "Add a webhook",
        "lead": "The portal tells your own software at once when something is asked of you. Its secret is shown"
        " once, on the next page.",
        "submit": "Add it",
        **_with_word(request, reverse("webhooks:list"), "Add one"),
    }
    return render(request, "webhooks/secret_form.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: EndpointForm) -> tuple[Endpoint, str] | None:
    try:
        return actions.add_endpoint(**form.cleaned_data, by=request.viewer, now=clock.now())
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return None


@never_cache
@provider_admin_only
@step_up_required
def rotate(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    if request.method == "POST":
        if not once.first_time(request, ONCE):
            return redirect("webhooks:one", found.public_id)
        return _show_secret(request, found, actions.rotate_secret(endpoint=found, by=request.viewer, now=clock.now()))
    context = {
        "title": f"A new secret for {queries.host(found)}?",
        "lead": "For one day every event is signed with both, the old and the new. After that the old one is dead.",
        "submit": "Make a new secret",
        **_with_word(request, reverse("webhooks:one", args=[found.public_id]), "New secret"),
    }
    return render(request, "webhooks/secret_form.html", context)


def _with_word(request: HttpRequest, back: str, crumb: str) -> dict[str, Any]:
    crumbs = [("Webhooks", reverse("webhooks:list")), (crumb, "")]
    return {"once": once.issue(request, ONCE), "back": back, "crumbs": crumbs, "now": clock.now()}


def _show_secret(request: HttpRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
    context = {"webhook": endpoint, "host": queries.host(endpoint), "secret": secret, "now": clock.now()}
    return render(request, "webhooks/secret.html", context)


@provider_admin_only
@require_POST
def test(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    actions.send_test(endpoint=found, by=request.viewer, now=clock.now())
    messages.success(request, "A test is on its way. What became of it stands below in a moment.")
    return redirect("webhooks:one", found.public_id)


@provider_admin_only
def disable(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    if request.method == "POST":
        actions.disable_endpoint(endpoint=found, by=request.viewer, now=clock.now())
        messages.success(request, "Disabled: nothing is sent there.")
        return redirect("webhooks:one", found.public_id)
    return _sure(
        request,
        found,
        title=f"Disable the webhook to {queries.host(found)}?",
        warning="Nothing more is sent there, and what waits is dropped. You can enable it again.",
        submit="Disable it",
    )


@provider_admin_only
@require_POST
def enable(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    actions.enable_endpoint(endpoint=found, by=request.viewer, now=clock.now())
    messages.success(request, "Enabled. Ask the API for what happened meanwhile.")
    return redirect("webhooks:one", found.public_id)


@provider_admin_only
def remove(request: HttpRequest, webhook: str) -> HttpResponse:
    found = _own(request, webhook)
    if request.method == "POST":
        actions.remove_endpoint(endpoint=found, by=request.viewer, now=clock.now())
        messages.success(request, "The webhook is removed.")
        return redirect("webhooks:list")
    return _sure(
        request,
        found,
        title=f"Remove the webhook to {queries.host(found)}?",
        warning="Its secret is erased and nothing more is sent there. This cannot be undone.",
        submit="Remove it",
        danger=True,
    )


def _sure(request: HttpRequest, endpoint: Endpoint, **words: object) -> HttpResponse:
    page = reverse("webhooks:one", args=[endpoint.public_id])
    crumbs = [("Webhooks", reverse("webhooks:list")), (queries.host(endpoint), page)]
    return render(request, "layout/confirm.html", {**words, "back": page, "crumbs": crumbs, "now": clock.now()})


def _own(request: HttpRequest, webhook: str) -> Endpoint:
    return get_object_or_404(queries.endpoints(request.viewer), public_id=webhook)


def _labels(endpoint: Endpoint) -> list[str]:
    return [events.label(event) for event in endpoint.events]
