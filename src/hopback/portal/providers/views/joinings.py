"""Who is on the way in and what they still miss, for staff, who take in or decline (A1.2, XA.1)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, queries
from ..forms_of_joining import DeclineForm, TakeInForm
from ..models import Joining, Provider

A_PAGE = 50
STATES = {"": "Open", "ready": "Ready", "under way": "Under way", "unopened": "Not opened", "all": "All"}
COLUMNS = ("id", "provider", "how", "state", "begun_at", "email", "missing", "listed_as")


@staff_only
@require_safe
def joinings(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    rows = queries.joinings(viewer)
    found = queries.on_the_way(rows if state == "all" else rows.filter(decided_at=None))
    shown = [one for one in found if state in ("", "all", one.state)]
    if asked_for(request):
        return hand_over(request, "joining", COLUMNS, [_line(one) for one in shown], now=clock.now())
    listed = queries.lacking(viewer) if state == "" else []
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "states": STATES.items(),
        "state": state,
        "lacking": listed[:A_PAGE],
        "lacking_in_all": len(listed),
        "now": clock.now(),
    }
    return render(request, "providers/joining/list.html", context)


def _line(way: queries.OnTheWay) -> list[Any]:
    one = way.joining
    missing = "; ".join(step.label for step in way.missing)
    listed_as = one.provider.public_id if one.provider else ""
    return [one.public_id, one.name, one.how, way.state, one.begun_at.isoformat(), one.email, missing, listed_as]


def _one(request: HttpRequest, public_id: str) -> Joining:
    return get_object_or_404(queries.joinings(request.viewer), public_id=public_id)  # type: ignore[attr-defined]


@staff_only
@require_safe
def one(request: HttpRequest, joining: str) -> HttpResponse:
    found = _one(request, joining)
    (way,) = queries.on_the_way([found])
    context = {"way": way, "joining": found, "alike": queries.listed_like(found), "now": clock.now()}
    return render(request, "providers/joining/one.html", context)


@staff_only
def take_in(request: HttpRequest, joining: str) -> HttpResponse:
    found = _one(request, joining)
    (way,) = queries.on_the_way([found])
    sent = request.POST if request.method == "POST" else None  # nothing is asked where nobody is like it
    form = TakeInForm(sent, joining=found, alike=queries.listed_like(found))
    back = reverse("providers:joining_one", args=[joining])
    made: list[Provider] = []

    def act(**told: Any) -> None:
        made.append(actions.take_in(joining=found, **told))

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, f"{made[0].name} takes part. Its administrator has been invited by mail.")
        return redirect("providers:one", made[0].public_id)
    missing = ", ".join(step.label.lower() for step in way.missing)
    context = {
        "form": form,
        "title": f"Take {found.name} in",
        "lead": "It is listed with the contacts it named, its agreement is on record, its administrator is invited.",
        "warning": f"Still missing: {missing}. It can give that later, signed in." if missing else "",
        "submit": "Take it in",
        "back": back,
        "crumbs": _crumbs(found, "Take in"),
    }
    return render(request, "layout/confirm.html", context, status=422 if form.errors else 200)


@staff_only
def decline(request: HttpRequest, joining: str) -> HttpResponse:
    found = _one(request, joining)
    form = DeclineForm(request.POST or None)

    def act(**told: Any) -> None:
        actions.decline_joining(joining=found, **told)

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, f"Declined; the reason went to {found.email}.")
        return redirect("providers:joinings")
    context = {
        "form": form,
        "title": f"Decline {found.name}",
        "submit": "Decline",
        "danger": True,
        "back": reverse("providers:joining_one", args=[joining]),
        "crumbs": _crumbs(found, "Decline"),
    }
    return render(request, "layout/confirm.html", context, status=422 if form.errors else 200)


@staff_only
@require_POST
def send_link(request: HttpRequest, joining: str) -> HttpResponse:
    found = _one(request, joining)
    actions.send_joining_link(joining=found, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, f"The link was mailed to {found.email} again.")
    return redirect("providers:joining_one", joining)


def _crumbs(joining: Joining, last: str) -> list[tuple[str, str]]:
    here = reverse("providers:joining_one", args=[joining.public_id])
    return [("Joining", reverse("providers:joinings")), (joining.name, here), (last, "")]
