"""Staff see which calls look like which campaign and why, and say whether they are (A1.6)."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.sourcing.models import Candidate

from .. import actions
from ..forms import OpenWithForm
from ..models import Placing
from ..queries import suggesting
from ..queries.visible import the_campaign
from .changing import page

COLUMNS = "candidate source called_at campaign name share shared_sentences call_back_numbers"
MOST_AT_ONCE = 1_000


@staff_only
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    found = suggesting.suggestions()
    if asked_for(request):
        return hand_over(request, "suggestions", COLUMNS.split(), lines(found), now=clock.now(), plus=True)
    numbers = [number for one in found for _, number in one.numbers]
    context = {
        "found": found,
        "waiting": suggesting.waiting_calls(),
        "followed": suggesting.followed(numbers),
        "recent": suggesting.recent(),
    }
    return render(request, "campaigns/suggestions.html", context)


def lines(found: list[suggesting.Suggestion]) -> Iterator[tuple[Any, ...]]:
    for one in found:
        numbers = "; ".join(number for _, number in one.numbers)
        for call in one.calls:
            row, campaign = call.candidate, one.campaign.public_id if one.campaign else None
            called_at = row.incident.called_at.isoformat()
            shared = " / ".join(call.shared)
            yield (row.public_id, row.source.name, called_at, campaign, one.name, call.share, shared, numbers)


@staff_only
@require_POST
def place(request: HttpRequest, campaign: str) -> HttpResponse:
    """The calls that the page showed, or one of them, are of the campaign or are not."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = the_campaign(viewer, campaign, clock.now())
    belongs = "belong" in request.POST
    chosen = request.POST.get("belong" if belongs else "apart", "")
    calls = _calls(request.POST.getlist("candidate") if chosen == "all" else [chosen])
    told = {"campaign": found, "candidates": calls, "belongs": belongs}
    try:
        actions.place_calls(**told, by=viewer, now=clock.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        many = "1 call is" if len(calls) == 1 else f"{len(calls)} calls are"
        messages.success(request, f"{many} {'' if belongs else 'not '}of “{found.name}”. Below you can take it back.")
    return redirect("campaigns:suggestions")


@staff_only
def open_with(request: HttpRequest) -> HttpResponse:
    """A name is asked first; then the campaign is opened with the calls."""
    sent = request.POST if "name" in request.POST else None
    form = OpenWithForm(sent, initial={"name": request.GET.get("name", "")[:120]})
    asked = (request.POST if sent else request.GET).get("calls", "")
    calls = _calls(asked.split(" ")[:MOST_AT_ONCE])
    form.fields["calls"].initial = " ".join(one.public_id for one in calls)

    def act(*, calls: str, **told: Any) -> None:
        actions.open_with_calls(**told, candidates=_calls(calls.split(" ")[:MOST_AT_ONCE]))

    if sent is not None and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, f"“{form.cleaned_data['name'].strip()}” is open, with its calls.")
        return redirect("campaigns:suggestions")
    many = "1 call" if len(calls) == 1 else f"{len(calls)} calls"
    lead = f"{many} of nearly one message. The name is proposed from what they say: Brand-Script."
    return page(request, form, None, title="Open a campaign with these calls", lead=lead)


@staff_only
def take_back(request: HttpRequest, placing: str) -> HttpResponse:
    found = get_object_or_404(Placing.objects.select_related("campaign", "candidate"), public_id=placing)
    form = Form(request.POST)
    told = {"placing": found, "by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, actions.take_back, **told):
        messages.success(request, "Taken back: the call waits for a campaign again.")
        return redirect("campaigns:suggestions")
    what = "is" if found.belongs else "is not"
    lead = f"That {found.candidate.public_id} {what} of “{found.campaign.name}” is unsaid. The log keeps both."
    return page(request, form, None, title="Take it back", lead=lead, submit="Take it back")


def _calls(public_ids: list[str]) -> list[Candidate]:
    return list(Candidate.objects.filter(public_id__in=public_ids).order_by("pk"))
