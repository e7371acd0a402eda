"""Two campaigns become one: first which, then what that means, then it is done (A1.6)."""

from typing import Any

from django.contrib import messages
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.sourcing.models import Campaign

from .. import actions
from ..forms import MergeForm
from ..queries.visible import the_campaign
from .changing import page


@staff_only
def merge(request: HttpRequest, campaign: str) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    found = the_campaign(viewer, campaign, clock.now())
    asked = {"into": request.GET["into"]} if "into" in request.GET else None
    form = MergeForm(request.POST or None, campaign=found, initial=asked)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        if not form.cleaned_data["confirmed"]:
            return _sure(request, found, into)
        if attempt(form, _merge, campaign=found, by=viewer, now=clock.now()):
            messages.success(request, f"“{found.name}” is part of “{into.name}” now.")
            return redirect("campaigns:one", into.public_id)
    lead = "Two campaigns of nearly the same message are one. You see what moves before anything is done."
    return page(request, form, found, title="Merge with another campaign", lead=lead, submit="Go on")


def _merge(*, confirmed: bool, **told: Any) -> None:
    actions.merge_campaigns(**told)


def _sure(request: HttpRequest, found: Campaign, into: Campaign) -> HttpResponse:
    """The second step: what moves, and that there is no way back."""
    form = MergeForm(campaign=found, initial={"into": into.public_id, "confirmed": True})
    form.fields["into"].widget = HiddenInput()
    calls, texts, volumes = found.candidates.count(), found.texts.count(), found.volumes.count()
    warning = (
        f"Calls with their tracebacks: {calls}. Texts: {texts}. Monthly figures: {volumes}. They move to "
        f"“{into.name}”; “{found.name}” closes and leads there from then on. No button undoes this; the log keeps "
        "what moved."
    )
    told = {"warning": warning, "submit": "Merge them", "danger": True}
    return page(request, form, found, title=f"Merge “{found.name}” into “{into.name}”?", **told)
