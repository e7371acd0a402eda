"""The members as staff see them, and what staff write down about one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.providers.models import Provider

from .. import actions, queries
from ..forms import (
    BecauseForm,
    BreachForm,
    EndSupportForm,
    FilterForm,
    ReasonsForm,
    SupportForm,
    TakeOverForm,
    VoteForm,
)
from ..models import Breach, Ending, MemberCall, Support
from ._page import form_page, provider_of

COLUMNS = ("id", "name", "tier", "since", "conditions_failing", "holds_from", "may_be_ended")


@staff_only
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Every member with what fails today; as a page, CSV or JSON."""
    now, viewer = clock.now(), request.viewer  # type: ignore[attr-defined]
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none does not limit
    rows = queries.the_members(viewer, now, form.cleaned_data.get("tier", ""))
    wanted = form.cleaned_data.get("conditions", "")
    rows = [row for row in rows if not wanted or bool(row.failing) == (wanted == "fail")]
    if asked_for(request):
        return hand_over(request, "members", COLUMNS, map(_line, rows), now=now)
    context = {
        "form": form,
        "rows": rows,
        "limited": any(form.cleaned_data.values()),
        "applications": queries.open_applications(),
        "next_call": MemberCall.objects.filter(starts_at__gte=now, called_off_at=None).order_by("starts_at").first(),
    }
    return render(request, "membership/members.html", context)


def _line(row: queries.Member) -> list[object]:
    days = [each.from_on for each in row.failing]
    when = max(day for day in days if day) if days and all(days) else None
    names = " ".join(each.name for each in row.failing)
    return [row.provider.public_id, row.provider.name, row.tier, row.since_on, names, when, bool(row.reasons)]


@staff_only
@require_safe
def one(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context = queries.mine(found, viewer, clock.now()) | {
        "breaches": Breach.objects.filter(provider=found).order_by("-pk"),
        "supports": Support.objects.filter(provider=found).order_by("-since_on"),
        "endings": Ending.objects.filter(provider=found).exclude(outcome="").order_by("-pk"),
    }
    return render(request, "membership/one.html", context)


def _act(
    request: HttpRequest, found: Provider, form: Any, act: Any, done: str, title: str, **more: Any
) -> HttpResponse:
    back = reverse("membership:one", args=[found.public_id])
    crumbs = [("Members", reverse("membership:members")), (found.name, back), (title, "")]
    told = more.pop("told", {"provider": found})
    return form_page(request, form, act, told=told, done=done, back=back, title=title, crumbs=crumbs, **more)


@staff_only
def take_over(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    lead = "For members from before there was this portal. Whoever joins now applies."
    form = TakeOverForm(request.POST or None)
    title = f"{found.name} is a member already"
    return _act(request, found, form, actions.take_over, "Recorded.", title, lead=lead)


@staff_only
def open_vote(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = VoteForm(request.POST or None, zone=viewer.zone, now=clock.now())
    lead = "Each seat votes once, by name and with reasons. Nobody votes in its own matter."
    title = f"Ask the Executive Committee about {found.name}"
    return _act(
        request, found, form, actions.open_vote, "The Committee is asked.", title, lead=lead, submit="Open the vote"
    )


@staff_only
def breach(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    lead = "The finding is the same for every provider, and holds until it is lifted."
    title = f"{found.name} does not keep the rules"
    form = BreachForm(request.POST or None)
    more = {"lead": lead, "submit": "Find so", "danger": True}
    return _act(request, found, form, actions.find_breach, "Found, and told to the provider.", title, **more)


@staff_only
def lift(request: HttpRequest, provider: str, breach: int) -> HttpResponse:
    found = provider_of(request, provider)
    held = get_object_or_404(Breach, pk=breach, provider=found, lifted_at=None)
    form = BecauseForm(request.POST or None)
    title = f"Lift the finding about {found.name}"
    return _act(request, found, form, actions.lift_breach, "Lifted.", title, told={"breach": held}, submit="Lift")


@staff_only
def support(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    lead = "A Steering member that supports the group at a level with a seat sits on the Executive Committee."
    form = SupportForm(request.POST or None)
    return _act(request, found, form, actions.record_support, "Recorded.", f"Support of {found.name}", lead=lead)


@staff_only
def end_support(request: HttpRequest, provider: str, support: int) -> HttpResponse:
    found = provider_of(request, provider)
    held = get_object_or_404(Support, pk=support, provider=found, until_on=None)
    form = EndSupportForm(request.POST or None)
    title = f"{found.name} no longer supports the group"
    return _act(request, found, form, actions.end_support, "Recorded.", title, told={"support": held})


@staff_only
def propose_end(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    more = {
        "lead": "The member gets notice with your reasons, and the Executive Committee is asked for its advice.",
        "warning": "Nothing ends yet: you confirm it once the advice is recorded.",
        "submit": "Give notice",
        "danger": True,
    }
    title = f"End the membership of {found.name}"
    form = ReasonsForm(request.POST or None)
    return _act(request, found, form, actions.propose_end, "Notice given.", title, **more)


def _ending(found: Provider) -> Ending:
    return get_object_or_404(Ending.objects.select_related("advice", "provider"), provider=found, outcome="")


@staff_only
def confirm_end(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    ending = _ending(found)
    advised = ending.advice.get_outcome_display() if ending.advice else "no seat could advise"
    more = {
        "lead": f"The Executive Committee’s advice to end it: {advised.lower()}.",
        "warning": "This cannot be undone. To be a member again it has to apply.",
        "submit": "End the membership",
        "danger": True,
        "told": {"ending": ending},
    }
    form = BecauseForm(request.POST or None)
    title = f"End the membership of {found.name}"
    return _act(request, found, form, actions.confirm_end, "The membership has ended.", title, **more)


@staff_only
def drop_end(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    form = BecauseForm(request.POST or None)
    title = f"{found.name} stays a member"
    told = {"ending": _ending(found)}
    return _act(request, found, form, actions.drop_end, "It stays a member.", title, told=told, submit="It stays")
