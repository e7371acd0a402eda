"""Staff judge a request and take listings off; a Steering member vets its customer; conflicts (XB.1-XB.4)."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hopback.policy.appendix_b_do_not_originate import Category
from hopback.portal.accounts.decorators import staff_only, staff_or_provider, viewer_required
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..forms.asking import DropForm
from ..forms.deciding import ConflictForm, ReasonForm, RemoveForm, TestsForm, VettingForm
from ..models import Conflict
from ..queries import judged
from ..reading import Unreadable, read_one
from ._around import around, the, viewer_of


@staff_only
def tests(request: HttpRequest, listing: str) -> HttpResponse:
    found = the(request, listing, clock.now())
    form = TestsForm(request.POST or None, before=judged.latest_findings(found))
    page = {"title": "The five tests", "lead": found.recipient.name, "done": "Written down."}
    return act(request, form, actions.answer_tests, told={"listing": found}, **_around(request, found), **page)


@staff_or_provider
def vet(request: HttpRequest, listing: str) -> HttpResponse:
    """By the Steering member that serves the organisation, else by staff."""
    viewer = viewer_of(request)
    found = the(request, listing, clock.now())
    served_by = found.recipient.served_by.public_id if found.recipient.served_by else ""
    if found.recipient.category != Category.PRIVATE.value or served_by != viewer.party or found.approved_at:
        raise Http404
    lead = f"{found.recipient.name} asks that its numbers are stopped wherever they show as the caller."
    page = {"title": "Vet the organisation", "lead": lead, "done": "Written down with your name."}
    form = VettingForm(request.POST or None)
    return act(request, form, actions.vet, told={"listing": found}, **_around(request, found), **page)


@staff_only
def approve(request: HttpRequest, listing: str) -> HttpResponse:
    found = the(request, listing, clock.now())
    points = judged.open_points(found)
    lead = "From then on calls that show one of its numbers are stopped by whoever implements the list."
    page = {"title": f"List the numbers of {found.recipient.name}?", "lead": lead, "submit": "List them",
            "warning": " ".join(points), "done": "Listed. Whoever takes the list has it within a minute."}  # fmt: skip
    form = Form(request.POST if request.method == "POST" else None)
    return act(request, form, actions.approve, told={"listing": found}, **_around(request, found), **page)


@staff_only
def decline(request: HttpRequest, listing: str) -> HttpResponse:
    found = the(request, listing, clock.now())
    page = {"title": "Decline the request", "lead": found.recipient.name, "submit": "Decline", "danger": True,
            "done": "Declined."}  # fmt: skip
    form = ReasonForm(request.POST or None)
    return act(request, form, actions.decline, told={"listing": found}, **_around(request, found), **page)


@staff_only
def remove(request: HttpRequest, listing: str) -> HttpResponse:
    found = the(request, listing, clock.now())
    page = {"title": f"Take the numbers of {found.recipient.name} off the list", "submit": "Remove", "danger": True,
            "lead": "Calls that show them get through again. To list them again takes a new request.",
            "done": "Removed. Members that implemented it are told."}  # fmt: skip
    form = RemoveForm(request.POST or None)
    return act(request, form, actions.remove_listing, told={"listing": found}, **_around(request, found), **page)


@staff_only
def drop(request: HttpRequest, listing: str) -> HttpResponse:
    found = the(request, listing, clock.now())
    page = {"title": "Take single numbers off", "submit": "Take them off", "danger": True,
            "lead": "The others stay listed. More numbers are a request of their own, with its own letter.",
            "done": "Taken off. Members that implemented it are told."}  # fmt: skip
    form = DropForm(request.POST or None, request.FILES or None)
    return act(request, form, actions.drop_numbers, told={"listing": found}, **_around(request, found), **page)


@viewer_required
def conflict(request: HttpRequest, listing: str) -> HttpResponse:
    """A member, an analytics provider or staff say that genuine calls show a number of it."""
    found = the(request, listing, clock.now())
    if not found.approved_at or viewer_of(request).party == _organization(found):
        raise Http404

    def tell(*, number: str, **told: Any) -> None:
        try:
            number = read_one(number)
        except Unreadable:
            number = ""
        actions.raise_conflict(number=number, **told)

    page = {"title": "Genuine calls show a number of it", "lead": found.recipient.name, "submit": "Report it",
            "done": "The traceback team looks into it."}  # fmt: skip
    form = ConflictForm(request.POST or None)
    return act(request, form, tell, told={"listing": found}, **_around(request, found), **page)


def _organization(found: Any) -> str:
    return found.recipient.source.public_id if found.recipient.source else "-"


@staff_only
def settle(request: HttpRequest, conflict: str) -> HttpResponse:
    rows = Conflict.objects.select_related("listing__recipient")
    row = get_object_or_404(rows, public_id=conflict, settled_at=None)
    lead = "Say what you found. Where genuine calls are made from the number, remove it first."
    page = {"title": "Settle the conflict", "lead": lead, "done": "Settled."}
    form = ReasonForm(request.POST or None)
    return act(request, form, actions.settle_conflict, told={"conflict": row}, **_around(request, row.listing), **page)


def _around(request: HttpRequest, found: Any) -> dict[str, Any]:
    return around(viewer_of(request), found)
