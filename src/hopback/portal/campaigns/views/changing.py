"""Staff change what is known of a campaign (A1.6)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign

from .. import actions
from ..forms import CampaignForm, CloseForm, NewCampaignForm, TextForm, VolumeForm
from ..queries.visible import the_campaign


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    form = NewCampaignForm(request.POST or None)
    made: list[Campaign] = []

    def act(**told: Any) -> None:
        made.append(sourcing.open_campaign(**told))

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return redirect("campaigns:one", made[0].public_id)
    lead = "Calls of identical or nearly identical message are one campaign."
    return page(request, form, None, title="Open a campaign", lead=lead)


@staff_only
def change(request: HttpRequest, campaign: str) -> HttpResponse:
    found = _open(request, campaign)
    known = {name: getattr(found, name) for name in ("name", "message", "pattern", "volume_a_month")}
    form = CampaignForm(request.POST or None, initial={**known, "brands": "\n".join(found.brands)})
    return _act(request, form, found, actions.change_campaign, title="Change the campaign", done="Written down.")


@staff_only
def close(request: HttpRequest, campaign: str) -> HttpResponse:
    lead = "Its calls have stopped. Tracebacks that are open go on, and it can be opened again."
    form = CloseForm(request.POST or None)
    found = _open(request, campaign)
    told = {"title": "Close the campaign", "lead": lead, "submit": "Close it", "done": "Closed."}
    return _act(request, form, found, actions.close_campaign, **told)


@staff_only
def reopen(request: HttpRequest, campaign: str) -> HttpResponse:
    told = {"title": "Open it again", "lead": "Its calls are back.", "submit": "Open it again", "done": "Open again."}
    return _act(request, Form(request.POST), _open(request, campaign), actions.reopen_campaign, **told)


@staff_only
def add_text(request: HttpRequest, campaign: str) -> HttpResponse:
    lead = "Word for word, in the language of the call. No number of anybody who was called."
    form = TextForm(request.POST or None)
    told = {"title": "Add a message or transcript", "lead": lead, "done": "The text is added."}
    return _act(request, form, _open(request, campaign), actions.add_text, **told)


@staff_only
def remove_text(request: HttpRequest, campaign: str, text: str) -> HttpResponse:
    found = _open(request, campaign)
    act = _on("text", get_object_or_404(found.texts, public_id=text), actions.remove_text)
    told = {"title": "Remove this text", "lead": "The log keeps its words.", "submit": "Remove it", "danger": True}
    return _act(request, Form(request.POST), found, act, **told, done="The text is removed.")


@staff_only
def tell_volume(request: HttpRequest, campaign: str) -> HttpResponse:
    lead = "The same source’s newer figure for a month replaces its older one."
    form = VolumeForm(request.POST or None)
    told = {"title": "Add a volume", "lead": lead, "done": "The figure is added."}
    return _act(request, form, _open(request, campaign), actions.tell_volume, **told)


@staff_only
def remove_volume(request: HttpRequest, campaign: str, volume: str) -> HttpResponse:
    found = _open(request, campaign)
    act = _on("volume", get_object_or_404(found.volumes, public_id=volume), actions.remove_volume)
    told = {"title": "Remove this figure", "lead": "The log keeps it.", "submit": "Remove it", "danger": True}
    return _act(request, Form(request.POST), found, act, **told, done="The figure is removed.")


def _open(request: HttpRequest, public_id: str) -> Campaign:
    return the_campaign(request.viewer, public_id, clock.now())  # type: ignore[attr-defined]


def _on(name: str, thing: Any, act: Callable[..., Any]) -> Callable[..., Any]:
    """The action on a thing of the campaign instead of the campaign."""

    def on_it(*, campaign: Campaign, **told: Any) -> None:
        act(**{name: thing}, **told)

    return on_it


def _act(request: HttpRequest, form: Form, found: Campaign, act: Callable[..., Any], **told: Any) -> HttpResponse:
    done = told.pop("done")
    by, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, act, campaign=found, by=by, now=now):
        messages.success(request, done)
        return redirect("campaigns:one", found.public_id)
    return page(request, form, found, **told)


def page(request: HttpRequest, form: Form, found: Campaign | None, **told: Any) -> HttpResponse:
    back = reverse("campaigns:one", args=[found.public_id]) if found else reverse("campaigns:list")
    crumbs = [("Campaigns", reverse("campaigns:list"))] + ([(found.name, back)] if found else [])
    context = {"form": form, "back": back, "crumbs": [*crumbs, (told["title"], "")], **told}
    failed = request.method == "POST" and bool(form.errors)
    return render(request, "layout/form.html", context, status=422 if failed else 200)
